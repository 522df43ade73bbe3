import { nameWords, propertyForms } from '../registry/organisationForms';
import { foldText } from './foldText';

/**
 * The key by which two spellings of one organisation's name meet when it has no ИНН and no ОГРН: the form of property
 * abbreviated and put first, then the rest without quotes, hyphens and spaces. Nothing that tells organisations apart
 * may be dropped: a false pair costs an operator more than a missed one.
 */
export function organisationNameKey(name: string): string {
  const words = abbreviate(` ${foldText(name)} `)
    .trim()
    .split(' ');
  const form = words.findIndex((word) => Object.hasOwn(propertyForms, word));
  return `${words[form] ?? ''} ${words.filter((_, index) => index !== form).join('')}`;
}

/** Longer spellings first, so that `ФГБУ` is not read as a federal `ГБУ`. */
const spellings = Object.entries({ ...propertyForms, ...nameWords })
  .flatMap(([short, full]) => full.map((words) => ({ words: ` ${words} `, short: ` ${short} ` })))
  .sort((one, other) => other.words.length - one.words.length);

function abbreviate(text: string): string {
  return spellings.reduce((sofar, { words, short }) => sofar.replaceAll(words, short), text);
}
