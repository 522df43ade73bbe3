import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RecordFields } from '../../../domain/registry/fieldKinds';
import { restoreOffice } from '../../../electron/backup/restoreOffice';
import { lookInto } from '../offices/keyOffice';
import { cellsByIndex, cellsByRows, withErrands } from '../offices/trialReferences';
import { constantPdf } from '../testRun';
import { comeToRest } from './comeToRest';
import { openOffice, reopenOffice, type OpenOffice } from './offices';

/** The ministry, a district, and a participant who sees only what is public, each with bodies and errands. */
export interface ErrandOffices {
  mintrud: OpenOffice;
  almet: OpenOffice;
  readonly minzdrav: OpenOffice;
  /** Rounds and post until nothing moves any more. */
  settle(): Promise<void>;
  /** The index of references says what the rows say, in every office. */
  expectIndexOfRows(): Promise<void>;
  /** The ministry goes on from a backup made now and again after what `meanwhile` does. */
  restoreMinistry(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function openErrandOffices(): Promise<ErrandOffices> {
  const folder = await mkdtemp(join(tmpdir(), 'yardam-errands-'));
  let now = new Date('2026-11-23T09:00:00+03:00');
  const clock = () => now;
  const wait = (minutes: number) => void (now = new Date(now.getTime() + minutes * 60_000));
  const open = async (code: string, peers: readonly string[]): Promise<OpenOffice> => {
    const office = await openOffice(folder, code, peers, clock, constantPdf());
    await office.app.close();
    return reopenOffice(office, office.dataFolder, clock, withErrands);
  };
  const offices: ErrandOffices = {
    mintrud: await open('mintrud', ['almet', 'minzdrav']),
    almet: await open('almet', ['mintrud']),
    minzdrav: await open('minzdrav', ['mintrud']),
    settle: () => comeToRest(all(), () => wait(1)),
    async expectIndexOfRows() {
      for (const { code, dataFolder } of all()) {
        const rows = await lookInto<object>(dataFolder, cellsByRows);
        expect([code, await lookInto<object>(dataFolder, cellsByIndex)]).toEqual([code, rows]);
      }
    },
    async restoreMinistry(meanwhile) {
      const { mintrud } = offices;
      const { fileName } = await mintrud.must('backup.make', {});
      await meanwhile();
      await mintrud.app.close();
      wait(2);
      const dataFolder = join(folder, `mintrud-restored-${now.getTime()}`);
      const from = { file: join(mintrud.dataFolder, 'backups', fileName) };
      const secret = { kind: 'recovery', code: mintrud.recoveryCode } as const;
      const restored = await restoreOffice({ ...withErrands, dataFolder, from, secret, now: clock });
      if (!restored.ok) throw new Error(JSON.stringify(restored.error));
      offices.mintrud = await reopenOffice(mintrud, dataFolder, clock, withErrands);
    },
    async close() {
      for (const { app } of all()) await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  const all = () => [offices.mintrud, offices.almet, offices.minzdrav];
  return offices;
}

export const createIn = async (office: OpenOffice, registry: string, fields: RecordFields): Promise<string> =>
  (await office.must('record.create', { registry, fields })).recordId;

export const openIn = (office: OpenOffice, recordId: string, registry = 'errand') =>
  office.must('record.open', { registry, recordId });

export async function saveIn(
  office: OpenOffice,
  registry: string,
  recordId: string,
  fields: RecordFields,
): Promise<void> {
  const { version } = await openIn(office, recordId, registry);
  await office.must('record.save', { registry, recordId, baseVersion: version, fields });
}

export async function moveIn(
  office: OpenOffice,
  registry: string,
  recordId: string,
  to: string,
): Promise<void> {
  const { version } = await openIn(office, recordId, registry);
  await office.must('record.move', { registry, recordId, baseVersion: version, to });
}
