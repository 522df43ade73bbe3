import { basename } from 'node:path';
import type { Output } from '../../domain/contract';
import { fail, ok, type Err, type Ok, type Result } from '../../domain/values/result';
import type { ErrorCode } from '../../domain/values/errorCodes';
import { openToRead } from '../../db/file/openToRead';
import { journalOffice } from '../../db/journal/auditRepository';
import { verifyAudit } from '../../db/journal/verifyAudit';
import type { App } from '../app/app';
import type { Session } from '../access/sessions';
import { shipped } from '../app/shipped';
import { receiveUpload } from '../files/uploadedFile';
import { checkAuditFile, readWitness, readWitnessFile } from '../audit/auditFile';
import { atDesk } from './atDesk';
import type { AuditCheckOrder, AuditVerifyOrder } from './order';
import { readableFile } from './runImport';
import { withProgress, type ShowProgress } from './withProgress';

/**
 * Proving the journal from the command line. A broken journal is a refusal with a name, so that a script sees it by the
 * exit code, and its findings are told beside the name: here alone a refusal has an answer as well.
 */
export type Judged = Ok<unknown> | (Err<ErrorCode> & { readonly told?: object });

type Report = Output<'audit.verify'>;

export async function verifyJournal(
  order: AuditVerifyOrder,
  env: Readonly<Record<string, string | undefined>>,
  show: ShowProgress,
): Promise<Judged> {
  const { user, dataFolder, witness } = order;
  const report =
    user === undefined
      ? await verifyAlone(order, show)
      : await atDesk({ dataFolder, user }, env, (app, session) => ask(app, session, witness, show));
  return report.ok ? judge(report.value) : report;
}

export async function checkExport({ file, witness }: AuditCheckOrder): Promise<Judged> {
  const held = witness === undefined ? ok(undefined) : await readWitnessFile(witness);
  if (!held.ok) return held;
  const report = await checkAuditFile(file, held.value);
  return report.ok ? judge(report.value) : report;
}

const judge = (report: { readonly ok: boolean; readonly found: number }): Judged =>
  report.ok ? ok(report) : { ...fail('audit.broken', { params: { found: report.found } }), told: report };

/** No account and no password: whoever can read the file may prove it. */
async function verifyAlone(
  { dataFolder, witness }: AuditVerifyOrder,
  onProgress: ShowProgress,
): Promise<Result<Report>> {
  const opened = await openToRead(dataFolder, shipped);
  if (!opened.ok) return opened;
  const { read, close } = opened.value;
  try {
    const heads = witness === undefined ? ok([]) : await readWitness(witness, await journalOffice(read));
    if (!heads.ok) return heads;
    const report = await verifyAudit(read, { heads: heads.value, onProgress });
    return report === null ? fail('task.cancelled') : ok(report);
  } finally {
    await close();
  }
}

async function ask(
  app: App,
  session: Session,
  witness: string | undefined,
  show: ShowProgress,
): Promise<Result<Report>> {
  const uploaded = witness === undefined ? ok({}) : await upload(app, session, witness);
  if (!uploaded.ok) return uploaded;
  return withProgress(app, session, show, (taskId) =>
    app.request(session, 'audit.verify', { ...uploaded.value, taskId }),
  );
}

async function upload(app: App, session: Session, path: string): Promise<Result<{ witnessFileId: string }>> {
  const bytes = await readableFile(path);
  if (!bytes.ok) return bytes;
  const said = { name: basename(path), mime: 'application/json' };
  const received = await receiveUpload(app, session, said, bytes.value);
  return received.ok ? ok({ witnessFileId: received.value.fileId }) : received;
}
