import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackSite } from '../../electron/publication/unpackSite';
import { createOfficeFolders, openInnerOffice, type InnerOffice } from '../support/offices/innerOffice';
import { soundProvider } from '../support/record/soundProvider';

/** What is made public: pages and open data of what is in the registry by a decision, and of it the published fields. */
const registry = 'provider';
const decision = {
  ...{ act: 'Приказ', number: '17', decidedOn: '2026-11-20' },
  ...{ ground: 'decision', decidedBy: 'Г. Г. Иванова' },
};
const wild = 'Дом <b>«Ак & кара»</b>';

describe('the public registry', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  let folder: string;
  let included: string;
  let draft: string;

  beforeAll(async () => {
    folders = await createOfficeFolders();
    folder = await folders.make();
    office = await openInnerOffice(folder);
    const { fields, lists } = soundProvider();
    const note = 'СЛУЖЕБНО 16-77';
    const add = async (fullName: string): Promise<string> =>
      (await office.must('record.create', { registry, fields: { ...fields, ...lists, fullName, note } }))
        .recordId;
    included = await add(wild);
    await office.must('record.move', { registry, recordId: included, baseVersion: 1, to: 'review' });
    await office.must('record.move', {
      registry,
      recordId: included,
      baseVersion: 2,
      to: 'included',
      decision,
    });
    draft = await add('Тайный проект');
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  const published = async (): Promise<Buffer> => {
    const { file } = await office.must('registry.publish', { registry });
    const stored = office.files().find(file.fileId);
    if (stored === undefined) throw new Error('no file');
    return stored.read();
  };
  const read = (...path: string[]): Promise<string> => readFile(join(folder, 'site', ...path), 'utf8');

  it('is laid as pages in both languages and as open data, and over itself again', async () => {
    for (let time = 0; time < 2; time += 1)
      expect((await unpackSite(await published(), join(folder, 'site'))).ok).toBe(true);
    expect((await readdir(join(folder, 'site'))).sort()).toEqual([
      ...['data', 'index.html', 'record', 'style.css', 'tt'],
    ]);
    expect((await readdir(folder)).filter((name) => name.startsWith('site'))).toEqual(['site']);
    const list = await read('index.html');
    expect(list).toContain('Дом &lt;b&gt;«Ак &amp; кара»&lt;/b&gt;');
    expect(list).toContain('lang="ru"');
    expect(await read('tt', 'index.html')).toContain('lang="tt"');
    expect(await read('record', `${included}.html`)).toContain('Лицензии');
    const data = JSON.parse(
      await read(
        'data',
        (await readdir(join(folder, 'site', 'data'))).find((name) => /-\d.*json$/.test(name)) ?? '',
      ),
    ) as { providers: unknown[] };
    expect(data.providers).toHaveLength(1);
    expect(await read('data', 'meta.csv')).toContain('standardversion');
    expect(await read('data', 'structure.csv')).toContain('fullName');
  });

  it('holds no draft, no inner field and no mark-up of a name', async () => {
    const everything = await Promise.all(
      (await readdir(join(folder, 'site'), { recursive: true, withFileTypes: true }))
        .filter((one) => one.isFile())
        .map((one) => readFile(join(one.parentPath, one.name), 'utf8')),
    );
    const text = everything.join('\n');
    expect(text).not.toContain('СЛУЖЕБНО');
    expect(text).not.toContain('Тайный проект');
    expect(text).not.toContain(draft);
  });

  it('takes nothing of a name for mark-up', async () => {
    for (const page of ['index.html', `record/${included}.html`, `tt/record/${included}.html`])
      expect(await read(page)).not.toMatch(/<b>/);
  });

  it('is not laid over a folder that is something else', async () => {
    const other = join(folder, 'other');
    await mkdir(other);
    await writeFile(join(other, 'report.docx'), 'x');
    expect(await unpackSite(await published(), other)).toMatchObject({ error: { code: 'folder.notEmpty' } });
    expect(await readdir(other)).toEqual(['report.docx']);
  });

  it('is none where the registry does not declare it', async () => {
    expect(await office.call('registry.publish', { registry: 'person' })).toMatchObject({ ok: false });
  });

  it('an extract is given out under a number and a code, and told from a changed one', async () => {
    const extract = { kind: 'provider-extract', recordId: included } as const;
    const bare = await office.must('document.make', extract);
    expect(bare.code).toBeUndefined();
    const first = await office.must('document.make', { ...extract, issue: true });
    const second = await office.must('document.make', { ...extract, issue: true });
    expect([first.number, second.number]).toEqual([
      expect.stringMatching(/^\d{4}-1$/),
      expect.stringMatching(/^\d{4}-2$/),
    ]);
    const code = first.code ?? '';
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    const { paper } = await office.must('paper.check', { code: typed });
    expect(paper).toMatchObject({ number: first.number, recordId: included, title: wild, state: 'true' });
    const { version } = await office.must('record.open', { registry, recordId: included });
    const save = { registry, recordId: included, baseVersion: version };
    await office.must('record.save', { ...save, fields: { note: 'не в выписке' } });
    expect((await office.must('paper.check', { code })).paper?.state).toBe('true');
    await office.must('record.save', { ...save, baseVersion: version + 1, fields: { shortName: 'Ак-кара' } });
    expect((await office.must('paper.check', { code })).paper?.state).toBe('changed');
  });

  it('nothing is said of a code that nobody gave, and a draft gets none', async () => {
    for (const code of ['0000-0000-0000', 'x', '; DROP TABLE'])
      expect((await office.must('paper.check', { code })).paper).toBeNull();
    const asked = { kind: 'provider-extract', recordId: draft, issue: true } as const;
    expect(await office.call('document.make', asked)).toMatchObject({ error: { code: 'document.unissued' } });
  });
});
