import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDispatcher, type Handlers } from '../../electron/app/dispatcher';
import { createHandlers } from '../../electron/app/handlers';
import { createLogger, type Logger } from '../../electron/app/logger';
import { tamper } from '../support/offices/keyOffice';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';

/** A bug of the program: the operator is told an id and nothing of the inside, the log is told where and nothing of people. */
const person = 'Проверкина Алия 112-233-445 95';

describe('a bug inside a call', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let folder: string;
  let office: InnerOffice;
  let logger: Logger;

  beforeAll(async () => {
    folders = await createOfficeFolders();
    folder = await folders.make();
    office = await openInnerOffice(folder);
    logger = createLogger(folder);
  });
  afterAll(async () => {
    logger.close();
    await office.close();
    await folders.remove();
  });

  const call = (name: string, input: unknown, broken: Partial<Handlers> = {}) =>
    createDispatcher({
      handlers: { ...createHandlers(office.office), ...broken },
      registries: office.database.read.registries,
      noteRefusal: office.office.noteRefusal,
      noteDamage: () => Promise.reject(new Error('nothing is damaged')),
      reportBug: logger.bug,
    })(office.session, name, input);
  const hello = (broken: () => never) => call('system.hello', {}, { 'system.hello': broken });
  const logged = async (id: string): Promise<Record<string, unknown>> => {
    const lines = (await readFile(join(folder, 'logs', 'yardam.log'), 'utf8')).trim().split('\n');
    const found = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line['id'] === id);
    expect(found).toHaveLength(1);
    return found[0] ?? {};
  };
  const idOf = (result: Awaited<ReturnType<typeof hello>>): string => {
    expect(result).toEqual({
      ok: false,
      error: { code: 'system.internal', params: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string } },
    });
    return result.ok ? '' : String(result.error.params?.['id']);
  };

  it('is written down under the id that is told, without what the message quotes', async () => {
    const id = idOf(
      await hello(() => {
        throw new TypeError(`cannot read ${person}\n${person}\n{"level":30}`);
      }),
    );
    const line = await logged(id);
    expect(line).toMatchObject({ where: 'system.hello', kind: 'TypeError', msg: 'bug' });
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(line['stack']).toContain('bugReport.test');
    expect(await readFile(join(folder, 'logs', 'yardam.log'), 'utf8')).not.toMatch(/Проверкина|112-233/);
  });

  it.each([
    {
      what: 'read',
      name: 'record.list',
      input: { registry: 'provider', search: person },
      breaking: 'ALTER TABLE provider RENAME TO elsewhere',
      mending: 'ALTER TABLE elsewhere RENAME TO provider',
      statement: /^select .+ from .provider_search.+ MATCH \?/s,
      frame: /at .*[lL]istRepository/,
    },
    {
      what: 'write, in a transaction',
      name: 'record.create',
      input: { registry: 'provider', fields: { fullName: person } },
      breaking: `CREATE TRIGGER quoting BEFORE INSERT ON provider
                 BEGIN SELECT RAISE(ABORT, 'no such name') WHERE new.full_name IS NOT NULL; END`,
      mending: 'DROP TRIGGER quoting',
      statement: /^INSERT INTO provider/,
      frame: /at .*applyChanges/,
    },
  ])(
    'tells which statement SQLite refused to $what, and who asked for it',
    async ({ name, input, breaking, mending, statement, frame }) => {
      await tamper(folder, breaking);
      const line = await logged(idOf(await call(name, input)));
      await tamper(folder, mending);
      expect(line).toMatchObject({ where: name });
      expect(line['kind']).toMatch(/^Error SQLITE_/);
      expect(line['statement']).toMatch(statement);
      expect(line['stack']).toMatch(frame);
      expect(JSON.stringify(line)).not.toMatch(/Проверкина|112-233/);
    },
  );

  it('is none the less one when what was thrown is no error', async () => {
    const thrown: unknown = person;
    const id = idOf(
      await hello(() => {
        throw thrown;
      }),
    );
    expect(await logged(id)).toMatchObject({ kind: 'string', stack: '' });
  });
});
