import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { makeProvider } from '../tests/support/record/makeProviders';
import { receiveUpload } from '../electron/files/uploadedFile';
import { ms, type Answer } from './answer';
import { inTemporaryFolder, makeBenchOffice, openBenchOffice, type BenchOffice } from './offices/benchOffice';
import { median, p95, timed } from './timing';

/**
 * Saves one after another, first with nothing else under way and then while files of 20 MB are attached, one behind the
 * other. What counts is the longest wait of any save, and by how much the memory of the process grows meanwhile.
 */
const providers = 100;
const quietSaves = 400;
const files = 5;
/** An operator does not press «save» without a pause; this is as fast as the window could ask. */
const pauseMs = 20;
const megabytes = 20;
const pieceBytes = 64 * 1024;

export const attachFile = (): Promise<Answer> =>
  inTemporaryFolder(async (folder) => {
    const office = await openBenchOffice(await makeBenchOffice(folder));
    const { save, recordId } = await createSaver(office);
    const quiet: number[] = [];
    for (let turn = 0; turn < quietSaves; turn += 1) quiet.push(await save());
    const busy: number[] = [];
    const took: number[] = [];
    const before = process.memoryUsage().rss;
    let most = before;
    const work = { done: false };
    const attaching = (async () => {
      for (let number = 0; number < files; number += 1) took.push(await attach(office, recordId));
      work.done = true;
    })();
    while (!work.done) {
      busy.push(await save());
      most = Math.max(most, process.memoryUsage().rss);
    }
    await attaching;
    await office.app.close();
    return answer(quiet, busy, { took, grown: most - before });
  });

async function attach({ app, session, must }: BenchOffice, recordId: string): Promise<number> {
  const said = { name: 'scan.pdf', mime: 'application/pdf' };
  const received = await receiveUpload(app, session, said, Readable.from(scan()));
  if (!received.ok) throw new Error(received.error.code);
  const { fileId } = received.value;
  return timed(() => must('file.attach', { registry: 'provider', recordId, fileId }));
}

/** No two of them are the same, and no page of them is smaller than it is. */
function* scan(): Generator<Buffer> {
  yield Buffer.from('%PDF-1.7\n');
  for (let size = 0; size < megabytes * 1024 * 1024; size += pieceBytes) yield randomBytes(pieceBytes);
}

async function createSaver({ must }: BenchOffice) {
  const records: { recordId: string; version: number }[] = [];
  for (let number = 0; number < providers; number += 1) {
    const { fields, lists } = makeProvider(number);
    records.push(await must('record.create', { registry: 'provider', fields: { ...fields, ...lists } }));
  }
  const filed = records.pop();
  if (filed === undefined) throw new Error('no record');
  let turn = 0;
  const save = async (): Promise<number> => {
    const record = records[turn % records.length];
    if (record === undefined) throw new Error('no record');
    turn += 1;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return timed(async () => {
      const { recordId, version: baseVersion } = record;
      const fields = { phones: [`+7843${String(turn).padStart(7, '0')}`] };
      record.version = (
        await must('record.save', { registry: 'provider', recordId, baseVersion, fields })
      ).version;
    });
  };
  return { save, recordId: filed.recordId };
}

function answer(
  quiet: readonly number[],
  busy: readonly number[],
  { took, grown }: { took: readonly number[]; grown: number },
): Answer {
  const longest = Math.max(...busy);
  return {
    question: `Saving while ${files} files of ${megabytes} MB are attached one behind the other`,
    figures: [
      ms('save with nothing attached, median', median(quiet)),
      ms('save with nothing attached, p95', p95(quiet)),
      ms('save with nothing attached, longest', Math.max(...quiet)),
      ms('save meanwhile, median', median(busy)),
      ms('save meanwhile, p95', p95(busy)),
      ms('save meanwhile, longest', longest),
      ms('attaching one file, median', median(took)),
      { what: 'memory of the process, growth at most', value: grown / 1048576, unit: 'MB' },
      { what: 'saves meanwhile', value: busy.length, unit: '' },
    ],
    targets: [{ ...ms('longest wait of a save while a file is attached', longest), atMost: 200 }],
  };
}
