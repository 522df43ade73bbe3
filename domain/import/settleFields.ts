import { validateRecord, type RecordContext } from '../record/validateRecord';
import type { Registry } from '../registry/defineRegistry';
import type { FieldValues } from '../registry/fieldKinds';
import type { Issue } from '../values/result';
import { noteFieldOf, withNote, type RowFields } from './rowToFields';

/**
 * Puts what a row states over what is there. A value that is good by itself but contradicts the others (a КПП of an
 * entrepreneur, more free places than places) must not keep the whole row out: it goes to the note with a warning, like
 * a cell that does not parse. What is there already is never dropped for the sake of a row.
 */
export interface SettledFields {
  readonly fields: FieldValues;
  readonly issues: readonly Issue[];
  /** Can it be kept at all? If not, `issues` hold the errors. */
  readonly isDraft: boolean;
}

export function settleFields(
  registry: Registry,
  base: FieldValues,
  stated: RowFields,
  context: RecordContext,
): SettledFields {
  const { [noteFieldOf(registry)]: note, ...others } = stated.fields;
  const lines = typeof note === 'string' ? note.split('\n') : [];
  const warnings = [...stated.issues];
  const kept = new Map(Object.entries(others));
  let found = judge(registry, { ...base, ...others }, context);
  for (let culprit = findCulprit(found, kept); culprit !== undefined; culprit = findCulprit(found, kept)) {
    const words = stated.said(culprit.path);
    if (words !== undefined) {
      lines.push(words);
      warnings.push({ ...culprit, severity: 'warning' });
    }
    kept.delete(culprit.path);
    found = judge(registry, { ...base, ...Object.fromEntries(kept) }, context);
  }
  const whole = { ...base, ...Object.fromEntries(kept) };
  // Of what the record holds already only what forbids to keep it is told here.
  const told = found.filter(({ severity, path }) => severity === 'error' || kept.has(path));
  const { fields, issues } = withNote(registry, whole, lines, [...warnings, ...told], context);
  return { fields, issues, isDraft: issues.every(({ severity }) => severity === 'warning') };
}

const findCulprit = (found: readonly Issue[], kept: ReadonlyMap<string, unknown>): Issue | undefined =>
  found.find(({ path, severity }) => severity === 'error' && kept.has(path));

/** Of a record in its first status: the errors are those that forbid to keep it even as a draft. */
function judge(registry: Registry, fields: FieldValues, context: RecordContext): readonly Issue[] {
  const first = registry.root?.statuses.order[0] ?? '';
  return validateRecord(registry, { fields, lists: {} }, first, context);
}
