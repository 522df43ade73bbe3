/**
 * The three things that every kind of field can do: judge a value, read it from typed words, say it in words. Form,
 * import, service, package, table and report call these and know no kind by name. A new kind is a case in each.
 */
export { checkValue } from './checkValue';
export type { FieldContext } from './fieldContext';
export { formatField } from './formatField';
export { parseField } from './parseField';
