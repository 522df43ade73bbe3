import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { indexTerms } from '../../domain/registry/searchTerms';
import type { WriteTx } from '../file/handles';
import type { RecordKeys, Sealing } from './sealing';
import { snakeCase } from '../record/tables';

/**
 * Finds sealed records without a word lying open: for every term of a searched field a keyed hash of it (a blind index).
 * It hides words, not how often equal ones occur; docs/threat-model.md says what that is worth to a thief.
 */
export const searchedSealedFields = (root: Registry): readonly string[] =>
  Object.entries(root.fields).flatMap(([field, { search }]) => (search === true ? [field] : []));

/** Puts the tokens of a record, as its row lies sealed, in the place of those it had. Damage throws: nothing is lost. */
export async function indexTokens(
  tx: WriteTx,
  root: Registry,
  recordId: string,
  row: Readonly<Record<string, unknown>>,
  keys: RecordKeys,
): Promise<void> {
  const seq = Number(row['seq']);
  await forgetTokens(tx, root, seq);
  const tokens = tokensOf(tx.vault.sealing(), root, (field) => {
    const stored = row[snakeCase(field)];
    return typeof stored === 'string' ? keys.open(recordId, field, stored) : null;
  });
  await tx.run(`INSERT OR IGNORE INTO ${root.table}_word (token, seq) SELECT value, ?2 FROM json_each(?1)`, [
    JSON.stringify(tokens),
    seq,
  ]);
}

export async function forgetTokens(tx: WriteTx, root: Registry, seq: number): Promise<void> {
  await tx.run(`DELETE FROM ${root.table}_word WHERE seq = ?`, [seq]);
}

/** Under the newest data key: what is being re-sealed moves to it record by record. */
function tokensOf(
  sealing: Sealing,
  root: Registry,
  valueOf: (field: string) => FieldValue,
): readonly string[] {
  const terms = searchedSealedFields(root).flatMap((field) => {
    const declaration = root.fields[field];
    return declaration === undefined ? [] : indexTerms(declaration.kind, valueOf(field));
  });
  return [...new Set(terms)].flatMap((term) => sealing.tokens(root.code, term).slice(0, 1));
}
