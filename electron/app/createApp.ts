import { join } from 'node:path';
import type { CallName, CallResult, Input } from '../../domain/contract';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/database';
import { openDatabase } from '../../db/openDatabase';
import type { App, Capability, Session } from './app';
import { contractHash } from './contractHash';
import { createDispatcher } from './dispatcher';
import { isDiskFull } from './fileStore';
import { createHandlers } from './handlers';
import { configName, readConfig } from './initOffice';
import { createLogger } from './logger';
import { openOffice } from './openOffice';

/** Opens the office of a data folder for a host. */
export interface AppOptions {
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  /** The built worker that makes PDFs. */
  readonly pdfWorker: string;
  readonly capabilities: readonly Capability[];
  readonly now?: () => Date;
}

/** Refuses by name what cannot be opened: another program on the folder, a newer, damaged or foreign database. */
export async function createApp(options: AppOptions): Promise<Result<App>> {
  const now = options.now ?? (() => new Date());
  try {
    const opened = await openDatabase(options.dataFolder, now);
    if (!opened.ok) return opened;
    const config = await readConfig(join(options.dataFolder, configName));
    if (config.ok) return ok(await start(options, now, opened.value, config.value));
    await opened.value.close();
    return config;
  } catch (error) {
    if (isDiskFull(error)) return fail('disk.full');
    throw error;
  }
}

async function start(
  options: AppOptions,
  now: () => Date,
  database: Database,
  config: OfficeConfig,
): Promise<App> {
  const logger = createLogger(options.dataFolder);
  const office = await openOffice({ ...options, now, database, config });
  const dispatch = createDispatcher({
    handlers: createHandlers(office),
    noteRefusal: office.noteRefusal,
    reportBug: logger.bug,
  });
  const underWay = new Set<Promise<unknown>>();
  await office.exchange.replayDeferred({ login: '', operator: '', office: config.office.code });

  const call = (session: Session, name: string, input: unknown): Promise<Result<unknown>> => {
    const known = office.desks.find(session.id);
    if (known === undefined) return Promise.resolve(fail('session.required'));
    office.desks.touch(known);
    const answer = dispatch(known, name, input);
    underWay.add(answer);
    return answer.finally(() => underWay.delete(answer));
  };

  return {
    openSession: office.desks.open,
    call,
    async request<N extends CallName>(session: Session, name: N, input: Input<N>) {
      // The dispatcher checked the answer against the schema of this very name.
      return (await call(session, name, input)) as CallResult<N>;
    },
    subscribe: office.events.subscribe,
    files: office.files,
    contractHash,
    async close() {
      await Promise.allSettled(underWay);
      office.desks.close();
      await office.printer.close();
      await office.files.close();
      await database.close();
      logger.close();
    },
  };
}
