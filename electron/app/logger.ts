import { randomUUID } from 'node:crypto';
import { makeFoldersAtOnce } from '../../db/file/makeFolders';
import { join } from 'node:path';
import { pino } from 'pino';
import { failedStatement } from '../../db/file/sqliteConnection';

/**
 * The program's own log: what it did and which bug met it under which id. It never holds inputs, values of fields or
 * names of people; a bug is written as its class and stack, one that SQLite met with the text of the statement, never its parameters.
 */
export interface Logger {
  info(message: string, facts?: Readonly<Record<string, string | number>>): void;
  /** Answers the id that the operator is shown. */
  bug(where: string, error: unknown): string;
  close(): void;
}

export function createLogger(dataFolder: string): Logger {
  const destination = openFirst(join(dataFolder, 'logs'), ['yardam.log', 'yardam-2.log', 'yardam-3.log']);
  if (destination === undefined) return silent;
  // A line that cannot be written is lost; the program goes on.
  destination.on('error', () => undefined);
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    info: (message, facts = {}) => log.info(facts, message),
    bug(where, error) {
      const id = randomUUID();
      try {
        const statement = failedStatement(error);
        const facts = { id, where, kind: kindOf(error), stack: framesOf(error) };
        log.error(statement === undefined ? facts : { ...facts, statement }, 'bug');
      } catch {
        // A full disk takes no log line either; the operator's answer matters more than the line.
      }
      return id;
    },
    close: () => destination.end(),
  };
}

/** A log that another program holds stops no start: the next name is taken. */
function openFirst(folder: string, names: readonly string[]) {
  for (const name of names) {
    try {
      makeFoldersAtOnce(folder);
      return pino.destination({ dest: join(folder, name), sync: true });
    } catch {
      continue;
    }
  }
  return undefined;
}

const silent: Logger = { info: () => undefined, bug: () => randomUUID(), close: () => undefined };

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}

/** The frames without the message: a message may quote the value that broke something. */
function framesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
