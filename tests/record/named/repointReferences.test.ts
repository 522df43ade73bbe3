import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../../db/file/openDatabase';
import { repointReferences } from '../../../electron/record/named/repointReferences';
import { gateOf } from '../../../electron/record/recordEdits';
import { ok } from '../../../domain/values/result';
import { withErrands } from '../../support/offices/trialReferences';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  type InnerOffice,
} from '../../support/offices/innerOffice';

/** What a merging of two records will do with what names the one that goes: the merging itself is not there yet. */
let office: InnerOffice;
let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
beforeAll(async () => {
  folders = await createOfficeFolders();
  office = await openInnerOffice(await folders.make(), {
    async open(dataFolder, now) {
      const opened = await openDatabase(dataFolder, now, withErrands);
      if (!opened.ok) throw new Error(opened.error.code);
      return opened.value;
    },
  });
});
afterAll(async () => {
  await office.close();
  await folders.remove();
});

it('names the other one through the gate, in every row, and leaves what is pinned or refused', async () => {
  const create = async (registry: string, fields: object) =>
    (await office.must('record.create', { registry, fields: { ...fields } })).recordId;
  const [from, to] = [
    await create('organ', { name: 'Старое', edition: 1 }),
    await create('organ', { name: 'Новое' }),
  ];
  const plain = await create('errand', {
    subject: 'Поле и строки',
    organ: from,
    copies: [{ organ: from }, { organ: to }],
  });
  const pinned = await create('errand', { subject: 'Редакция', rules: `${from}@1` });
  const below = await create('organ', { name: 'Ниже', above: from });
  const { database, office: parts } = office;
  const target = database.read.registries.root('organ');
  if (target === undefined) throw new Error('the office has no bodies');
  const result = await database.write(actor, async (tx) =>
    ok(await repointReferences(gateOf(parts), tx, target, { from, to }, 'record.save')),
  );
  expect(result).toEqual({ ok: true, value: { changed: expect.any(Array) as unknown, left: [pinned] } });
  expect(result.value.changed.toSorted()).toEqual([plain, below].toSorted());
  const opened = await office.must('record.open', { registry: 'errand', recordId: plain });
  expect([opened.fields['organ'], opened.lists['copies']?.map(({ organ }) => organ)]).toEqual([to, [to, to]]);
  expect(opened.titles).toMatchObject({ [to]: { title: 'Новое' } });
  const left = await office.must('record.references', { registry: 'organ', recordId: from });
  expect(left.rows.map(({ recordId, field }) => [recordId, field])).toEqual([[pinned, 'rules']]);
});
