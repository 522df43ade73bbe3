import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { isBackupLate, isDailyDue, isRehearsalDue } from '../../domain/backup/backupDue';
import type { BackupKind } from '../../domain/backup/backupFile';
import { ok, type Failure, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import { actorOf, type Actor } from '../../db/file/handles';
import * as repository from '../../db/file/backupRepository';
import { listDataKeys } from '../../db/sealing/keyRepository';
import { newestBackup } from './backupFiles';
import { openBodyKey } from './backupKeys';
import { errorName } from '../../domain/values/errorSentence';
import { backupFolders, type CurrentSettings } from './backupSettingsFile';
import { makeBackup, type BackupError, type BackupPlan, type MadeBackup } from './makeBackup';
import { openBackup } from './openBackup';
import { inScratch } from './scratch';

/** Backups of an open office: made one at a time, written down whatever came of them, rehearsed while the key is open. */
export interface BackupService {
  make(actor: Actor, kind: BackupKind): Promise<Result<MadeBackup, BackupError>>;
  /** Before something that touches much: an office without a key has none to make, and works on. */
  makeBefore(actor: Actor, kind: BackupKind): Promise<Result<null, BackupError>>;
  /** Writes down what was made while the database was not open yet. */
  note(actor: Actor, made: MadeBackup): Promise<void>;
  list(input: Parsed<'backup.list'>): Promise<Result<Output<'backup.list'>, HandlerError<'backup.list'>>>;
  status(): Promise<Result<Output<'backup.status'>, HandlerError<'backup.status'>>>;
  /** What the hour asks for: the daily backup, and the rehearsal where somebody who holds the key is there. */
  makeDue(): Promise<void>;
  /** Before the program ends: only when there is work that no backup has. */
  makeLast(): Promise<void>;
}

export interface BackupDeps {
  readonly database: Database;
  readonly dataFolder: string;
  readonly office: { readonly code: string; readonly name: string };
  /** Where and when, asked each time: `backup.json` may be held, or be written anew, while the office is open. */
  readonly settings: () => Promise<CurrentSettings>;
  readonly files?: NonNullable<BackupPlan['files']>;
}

export function createBackupService(deps: BackupDeps): BackupService {
  const { database, dataFolder, office, settings, files } = deps;
  const { read, now } = database;
  const nobody = actorOf(null, office);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const make = (actor: Actor, kind: BackupKind) =>
    inTurn(async () => {
      const current = await settings();
      const { keep } = current.settings;
      const folders = backupFolders(dataFolder, current.settings);
      const made = await makeBackup({
        ...{ dataFolder, office, kind, folders, keep, now },
        ...(files === undefined ? {} : { files }),
      });
      if (made.ok) await noteMade(database, actor, made.value, current.refusal);
      else if (made.error.code !== 'key.absent')
        await noteFailed(database, actor, kind, errorName(made.error));
      return made;
    });
  const hasKey = async (): Promise<boolean> => (await listDataKeys(read)).length > 0;
  const isRehearsalOwed = async (): Promise<boolean> => {
    const run = await repository.lastRunOf(read, repository.rehearsalKind, false);
    const { rehearseAfterDays } = (await settings()).settings;
    return isRehearsalDue(now(), run?.ok === true ? run.startedAt : null, rehearseAfterDays);
  };

  return {
    make,
    note: (actor, made) => noteMade(database, actor, made, null),
    async makeBefore(actor, kind) {
      if (!(await hasKey())) return ok(null);
      const made = await make(actor, kind);
      return made.ok ? ok(null) : made;
    },
    async list({ limit }) {
      const runs = await repository.listRuns(read, limit);
      return ok({ runs: runs.map(({ seq, ...run }) => run) });
    },
    async status() {
      const [good, run] = await Promise.all([
        repository.lastGoodRun(read),
        repository.lastRunOf(read, repository.rehearsalKind, false),
      ]);
      const lastGoodAt = good?.startedAt ?? null;
      const { refusal } = await settings();
      return ok({
        hasKey: await hasKey(),
        lastGoodAt,
        isLate: isBackupLate(now(), lastGoodAt),
        rehearsal: run === undefined ? null : { at: run.startedAt, ok: run.ok },
        isRehearsalDue: await isRehearsalOwed(),
        settings: refusal === null ? null : { code: refusal.code, params: refusal.params ?? {} },
      });
    },
    async makeDue() {
      if (!(await hasKey())) return;
      const current = (await settings()).settings;
      const daily = await repository.lastRunOf(read, 'daily', true);
      if (isDailyDue(now(), daily?.startedAt ?? null, current.hour)) await make(nobody, 'daily');
      if (database.vault.isOpen() && (await isRehearsalOwed()))
        await inTurn(() => rehearse(deps, backupFolders(dataFolder, current), nobody));
    },
    async makeLast() {
      if (!(await settings()).settings.onQuit || !(await hasKey())) return;
      const good = await repository.lastGoodRun(read);
      if (await repository.hasWorkSince(read, good?.auditSeq ?? 0)) await make(nobody, 'quit');
    },
  };
}

/** Restores the newest backup into a scratch folder and compares; says nothing when there is none or the key went. */
async function rehearse(
  { database, dataFolder, office }: BackupDeps,
  folders: readonly string[],
  actor: Actor,
) {
  const found = await newestBackup(folders, office.code, database.schema);
  // One that is held is rehearsed at another round.
  const newest = found.ok ? found.value : undefined;
  if (newest === undefined || !database.vault.isOpen()) return;
  const started = database.now();
  const startedMs = performance.now();
  const key = openBodyKey(newest.header, database.vault.keys());
  const opened =
    key === undefined ? undefined : await inScratch(dataFolder, (at) => openBackup(newest, key, at));
  const error = opened === undefined ? 'backup.refused' : opened.ok ? null : opened.error.code;
  const fileName = newest.path.slice(
    Math.max(newest.path.lastIndexOf('/'), newest.path.lastIndexOf('\\')) + 1,
  );
  await database.write(actor, async (tx) => {
    const object = `backup/${fileName}`;
    const at = database.now().toISOString();
    await appendAudit(tx, [{ action: 'backup.rehearse', object, detail: { error: error ?? '' } }], at);
    await repository.addRun(tx, {
      ...{ kind: repository.rehearsalKind, fileName, folder: newest.path.slice(0, -fileName.length - 1) },
      ...{ bytes: newest.bytes, startedAt: started.toISOString(), ok: error === null, error },
      tookMs: Math.round(performance.now() - startedMs),
    });
    return ok(null);
  });
}

async function noteMade(
  database: Database,
  actor: Actor,
  made: MadeBackup,
  settings: Failure | null,
): Promise<void> {
  const { kind, fileName, bytes, startedAt, tookMs, folders, unremoved } = made;
  await database.write(actor, async (tx) => {
    const taken = folders.filter(({ error }) => error === null).length;
    const detail = { kind, bytes, folders: taken, ...(unremoved === 0 ? {} : { unremoved }) };
    const at = database.now().toISOString();
    await appendAudit(tx, [{ action: 'backup.make', object: `backup/${fileName}`, detail }], at);
    // The folders of a file that cannot be read have no backup: a line says so beside those that have one.
    const unread = settings === null ? [] : [{ folder: fileOf(settings), error: nameOf(settings) }];
    for (const { folder, error } of [...folders, ...unread])
      await repository.addRun(tx, {
        kind,
        fileName,
        folder,
        bytes,
        startedAt,
        tookMs,
        ok: error === null,
        error,
      });
    return ok(null);
  });
}

/** What is wrong in the file needs more words than a line of the list has. */
const nameOf = (settings: Failure): string =>
  settings.code === 'config.invalid' ? settings.code : errorName(settings);
const fileOf = ({ params }: Failure): string => String(params?.['file'] ?? params?.['path'] ?? '');

async function noteFailed(database: Database, actor: Actor, kind: string, error: string): Promise<void> {
  // On a full disk this line finds no room either; the answer to the operator matters more.
  await database
    .write(actor, async (tx) => {
      const at = database.now().toISOString();
      await appendAudit(tx, [{ action: 'backup.fail', object: 'backup/', detail: { kind, error } }], at);
      const nothing = { fileName: '', folder: '', bytes: 0, startedAt: at, tookMs: 0 };
      await repository.addRun(tx, { kind, ...nothing, ok: false, error });
      return ok(null);
    })
    .catch(() => undefined);
}
