import { damageOffer } from '../../domain/backup/loss';
import { errorSentence, type ErrorSentence } from '../../domain/values/errorSentence';
import type { Failure, Params } from '../../domain/values/result';
import { damage } from '../../renderer/locale/ru/damage';
import { errors } from '../../renderer/locale/ru/errors';
import { atTerminal } from '../../renderer/locale/ru/atTerminal';
import { issues as issueSentences } from '../../renderer/locale/ru/issues';

/**
 * A refusal for the person at the terminal: its name and the very sentence the window shows, then a line per field.
 * Sentences live in `locale/` once, those about a window in words of a terminal beside; particulars that a sentence does
 * not use follow in brackets.
 */
export function gloss({ code, params = {}, issues = [] }: Failure): string {
  const which = errorSentence(code, params, (one) => Object.hasOwn(errors, one));
  const sentence = sentenceOf(which as ErrorSentence, params);
  const said = [...(code === 'data.damaged' ? offered : []), ...(which === code ? [] : ['fault'])];
  const rest = Object.entries(params).filter(
    ([name]) => !sentence.includes(`{${name}}`) && !said.includes(name),
  );
  const particulars = rest.map(([name, value]) => `${name}=${value}`).join('; ');
  const fields = issues.map(
    (issue) => `\n  ${issue.path}: ${fill(issueSentences[issue.code], issue.params ?? {})} (${issue.code})`,
  );
  return `${code}: ${fill(sentence, params)}${particulars === '' ? '' : ` (${particulars})`}${fields.join('')}`;
}

/** What the words of the offer have told already. */
const offered: readonly string[] = ['backup', 'madeAt', 'changes', 'lastChangeAt'];

function sentenceOf(which: ErrorSentence, params: Params): string {
  const sentence = atTerminal[which] ?? errors[which];
  if (which !== 'data.damaged') return sentence;
  const offer = damageOffer(params);
  return fill(sentence, { offer: fill(damage[offer.kind], offer.params) });
}

function fill(sentence: string, params: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(params[name] ?? gap));
}
