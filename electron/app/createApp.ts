import { join } from 'node:path';
import type { CallName, CallResult, Input } from '../../domain/contract';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import type { BackupSettings } from '../../domain/backup/backupSettings';
import { fail, ok, type Result } from '../../domain/values/result';
import { actorOf } from '../../db/handles';
import type { Database } from '../../db/database';
import { openDatabase } from '../../db/openDatabase';
import { sweepUnfinished } from '../backup/backupFiles';
import { backupFolders, readBackupSettings } from '../backup/backupSettingsFile';
import { sweepScratch } from '../backup/scratch';
import type { App, Capability, Session } from './app';
import { backUpBeforeMigration } from './backUpOffice';
import { startBackupRounds } from './backupRounds';
import { contractHash } from './contractHash';
import { createDispatcher } from './dispatcher';
import { isDiskFull } from './fileStore';
import { createHandlers } from './handlers';
import { configName, readConfig } from './initOffice';
import { createLogger } from './logger';
import { offerBackup } from './offerBackup';
import { openOffice } from './openOffice';

/** Opens the office of a data folder for a host. */
export interface AppOptions {
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  /** The built worker that makes PDFs. */
  readonly pdfWorker: string;
  readonly capabilities: readonly Capability[];
  readonly now?: () => Date;
  /** A host that stays open makes backups by the hour and a last one when it ends. */
  readonly keepsBackups?: boolean;
}

/** Refuses by name what cannot be opened: another program on the folder, a newer, damaged or foreign database. */
export async function createApp(options: AppOptions): Promise<Result<App>> {
  const now = options.now ?? (() => new Date());
  try {
    const before = backUpBeforeMigration(options.dataFolder, now);
    const opened = await openDatabase(options.dataFolder, now, before.backUp);
    if (!opened.ok) return await offerBackup(opened, options.dataFolder);
    await sweepScratch(options.dataFolder);
    const parts = await readParts(options.dataFolder);
    if (parts.ok)
      return ok(await start(options, now, { database: opened.value, ...parts.value }, before.note));
    await opened.value.close();
    return parts;
  } catch (error) {
    if (isDiskFull(error)) return fail('disk.full');
    throw error;
  }
}

async function readParts(folder: string): Promise<Result<Omit<Parts, 'database'>, 'config.invalid'>> {
  const config = await readConfig(join(folder, configName));
  if (!config.ok) return config;
  const settings = await readBackupSettings(folder);
  return settings.ok ? ok({ config: config.value, backupSettings: settings.value }) : settings;
}

interface Parts {
  readonly database: Database;
  readonly config: OfficeConfig;
  readonly backupSettings: BackupSettings;
}

async function start(
  options: AppOptions,
  now: () => Date,
  parts: Parts,
  noteMigration: ReturnType<typeof backUpBeforeMigration>['note'],
): Promise<App> {
  const { database, config } = parts;
  const [beside] = backupFolders(options.dataFolder, parts.backupSettings);
  await sweepUnfinished(beside, config.office.code);
  const logger = createLogger(options.dataFolder);
  const office = await openOffice({ ...options, ...parts, now, reportBug: logger.bug });
  const dispatch = createDispatcher({
    handlers: createHandlers(office),
    noteRefusal: office.noteRefusal,
    noteDamage: (session, registry, recordId) =>
      office.noteDamage(actorOf(session.operator, config.office), registry, [recordId]),
    reportBug: logger.bug,
  });
  const underWay = new Set<Promise<unknown>>();
  const program = actorOf(null, config.office);
  await office.exchange.replayDeferred(program);
  await noteMigration(office.backups.note, program);
  const rounds = options.keepsBackups === true ? startBackupRounds(office.backups, logger) : undefined;

  const awaited = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };
  const call = (session: Session, name: string, input: unknown): Promise<Result<unknown>> => {
    const known = office.desks.find(session.id);
    if (known === undefined) return Promise.resolve(fail('session.required'));
    const done = office.desks.attend(known);
    return awaited(dispatch(known, name, input).finally(done));
  };

  return {
    openSession: office.desks.open,
    call,
    async request<N extends CallName>(session: Session, name: N, input: Input<N>) {
      // The dispatcher checked the answer against the schema of this very name.
      return (await call(session, name, input)) as CallResult<N>;
    },
    noteKnock(knock) {
      awaited(office.noteKnock(knock)).catch((error: unknown) => {
        if (!isDiskFull(error)) logger.bug('host.refused', error);
      });
    },
    subscribe: office.events.subscribe,
    filesOf: ({ operator }) => (operator === null ? undefined : office.files.of(operator.login)),
    contractHash,
    async close() {
      await Promise.allSettled(underWay);
      await office.backupSoon.settled();
      await rounds?.stop();
      await office.desks.close();
      await office.printer.close();
      await office.files.close();
      await database.close();
      logger.close();
    },
  };
}
