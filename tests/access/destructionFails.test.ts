import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sightOf } from '../../domain/access/sight';
import { destroyPersons, type DestructionDeps } from '../../electron/access/destructionService';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  signedInAs,
  type InnerOffice,
} from '../support/offices/innerOffice';
import { desk, furnish } from '../support/offices/everyCall';
import { pdfPageTexts } from '../support/pdf/pdfObjects';
import { testInstallation } from '../support/testRun';

/**
 * A destruction that cannot be finished destroys nobody, and one that is finished has its papers: what names a person can
 * be printed before only.
 */
const registry = 'person';
const full = Object.assign(new Error('no room'), { code: 'ENOSPC' });

describe('a destruction', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  beforeAll(async () => {
    folders = await createOfficeFolders();
  });
  afterAll(() => folders.remove());
  beforeEach(async () => {
    office = await openInnerOffice(await folders.make(), {
      resourcesFolder: testInstallation().resourcesFolder,
    });
    await furnish(office);
    const { recoveryCode } = await office.must('key.create', {});
    office.openSessions.seat(office.session, signedInAs('registryOperator', { login: desk.login }));
    await office.must('key.accept', { code: recoveryCode, password: desk.password });
  });
  afterEach(() => office.close());

  const create = async (surname: string): Promise<string> => {
    const fields = { surname, givenName: 'Пример', location: 'ул. Тихая, 1' };
    return (await office.must('record.create', { registry, fields })).recordId;
  };
  const surnameOf = async (recordId: string) =>
    (await office.must('record.open', { registry, recordId })).fields['surname'];
  const keptFiles = () => readdir(join(office.folder, 'files'));
  const destroy = (recordId: string, parts: Partial<DestructionDeps> = {}) => {
    const viewer = {
      actor: { ...actor, login: desk.login },
      sight: sightOf('head', [], office.office.office),
      looks: new Map<string, never>(),
      reads: () => true,
    };
    const input = { ground: 'purposeReached', reason: 'Дело закрыто', password: desk.password };
    return destroyPersons({ ...office.office, files: office.files(), ...parts }, viewer, {
      ...{ registry, recordIds: [recordId], ...input },
    });
  };
  const value = async <T>(result: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> => {
    const answer = await result;
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    return answer.value;
  };
  const textOf = async (fileId: string): Promise<string> => {
    const bytes = (await office.files().find(fileId)?.read()) ?? Buffer.alloc(0);
    return pdfPageTexts(bytes).join('').replace(/\s+/gu, '');
  };

  it('whose act cannot be printed or whose papers find no room destroys nobody and leaves no paper', async () => {
    const recordId = await create('Уцелелова');
    const { printer } = office.office;
    const files = office.files();
    const broken = { ...printer, print: () => Promise.reject(new Error('the PDF worker failed')) };
    await expect(destroy(recordId, { printer: broken })).rejects.toThrow('the PDF worker failed');
    expect(await surnameOf(recordId)).toBe('Уцелелова');

    const room = (papers: number): DestructionDeps['files'] => {
      let left = papers;
      const keep: typeof files.keep = (file) => ((left -= 1) < 0 ? Promise.reject(full) : files.keep(file));
      return { ...files, keep };
    };
    for (const papers of [0, 1]) {
      await expect(destroy(recordId, { files: room(papers) })).rejects.toThrow('no room');
      expect(await surnameOf(recordId)).toBe('Уцелелова');
      expect(await keptFiles()).toEqual([]);
    }
    const { database } = office;
    const commitless = {
      ...database,
      write: ((who, work) =>
        database.write(who, async (tx) => {
          const result = await work(tx);
          const [line] = await tx.all("SELECT 1 FROM audit WHERE action = 'person.destroyed'");
          if (line !== undefined) throw full;
          return result;
        })) as typeof database.write,
    };
    await expect(destroy(recordId, { database: commitless })).rejects.toThrow('no room');
    expect(await surnameOf(recordId)).toBe('Уцелелова');
    expect(await keptFiles()).toEqual([]);

    // No number was spent on what did not happen.
    const done = await value(destroy(recordId));
    expect(done.number).toBe('1');
    expect(await keptFiles()).toHaveLength(2);
  });

  it('has its papers although the COMMIT said that it failed', async () => {
    const recordId = await create('Сомнительнова');
    const { database } = office;
    const write: typeof database.write = async (who, work) => {
      const result = await database.write(who, work);
      const gone = await database.read.get("SELECT 1 FROM audit WHERE action = 'person.destroyed'");
      if (gone !== undefined) throw full;
      return result;
    };
    const done = await value(destroy(recordId, { database: { ...database, write } }));
    expect(await textOf(done.act.fileId)).toContain('Сомнительнова');
  });

  it('names the person as he was when destroyed, and holds nobody up while its act is printed', async () => {
    const recordId = await create('Прежнева');
    const { printer } = office.office;
    let printed = 0;
    const slow: typeof printer = {
      ...printer,
      async print(model) {
        printed += 1;
        // In the middle of the first printing a colleague saves; he does not wait for the paper.
        const fields = { surname: 'Позднева' };
        if (printed === 1) await office.must('record.save', { registry, recordId, baseVersion: 1, fields });
        return printer.print(model);
      },
    };
    const done = await value(destroy(recordId, { printer: slow }));
    expect(printed).toBe(2);
    expect(await textOf(done.act.fileId)).toContain('Позднева');
    expect(await keptFiles()).toHaveLength(2);
  });

  it('of two at once has its own number, and happens to one person once', async () => {
    const ids = [await create('Первова'), await create('Вторичнова'), await create('Третьякова')];
    const done = await Promise.all(ids.map((recordId) => value(destroy(recordId))));
    expect(done.map(({ number }) => number).sort()).toEqual(['1', '2', '3']);
    for (const [index, { number, act }] of done.entries()) {
      const text = await textOf(act.fileId);
      expect(text).toContain(['Первова', 'Вторичнова', 'Третьякова'][index]);
      expect(text).toContain(`№${number}`);
    }
    const again = await create('Дважды');
    const both = await Promise.all([destroy(again), destroy(again)]);
    expect(both.map((answer) => (answer.ok ? 'ok' : answer.error.code)).sort()).toEqual([
      ...['ok', 'record.notFound'],
    ]);
  });
});
