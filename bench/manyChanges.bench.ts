import type { Change } from '../domain/exchange/change';
import { provider } from '../domain/registry/provider/declaration';
import { ok } from '../domain/values/result';
import { applyChanges } from '../db/record/applyChanges';
import { birthEdits } from '../electron/record/recordEdits';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  type InnerOffice,
} from '../tests/support/offices/innerOffice';
import { makeProvider } from '../tests/support/record/makeProviders';
import { ms, type Answer } from './answer';
import { timed } from './timing';

/**
 * A hundred thousand changes by the one writer (row, log, journal, index): one field of a thousand providers, a thousand
 * in a durable transaction. It has no rival of its own: it is asked of one engine after another (`--engine`).
 */
const providers = 1000;
const rounds = 100;

export async function manyChanges(): Promise<Answer> {
  const folders = await createOfficeFolders();
  try {
    const office = await openInnerOffice(await folders.make(), { now: () => new Date() });
    await write(office, births(office));
    let version = '';
    const took = await timed(async () => {
      for (let round = 0; round < rounds; round += 1) {
        const before = version === '' ? null : version;
        version = `note ${round}`;
        await write(office, notes(office, before, version));
      }
    });
    await office.close();
    return {
      question: `${providers * rounds} changes by the writer, ${providers} in a transaction`,
      figures: [ms('all of them', took)],
      targets: [],
    };
  } finally {
    await folders.remove();
  }
}

const idOf = (number: number): string => `${actor.office}-${number}`;

const births = (office: InnerOffice): readonly Change[] =>
  Array.from({ length: providers }, (_none, number) => number).flatMap((number) => {
    const stamp = office.database.nextStamp(actor.office);
    const { fields } = makeProvider(number);
    return birthEdits(office.office, provider, idOf(number), fields).map((edit) => said(office, edit, stamp));
  });

const notes = (office: InnerOffice, before: string | null, after: string): readonly Change[] =>
  Array.from({ length: providers }, (_none, number) =>
    said(
      office,
      { registry: provider.code, recordId: idOf(number), field: 'note', before, after },
      office.database.nextStamp(actor.office),
    ),
  );

type Edit = Pick<Change, 'registry' | 'recordId' | 'field' | 'before' | 'after'>;

const said = ({ database }: InnerOffice, edit: Edit, stamp: string): Change => ({
  ...edit,
  stamp,
  ...{ replaces: null, office: actor.office, operator: actor.operator, at: database.now().toISOString() },
  accepted: stamp,
});

async function write({ database }: InnerOffice, changes: readonly Change[]): Promise<void> {
  const at = database.now().toISOString();
  await database.write(actor, async (tx) => {
    const entries = changes.map(
      (change) => ({ change, rootId: change.recordId, outcome: 'applied' }) as const,
    );
    await applyChanges(tx, entries, { action: 'import.apply', at });
    return ok(null);
  });
}
