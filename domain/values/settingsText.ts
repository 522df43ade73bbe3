import type { z } from 'zod';

/**
 * A file of settings that a person writes by hand (`office.json`, `backup.json`), read strictly. What is wrong is told as
 * one fault with the field and what to write there, because whoever wrote the file reads no messages of a library.
 */
export type ConfigFault = 'json' | 'path' | 'folder' | 'unknown' | 'absent' | 'value' | 'twice';

/** What fills the sentence `config.invalid/<fault>`, but for the name of the file. */
export interface ConfigRefusal {
  readonly fault: ConfigFault;
  readonly field?: string;
  readonly expected?: string;
  readonly example?: string;
}

/** A path of Windows as JSON wants it: in a string a single backslash begins a tab or a new line. */
const examplePath = 'C:\\\\temp\\\\new';

/** A path without what a single backslash of JSON makes of `\t` and `\n`: no folder has such a name. */
export const isCleanPath = (path: string): boolean => !/\p{Cc}/u.test(path);

/** For `refine`: which sentence tells of it. */
export const pathFault = { params: { fault: 'path' } } as const;
export const twiceFault = (field: string) => ({ params: { fault: 'twice', field } }) as const;

export function readSettingsText<T>(
  shape: z.ZodType<T>,
  text: string,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: ConfigRefusal } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { ok: false, refusal: { fault: 'json', example: examplePath } };
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [first] = parsed.error.issues;
  return { ok: false, refusal: first === undefined ? { fault: 'value' } : refusalOf(first, json) };
}

function refusalOf(issue: z.core.$ZodIssue, json: unknown): ConfigRefusal {
  const field = nameOf(issue.path);
  if (issue.code === 'unrecognized_keys')
    return { fault: 'unknown', field: nameOf([...issue.path, issue.keys[0] ?? '']) };
  if (issue.code === 'custom') return customRefusal(issue, field);
  if (issue.path.length === 0) return { fault: 'json', example: examplePath };
  const expected = expectedBy(issue);
  return valueAt(json, issue.path) === undefined
    ? { fault: 'absent', field, expected }
    : { fault: 'value', field, expected };
}

function customRefusal({ params }: z.core.$ZodIssueCustom, field: string): ConfigRefusal {
  if (params?.['fault'] === 'path') return { fault: 'path', field, example: examplePath };
  return { fault: 'twice', field: String(params?.['field'] ?? field) };
}

/** `peers[2].uid` */
const nameOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`))
    .join('');

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const step of path)
    value =
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  return value;
}

/** What has a form of its own is shown by an example. */
const examples: Readonly<Record<string, string>> = {
  code: '"kazan"',
  uid: '"01234567-89ab-4def-8123-456789abcdef"',
  mailbox: '"KAZAN~RT"',
  oktmo: '"92701000"',
  name: '"…"',
};
const ofType: Readonly<Record<string, string>> = {
  string: '"…"',
  number: '1',
  int: '1',
  boolean: 'true',
  array: '[…]',
  object: '{…}',
};

function expectedBy(issue: z.core.$ZodIssue): string {
  const key = [...issue.path].reverse().find((step) => typeof step === 'string') ?? '';
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(', ');
    case 'too_small':
      return issue.origin === 'string' ? '"…"' : `≥ ${issue.minimum}`;
    case 'too_big':
      return `≤ ${issue.maximum}`;
    case 'invalid_type':
      return issue.expected === 'string'
        ? (examples[key] ?? '"…"')
        : (ofType[issue.expected] ?? issue.expected);
    default:
      return examples[key] ?? '"…"';
  }
}
