import { join } from 'node:path';
import type { CallName, CallResult, Input } from '../../domain/contract';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import { fail, ok, type Result } from '../../domain/values/result';
import { actorOf } from '../../db/file/handles';
import type { Database } from '../../db/file/database';
import type { Declared } from '../../db/file/migrate';
import { openDatabase } from '../../db/file/openDatabase';
import { sweepUnfinished } from '../backup/backupFiles';
import { backupFolders, standardSettings } from '../backup/backupSettingsFile';
import { sweepScratch } from '../backup/scratch';
import type { App, Capability } from './app';
import type { Session } from '../access/sessions';
import { backUpBeforeMigration } from '../backup/backUpOffice';
import { startBackupRounds } from './backupRounds';
import { contractHash } from './contractHash';
import { createDispatcher } from './dispatcher';
import { isDiskFull, refusalOfOwnFile } from '../../db/file/fileFault';
import { createHandlers } from './handlers';
import { configName, readConfig } from '../files/officeFile';
import { sweepAtStart } from '../files/sweepContents';
import { createLogger } from './logger';
import { networkDriveOf } from './networkDrive';
import { offerBackup } from '../backup/offerBackup';
import { openOffice, type OfficeParts } from './openOffice';

/** Opens the office of a data folder for a host. */
export interface AppOptions extends Declared {
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  /** The built worker that makes PDFs. */
  readonly pdfWorker: string;
  readonly capabilities: readonly Capability[];
  readonly now?: () => Date;
  /** A host that stays open makes backups by the hour and a last one when it ends. */
  readonly keepsBackups?: boolean;
  readonly packetFiles?: NonNullable<OfficeParts['packetFiles']>;
  /** The kind of the network drive that a folder lies on; asked of the system where it is not given. */
  readonly networkDriveOf?: (folder: string) => Promise<string | null>;
}

/** Refuses by name what cannot be opened: another program on the folder, a newer, damaged or foreign database. */
export async function createApp(options: AppOptions): Promise<Result<App>> {
  const now = options.now ?? (() => new Date());
  try {
    const before = backUpBeforeMigration(options.dataFolder, now);
    const opened = await openDatabase(options.dataFolder, now, options, before.backUp);
    if (!opened.ok) return await offerBackup(opened, options.dataFolder, options);
    return await startOrClose(options, now, opened.value, before.note);
  } catch (error) {
    const refusal = refusalOfOwnFile(error, options.dataFolder);
    if (refusal !== undefined) return refusal;
    throw error;
  }
}

/** Whatever keeps the office from starting frees its folder again. */
async function startOrClose(
  options: AppOptions,
  now: () => Date,
  database: Database,
  noteMigration: ReturnType<typeof backUpBeforeMigration>['note'],
): Promise<Result<App>> {
  try {
    await sweepScratch(options.dataFolder);
    const config = await readConfig(join(options.dataFolder, configName));
    if (config.ok) return ok(await start(options, now, { database, config: config.value }, noteMigration));
    await database.close();
    return config;
  } catch (error) {
    await database.close();
    throw error;
  }
}

interface Parts {
  readonly database: Database;
  readonly config: OfficeConfig;
}

async function start(
  options: AppOptions,
  now: () => Date,
  parts: Parts,
  noteMigration: ReturnType<typeof backUpBeforeMigration>['note'],
): Promise<App> {
  const { database, config } = parts;
  const [beside] = backupFolders(options.dataFolder, standardSettings);
  await sweepUnfinished(beside, config.office.code);
  const logger = createLogger(options.dataFolder);
  const networkDrive = await (options.networkDriveOf ?? networkDriveOf)(options.dataFolder);
  const office = await openOffice({ ...options, ...parts, now, networkDrive, reportBug: logger.bug });
  const dispatch = createDispatcher({
    handlers: createHandlers(office),
    registries: options.registries,
    noteRefusal: office.noteRefusal,
    noteDamage: (session, registry, recordId) =>
      office.noteDamage(actorOf(session.operator, config.office), registry, [recordId]),
    reportBug: logger.bug,
  });
  const { clock } = office.hello();
  if (clock !== null) logger.info('clock.apart', { ...clock });
  if (networkDrive !== null) logger.info('folder.onNetwork', { kind: networkDrive });
  const underWay = new Set<Promise<unknown>>();
  const program = actorOf(null, config.office);
  await sweepAtStart(database, program);
  await office.exchange.replayDeferred(program);
  await noteMigration(office.backups.note, program);
  const rounds = options.keepsBackups === true ? startBackupRounds(office.backups, logger) : undefined;

  const awaited = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };
  const call = (session: Session, name: string, input: unknown): Promise<Result<unknown>> => {
    const known = office.openSessions.find(session.id);
    if (known === undefined) return Promise.resolve(fail('session.required'));
    const done = office.openSessions.attend(known);
    return awaited(dispatch(known, name, input).finally(done));
  };

  return {
    openSession: office.openSessions.open,
    call,
    async request<N extends CallName>(session: Session, name: N, input: Input<N>) {
      // The dispatcher checked the answer against the schema of this very name.
      return (await call(session, name, input)) as CallResult<N>;
    },
    noteRefusedVisit(knock) {
      awaited(office.noteRefusedVisit(knock)).catch((error: unknown) => {
        if (!isDiskFull(error)) logger.bug('host.refused', error);
      });
    },
    subscribe: office.events.subscribe,
    filesOf: ({ operator }) => (operator === null ? undefined : office.files.of(operator.login)),
    contractHash: contractHash(options.registries),
    clock,
    async close() {
      await Promise.allSettled(underWay);
      await office.backupSoon.settled();
      await office.contents.settled();
      await office.dictionaries.settled();
      await rounds?.stop();
      await office.openSessions.close();
      await office.printer.close();
      await office.files.close();
      await database.close();
      logger.close();
    },
  };
}
