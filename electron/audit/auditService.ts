import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import {
  exportFormat,
  witnessFormat,
  type ExportHeader,
  type WitnessFile,
} from '../../domain/audit/auditFile';
import type { Head } from '../../domain/audit/finding';
import { legalDayEnd, legalDayStart } from '../../domain/values/legalTime';
import { fail, ok, type Result } from '../../domain/values/result';
import { auditTail } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import { listAudit, readRun, runOfPeriod } from '../../db/journal/auditRepository';
import { listWitness } from '../../db/journal/witnessRepository';
import { verifyAudit } from '../../db/journal/verifyAudit';
import type { FileStore } from '../files/fileStore';
import type { Tasks } from '../tasks/tasks';
import { parseWitness, toExportedLine } from './auditFile';
import { noteEvent } from './noteEvent';

/** The journal of events for those who must look into it, prove it or hand it out. Taking it out is an event itself. */
export interface AuditDeps {
  readonly database: Database;
  readonly office: { readonly code: string };
  readonly files: FileStore;
  readonly tasks: Tasks;
}

export async function listEvents(
  { database }: AuditDeps,
  { from, to, limit, before, ...words }: Parsed<'audit.list'>,
): Promise<Result<Output<'audit.list'>, never>> {
  const filter = {
    ...words,
    from: from === undefined ? null : legalDayStart(from),
    until: to === undefined ? null : legalDayEnd(to),
  };
  const lines = await listAudit(database.read, filter, limit + 1, before);
  return ok({ entries: lines.slice(0, limit), more: lines.length > limit });
}

export async function verifyEvents(
  deps: AuditDeps,
  { witnessFileId, taskId }: Parsed<'audit.verify'>,
): Promise<Result<Output<'audit.verify'>, HandlerError<'audit.verify'>>> {
  const task = deps.tasks.start(taskId);
  try {
    const heads = await uploadedHeads(deps, witnessFileId);
    if (!heads.ok) return heads;
    const report = await verifyAudit(deps.database.read, {
      heads: heads.value,
      onProgress: (done, total) => task.progress(Math.max(0, done), total),
      isCancelled: task.isCancelled,
    });
    return report === null ? fail('task.cancelled') : ok(report);
  } finally {
    task.end();
  }
}

async function uploadedHeads(
  { files, office }: AuditDeps,
  fileId: string | undefined,
): Promise<Result<readonly Head[], 'file.notFound' | 'audit.notWitness'>> {
  if (fileId === undefined) return ok([]);
  const stored = files.find(fileId);
  if (stored === undefined) return fail('file.notFound');
  return parseWitness((await stored.read()).toString('utf8'), office.code);
}

/** The file holds no line about its own making: that is noted afterwards, with the digest of the file. */
export async function exportEvents(
  deps: AuditDeps,
  actor: Actor,
  { from, to }: Parsed<'audit.export'>,
): Promise<Result<Output<'audit.export'>, never>> {
  const { read } = deps.database;
  const head = await auditTail(read);
  const run = await runOfPeriod(read, legalDayStart(from), legalDayEnd(to));
  const madeAt = deps.database.now().toISOString();
  const header: ExportHeader = {
    ...{ format: exportFormat, version: 1, office: deps.office.code, from, to, madeAt },
    ...{ ...run, head },
  };
  const { file, lines, sha256 } = await writeExport(deps, header);
  const detail = { lines, last: run.last.seq, hash: run.last.hash, sha256 };
  const line = { action: 'audit.export', object: `audit/${from}..${to}`, detail } as const;
  await noteEvent(deps.database, actor, line, madeAt);
  return ok({ file, lines });
}

async function writeExport({ database, files }: AuditDeps, header: ExportHeader) {
  const digest = createHash('sha256');
  let lines = 0;
  const bytes = async function* (): AsyncGenerator<Buffer> {
    const piece = (text: string): Buffer => {
      const next = Buffer.from(`${text}\n`);
      digest.update(next);
      return next;
    };
    yield piece(JSON.stringify(header));
    for await (const line of readRun(database.read, header)) {
      lines += 1;
      yield piece(toExportedLine(line));
    }
  };
  const name = `audit-${header.office}-${header.from}-${header.to}.jsonl`;
  const readable = Readable.from(bytes(), { objectMode: false });
  const file = await files.keepStream({ name, mime: 'application/jsonl', bytes: readable });
  return { file, lines, sha256: digest.digest('hex') };
}

export async function listWitnessed(
  { database }: AuditDeps,
  { peer }: Parsed<'audit.witnessed'>,
): Promise<Result<Output<'audit.witnessed'>, never>> {
  return ok({ heads: await listWitness(database.read, peer) });
}

export async function exportWitnessed(
  deps: AuditDeps,
  actor: Actor,
  { peer }: Parsed<'audit.exportWitnessed'>,
): Promise<Result<Output<'audit.exportWitnessed'>, never>> {
  const held = await listWitness(deps.database.read, peer);
  const madeAt = deps.database.now().toISOString();
  const content: WitnessFile = {
    ...{ format: witnessFormat, version: 1, witness: deps.office.code, office: peer, madeAt },
    heads: held.map(({ seq, hash, at, uid }) => ({ seq, hash, at, uid })),
  };
  const file = await deps.files.keep({
    name: `witness-${deps.office.code}-${peer}.json`,
    mime: 'application/json',
    bytes: Buffer.from(`${JSON.stringify(content, null, 2)}\n`),
  });
  const detail = { heads: held.length };
  const line = { action: 'audit.exportWitnessed', object: `office/${peer}`, detail } as const;
  await noteEvent(deps.database, actor, line, madeAt);
  return ok({ file, heads: held.length });
}
