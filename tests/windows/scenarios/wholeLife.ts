import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples, includeProvider, readCompletion } from '../../../build/example/exampleProviders';
import { carryPost } from '../../support/exchange/postman';
import {
  countProviders,
  makeFolder,
  makeOffice,
  removeFolders,
  runYardam,
  serve,
  type WindowsOffice,
} from '../windowsOffice';

/** The demonstration by the command line of the built program: each step goes on from the one before. */
describe('three offices on Windows', () => {
  const registry = 'provider';
  let folder: string;
  let mintrud: WindowsOffice;
  let aznakaevo: WindowsOffice;
  let almet: WindowsOffice;
  let recordId = '';
  beforeAll(async () => {
    folder = await makeFolder();
    const [first, second, third] = await Promise.all(
      ['mintrud', 'aznakaevo', 'almet'].map(async (code) => {
        await mkdir(join(folder, code));
        return makeOffice(code, join(folder, code));
      }),
    );
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('three are wanted');
    [mintrud, aznakaevo, almet] = [first, second, third];
  });
  afterAll(() => removeFolders([{ folder }]));

  it('the real list is imported from a folder with Tatar letters, once', async () => {
    const list = join(folder, 'исемлек ә ө ү җ ң һ.csv');
    await writeFile(list, await readFile(join(examples, 'providers-tatarstan.csv')));
    expect(await mintrud.done('import', 'providers', list, '--dry-run')).toMatchObject({ created: 15 });
    expect(await mintrud.done('import', 'providers', list)).toMatchObject({ created: 15, errors: 0 });
    expect(await mintrud.done('import', 'providers', list)).toMatchObject({ created: 0 });
    expect(await countProviders(mintrud)).toBe(15);
  });

  it('a provider is completed and included, and the district hears of it', async () => {
    recordId = await includeProvider(mintrud);
    await untilNothingMoves([mintrud, aznakaevo, almet]);
    expect((await aznakaevo.must('record.open', { registry, recordId })).fields['fullName']).toContain(
      'Азнакаев',
    );
  });

  it('what the district corrects is in every office after the exchange', async () => {
    const { version: baseVersion } = await aznakaevo.must('record.open', { registry, recordId });
    const { correction: fields } = await readCompletion();
    await aznakaevo.must('record.save', { registry, recordId, baseVersion, fields });
    await untilNothingMoves([mintrud, aznakaevo, almet]);
    for (const office of [mintrud, aznakaevo, almet])
      expect((await office.must('record.open', { registry, recordId })).fields).toMatchObject(fields);
    expect(await readdir(join(mintrud.dataFolder, 'quarantine')).catch(() => [])).toEqual([]);
  });

  it('papers are printed over those that lie there', async () => {
    for (const words of [['provider-list'], ['provider-extract', '--id', recordId]]) {
      const out = join(folder, 'распечатка.pdf');
      expect(await mintrud.done('print', ...words, '--out', out)).toMatchObject({ file: out });
      expect((await readFile(out)).subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  it.each(['csv', 'xlsx', 'json'])('the registry is exported as %s', async (format) => {
    const out = join(folder, `выгрузка реестра.${format}`);
    expect(await mintrud.done('export', 'providers', '--format', format, '--out', out)).toMatchObject({
      rows: 1,
    });
    expect((await readFile(out)).byteLength).toBeGreaterThan(500);
  });

  it('the journal proves itself, in the program and as a file', async () => {
    expect((await mintrud.yardam('audit', 'verify')).told).toMatchObject({ ok: true, findings: [] });
    const out = join(folder, 'журнал.jsonl');
    await mintrud.done('audit', 'export', '--from', '2020-01-01', '--to', '2099-12-31', '--out', out);
    expect((await runYardam(['audit', 'check', out])).told).toMatchObject({ ok: true });
  });

  it('a second program on the folder is refused by any spelling of its path, and the first goes on', async () => {
    const served = await serve(mintrud);
    try {
      const spellings = [
        mintrud.dataFolder,
        mintrud.dataFolder.toUpperCase(),
        mintrud.dataFolder.replaceAll('\\', '/'),
        `${mintrud.dataFolder}\\.\\`,
      ];
      for (const data of spellings)
        expect([data, (await runYardam(['backup', '--data', data])).told]).toMatchObject([
          data,
          { error: { code: 'data.locked' } },
        ]);
      expect((await served.must('record.list', { registry })).total).toBe(15);
    } finally {
      await served.kill();
    }
    expect(await countProviders(mintrud)).toBe(15);
  });
});

/** Every office exchanges and the postman goes round, until no packet moves any more. */
async function untilNothingMoves(offices: readonly WindowsOffice[]): Promise<void> {
  for (let moved = true; moved;) {
    for (const office of offices) await office.done('exchange');
    moved = (await carryPost(offices)).length > 0;
  }
}
