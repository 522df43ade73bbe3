import type { Change } from '../../domain/exchange/change';
import type { PackageManifest } from '../../domain/exchange/packageManifest';
import { isPersonal } from '../../domain/registry/personal';
import { readReference } from '../../domain/registry/references/recordReference';
import { plainText } from '../../domain/values/plainText';
import { fail, ok, type Result } from '../../domain/values/result';
import { isUuid } from '../../domain/values/uuid';
import { rememberTitles, type ToldTitle } from '../../db/exchange/toldTitleRepository';
import type { ReadDb, WriteTx } from '../../db/file/handles';
import { nameOfTarget, readTargets } from '../../db/record/referenceRepository';
import { wantedBy } from '../record/named/namesInChanges';

/**
 * With changes that name records goes what those are called: a peer may get the record later, or never. What is told is
 * what it was called when it was chosen, and where nobody knows that what it is called now. A person's name is never
 * told, and never taken.
 */
export async function titlesTold(
  read: ReadDb,
  changes: readonly Change[],
): Promise<Pick<PackageManifest, 'titles'>> {
  const wanted = new Map(
    [...wantedBy(read, changes)].filter(([code]) => {
      const root = read.registries.root(code);
      return root !== undefined && !isPersonal(root);
    }),
  );
  if (wanted.size === 0) return {};
  const { targets, chosen } = await readTargets(
    read,
    wanted,
    changes.map(({ recordId }) => recordId),
  );
  const titles = new Map<string, ToldTitle>();
  for (const [registry, ids] of wanted)
    for (const recordId of ids) {
      const title = targets.get(nameOfTarget(registry, recordId))?.title ?? '';
      if (title !== '') titles.set(recordId, { registry, recordId, title });
    }
  for (const { targetId: recordId, title } of chosen) {
    const told = titles.get(recordId);
    if (told !== undefined && title !== '') titles.set(recordId, { ...told, title });
  }
  return titles.size === 0 ? {} : { titles: [...titles.values()] };
}

/**
 * Takes what a package calls records: of open registries that are known here, and only of what its changes name. Answers
 * it by registry and id, for the writer.
 */
export async function takeTitles(
  tx: WriteTx,
  changes: readonly Change[],
  told: NonNullable<PackageManifest['titles']>,
): Promise<Result<ReadonlyMap<string, string>, 'packet.forbiddenChange'>> {
  const named = new Set(changes.map(({ after }) => readReference(after)?.id));
  const taken: ToldTitle[] = [];
  for (const { registry, recordId, title } of told) {
    const root = tx.registries.root(registry);
    if (root !== undefined && isPersonal(root))
      return fail('packet.forbiddenChange', { params: { registry, field: root.root?.titleField ?? '' } });
    const words = plainText(title, false);
    if (root !== undefined && words !== null && words !== '' && isUuid(recordId) && named.has(recordId))
      taken.push({ registry, recordId, title: words });
  }
  await rememberTitles(tx, taken);
  return ok(new Map(taken.map(({ registry, recordId, title }) => [nameOfTarget(registry, recordId), title])));
}
