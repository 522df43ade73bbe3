import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { restoreOffice } from '../../../electron/backup/restoreOffice';
import { shipped } from '../../../electron/app/shipped';
import { lookAtBackup } from '../../../electron/backup/backupFiles';
import { openBackup } from '../../../electron/backup/openBackup';
import { openBodyKey, openHeader } from '../../../electron/backup/backupKeys';
import { inScratch } from '../../../electron/backup/scratch';
import { expectSound } from '../../support/offices/soundDatabase';
import type { Activity, Ground } from '../activity';
import { answered } from '../answered';
import { createLedger, expectKeysFit } from '../ledger';
import { inFile, reopen } from '../reopen';
import type { KnownRecord, Line } from '../victimLine';

/**
 * Backups are made one after another between saves: every file that goes by a backup's name opens with the recovery code
 * and is what it says, and an office made again from the newest acknowledged one holds all that was acknowledged before.
 */
export const backingUp: Activity = {
  name: 'backingUp',
  share: 16,
  killsPerFolder: 8,
  range: { lines: 8, reach: 8 },
  async begin(ground) {
    const dataFolder = await ground.offices.copy();
    const backups = join(dataFolder, 'backups');
    // So that what happens in it can be the moment to kill.
    await mkdir(backups, { recursive: true });
    const ledger = createLedger();
    const checked = new Set<string>();
    /** The newest backup that was acknowledged, and what was acknowledged before it was begun. */
    let last: { readonly fileName: string; readonly holds: readonly KnownRecord[] } | undefined;
    const heard = (lines: readonly Line[]): void => {
      for (const [at, { attempt, answer }] of answered(lines).entries()) {
        if (attempt.do !== 'backup' || answer === null) continue;
        const before = answered(lines).slice(0, at);
        last = { fileName: answer.fileName ?? '', holds: [...ledger.records(), ...madeIn(before)] };
      }
      ledger.heard(lines);
    };
    return {
      watched: [
        { folders: [dataFolder], changes: 40 },
        { folders: [backups], changes: 12 },
      ],
      order: () => Promise.resolve({ dataFolder, records: ledger.records() }),
      heard,
      async look() {
        for (const fileName of await backupsIn(backups)) {
          // What was whole stays whole: only names that are new are opened.
          if (!checked.has(fileName)) await expectWhole(ground, join(backups, fileName));
          checked.add(fileName);
        }
        if (last !== undefined) expect(await backupsIn(backups)).toContain(last.fileName);
        return reopen(ground, dataFolder, {
          office: async (office) => ledger.check(await office.at('operator'), ['provider', 'person']),
          file: expectKeysFit,
        });
      },
      async finish() {
        await inFile(dataFolder, expectSound);
        if (last === undefined) return;
        const { fileName, holds } = last;
        const again = await ground.makeFolder();
        const secret = { kind: 'recovery', code: ground.offices.recoveryCode } as const;
        const restored = await restoreOffice({
          ...shipped,
          dataFolder: again,
          from: { file: join(backups, fileName) },
          secret,
        });
        expect(restored.ok).toBe(true);
        await reopen(ground, again, {
          async office(office) {
            const desk = await office.at('operator');
            for (const { registry, recordId } of holds)
              expect(await desk.code('record.open', { registry, recordId })).toBe('ok');
          },
          file: expectKeysFit,
        });
      },
    };
  },
};

const backupsIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => !name.endsWith('.part'));

const madeIn = (said: ReturnType<typeof answered>): readonly KnownRecord[] =>
  said.flatMap(({ attempt, answer }) =>
    attempt.do === 'create' && answer !== null
      ? [{ registry: attempt.registry, recordId: answer.recordId ?? '' }]
      : [],
  );

async function expectWhole({ offices, makeFolder }: Ground, path: string): Promise<void> {
  const look = await lookAtBackup(path, Infinity);
  if (!look.ok) throw new Error(`${path}: ${look.error.code}`);
  const keys = await openHeader(look.value.header, { kind: 'recovery', code: offices.recoveryCode });
  const key = openBodyKey(look.value.header, keys);
  if (key === undefined) throw new Error(`${path} does not open with the recovery code`);
  const opened = await inScratch(await makeFolder(), (scratch) => openBackup(look.value, key, scratch));
  expect(opened.ok).toBe(true);
}
