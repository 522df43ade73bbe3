import type { Failure } from '../../domain/values/result';
import { errorSentence, type ErrorSentence } from '../../domain/values/errorSentence';
import { errors } from '../../renderer/locale/ru/errors';
import { issues as issueSentences } from '../../renderer/locale/ru/issues';

/**
 * A refusal for the person at the terminal: its name and the very sentence the window shows, then a line per field.
 * Sentences live in `locale/` once; particulars that a sentence does not use follow in brackets.
 */
export function gloss({ code, params = {}, issues = [] }: Failure): string {
  const which = errorSentence(code, params, (one) => Object.hasOwn(errors, one));
  const sentence = errors[which as ErrorSentence];
  const isUnsaid = (name: string): boolean =>
    !sentence.includes(`{${name}}`) && !(name === 'fault' && which !== code);
  const rest = Object.entries(params).filter(([name]) => isUnsaid(name));
  const particulars = rest.map(([name, value]) => `${name}=${value}`).join('; ');
  const fields = issues.map(
    (issue) => `\n  ${issue.path}: ${fill(issueSentences[issue.code], issue.params ?? {})} (${issue.code})`,
  );
  return `${code}: ${fill(sentence, params)}${particulars === '' ? '' : ` (${particulars})`}${fields.join('')}`;
}

function fill(sentence: string, params: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(params[name] ?? gap));
}
