import { askedField } from '../../domain/question/askedField';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fail, ok, type Result } from '../../domain/values/result';
import type { ReadDb } from '../file/handles';
import { rowsWithSealed } from '../sealing/sealedMatch';
import { clausesOf, clausesSql, type Scope } from './clauses';

/** The rows in which what is asked of sealed fields holds; undefined where nothing is. Only of what may be seen. */
export async function sealedRows(
  db: ReadDb,
  root: Registry,
  scope: Scope,
): Promise<Result<readonly number[] | undefined, 'question.sealed'>> {
  const sealed = scope.where.filter(({ field }) => askedField(root, field)?.sealed === true);
  let among: readonly number[] | undefined;
  for (const { field, is } of sealed) {
    const seen: Scope = { where: [], within: scope.within, held: scope.held, only: scope.only };
    const clauses = clausesOf(root, seen);
    const found = await rowsWithSealed(db, root, field, is ?? null, clausesSql(root, clauses));
    if (found === undefined) return fail('question.sealed', { params: { field: field.slice(0, 60) } });
    const former: readonly number[] | undefined = among;
    among = former === undefined ? found : found.filter((seq) => former.includes(seq));
  }
  return ok(among);
}
