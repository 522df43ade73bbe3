import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallName, CallResult, Input, Output } from '../../../domain/contract';
import { officeConfigShape } from '../../../domain/exchange/officeConfig';
import type { Result } from '../../../domain/values/result';
import { createDispatcher } from '../../../electron/app/dispatcher';
import { shipped } from '../../../electron/app/shipped';
import { createHandlers } from '../../../electron/app/handlers';
import type { OpenSessions } from '../../../electron/access/openSessions';
import type { FileStore } from '../../../electron/files/fileStore';
import type { Office } from '../../../electron/app/office';
import { openOffice } from '../../../electron/app/openOffice';
import type { OperatorSession } from '../../../electron/access/sessions';
import { holdsKey } from '../../../domain/access/permissions';
import type { Role } from '../../../domain/access/roles';
import type { SignedIn } from '../../../electron/access/sessionService';
import { actorOf } from '../../../db/file/handles';
import type { Database } from '../../../db/file/database';
import { createDatabaseFile, openDatabase } from '../../../db/file/openDatabase';
import { officeJson } from './testOffice';
import { blankFolder, templateOf, testInstallation } from '../testRun';

/**
 * An office whose inside a test may look at: the real parts joined as `createApp` joins them, with the database in the
 * test's hand and an administrator at the desk. A bug is thrown instead of being logged.
 */
export interface InnerOffice {
  readonly folder: string;
  readonly database: Database;
  readonly office: Office;
  readonly session: OperatorSession;
  readonly openSessions: OpenSessions;
  /** A call by a name and with an input that nobody has checked. */
  callUntyped(name: string, input: unknown): Promise<Result<unknown>>;
  call<N extends CallName>(name: N, input: Input<N>): Promise<CallResult<N>>;
  /** A call that must succeed. */
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** A call that must be refused; answers the code. */
  refusal<N extends CallName>(name: N, input: Input<N>): Promise<string>;
  /** Hands a file in as an upload; answers its id. */
  upload(name: string, bytes: string | Uint8Array): Promise<string>;
  /** Of whoever sits at the desk. */
  files(): FileStore;
  close(): Promise<void>;
}

/** An empty database is made once and copied: making one syncs the disk many times. */
export async function createOfficeFolders() {
  const root = await mkdtemp(join(tmpdir(), 'yardam-inner-'));
  const template = await templateOf('empty', (folder) => createDatabaseFile(folder, shipped));
  let made = 0;
  return {
    async make(): Promise<string> {
      const folder = join(root, String((made += 1)));
      await template.copyTo(folder);
      return folder;
    },
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

export interface Opening {
  readonly now?: () => Date;
  readonly open?: (folder: string, now: () => Date) => Promise<Database>;
  readonly config?: unknown;
  /** Lists, numbering and records of an office that has its own; without it none of the records that ship. */
  readonly resourcesFolder?: string;
}

export const actor = { login: 'admin', operator: 'Проверкина А. А.', office: officeJson.office.code };

/** Somebody with this role at the desk, as signing in would put him there. */
export const signedInAs = (role: Role, more: Partial<SignedIn> = {}): SignedIn => ({
  login: actor.login,
  name: actor.operator,
  role,
  territory: [],
  mustChangePassword: false,
  key: holdsKey(role, shipped.registries) ? 'open' : 'none',
  lastSignInAt: null,
  ...more,
});

export async function openInnerOffice(folder: string, opening: Opening = {}): Promise<InnerOffice> {
  const now = opening.now ?? (() => new Date('2026-11-23T09:00:00Z'));
  const database = await (opening.open ?? mustOpen)(folder, now);
  const { pdfWorker } = testInstallation();
  const resourcesFolder = opening.resourcesFolder ?? blankFolder();
  const config = officeConfigShape.parse(opening.config ?? officeJson);
  const reportBug = (_where: string, error: unknown): never => {
    throw error;
  };
  const parts = { dataFolder: folder, resourcesFolder, pdfWorker, capabilities: [], now, database, config };
  const office = await openOffice({ ...parts, networkDrive: null, reportBug });
  const dispatch = createDispatcher({
    handlers: createHandlers(office),
    registries: database.read.registries,
    noteRefusal: office.noteRefusal,
    noteDamage: (session, registry, recordId) =>
      office.noteDamage(actorOf(session.operator, config.office), registry, [recordId]),
    reportBug,
  });
  const session = office.openSessions.open();
  office.openSessions.seat(session, signedInAs('administrator'));
  const call = async <N extends CallName>(name: N, input: Input<N>) =>
    (await dispatch(session, name, input)) as CallResult<N>;
  const files = () => office.files.of(session.operator?.login ?? '');
  return {
    folder,
    database,
    office,
    openSessions: office.openSessions,
    session,
    callUntyped: (name, input) => dispatch(session, name, input),
    call,
    async must(name, input) {
      const result = await call(name, input);
      if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    async refusal(name, input) {
      const result = await call(name, input);
      if (result.ok) throw new Error(`${name} was not refused`);
      return result.error.code;
    },
    files,
    async upload(name, bytes) {
      const file = await files().keep({ name, mime: 'text/csv', bytes: Buffer.from(bytes) });
      return file.fileId;
    },
    async close() {
      await office.backupSoon.settled();
      await office.openSessions.close();
      await office.printer.close();
      await office.files.close();
      await database.close();
    },
  };
}

export async function mustOpen(folder: string, now: () => Date): Promise<Database> {
  const opened = await openDatabase(folder, now, shipped);
  if (!opened.ok) throw new Error(`the database does not open: ${JSON.stringify(opened.error)}`);
  return opened.value;
}
