import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Registry } from '../../../domain/registry/defineRegistry';
import type { Database } from '../../../db/file/database';
import { openDatabase } from '../../../db/file/openDatabase';
import { listHistory } from '../../../db/record/changeRepository';
import { letterChanges } from '../../../electron/exchange/letterChanges';
import { openCorrespondence, said, type Correspondence } from '../../support/exchange/foreignOffice';
import {
  createIn,
  moveIn,
  openErrandOffices,
  openIn,
  saveIn,
  type ErrandOffices,
} from '../../support/exchange/errandOffices';
import { withErrands } from '../../support/offices/trialReferences';

/** Records that name each other, among the ministry, a district, and a participant who sees only what is public. */
let offices: ErrandOffices;
beforeAll(async () => {
  offices = await openErrandOffices();
});
afterAll(() => offices.close());

describe('a record that names one which a peer may not see', () => {
  it('brings its title, which the record itself takes the place of when it comes', async () => {
    const { mintrud, almet, minzdrav } = offices;
    const organ = await createIn(mintrud, 'organ', { name: 'Создаваемое' });
    const errand = await createIn(mintrud, 'errand', { subject: 'Помочь', organ, copies: [{ organ }] });
    await moveIn(mintrud, 'errand', errand, 'included');
    await offices.settle();
    expect((await openIn(almet, errand)).titles[organ]).toMatchObject({
      title: 'Создаваемое',
      state: 'here',
    });
    expect((await openIn(minzdrav, errand)).titles[organ]).toEqual({
      ...{ registry: 'organ', title: 'Создаваемое', status: null, state: 'told', edition: null },
    });
    expect((await minzdrav.must('record.list', { registry: 'organ' })).total).toBe(0);
    // What is known by its title may be kept, though nobody can choose it from a list.
    expect((await openIn(minzdrav, errand)).warnings).toEqual([]);
    const named = await minzdrav.must('record.references', { registry: 'organ', recordId: organ });
    expect(named.rows).toHaveLength(2);

    await saveIn(mintrud, 'organ', organ, { name: 'Созданное' });
    await moveIn(mintrud, 'organ', organ, 'included');
    await offices.settle();
    for (const office of [mintrud, almet, minzdrav]) {
      const { titles, chosenAs } = await openIn(office, errand);
      expect([office.code, titles[organ]]).toMatchObject([
        office.code,
        { title: 'Созданное', state: 'here' },
      ]);
      expect([office.code, chosenAs[`${errand}.organ`]]).toEqual([office.code, 'Создаваемое']);
    }
    await offices.expectIndexOfRows();
  });

  it('is proposed by a district to the ministry, which is shown what is proposed', async () => {
    const { mintrud, almet } = offices;
    const organ = await createIn(mintrud, 'organ', { name: 'Прежний исполнитель' });
    const errand = await createIn(mintrud, 'errand', { subject: 'Передать', organ });
    await offices.settle();
    const other = await createIn(almet, 'organ', { name: 'Новый исполнитель' });
    await saveIn(almet, 'errand', errand, { organ: other });
    await offices.settle();
    const shown = await openIn(mintrud, errand);
    expect([shown.fields['organ'], shown.titles[other]?.title]).toEqual([other, 'Новый исполнитель']);
    await offices.expectIndexOfRows();
  });

  it('is not withdrawn where others name it because a district that had not heard of them asks', async () => {
    const { mintrud, almet } = offices;
    const organ = await createIn(almet, 'organ', { name: 'Спорное ведомство' });
    await offices.settle();
    const errand = await createIn(mintrud, 'errand', { subject: 'Держит', organ });
    await almet.must('record.withdraw', { registry: 'organ', recordId: organ, baseVersion: 1 });
    await offices.settle();
    expect((await openIn(mintrud, organ, 'organ')).fields['name']).toBe('Спорное ведомство');
    const { items } = await mintrud.must('review.list', {});
    const asked = items.find(({ recordId }) => recordId === organ);
    expect(asked).toMatchObject({ field: 'removed', why: 'proposed', decidesHere: true });
    const take = { stamp: asked?.others[0]?.stamp ?? '' };
    const decision = { registry: 'organ', recordId: organ, field: 'removed', take };
    const refused = await mintrud.app.request(mintrud.session, 'review.decide', decision);
    expect(refused).toMatchObject({
      error: { code: 'record.invalid', issues: [{ code: 'reference.named' }] },
    });
    await saveIn(mintrud, 'errand', errand, { organ: null });
    await mintrud.must('review.decide', decision);
    await offices.settle();
    await offices.expectIndexOfRows();
  });

  it('is withdrawn by its office though another names it, and what names it says so', async () => {
    const { mintrud, almet } = offices;
    const organ = await createIn(mintrud, 'organ', { name: 'Снимаемое' });
    await offices.settle();
    const errand = await createIn(almet, 'errand', { subject: 'Уже выбрано', organ });
    await mintrud.must('record.withdraw', { registry: 'organ', recordId: organ, baseVersion: 1 });
    await offices.settle();
    for (const office of [mintrud, almet]) {
      const { titles, warnings } = await openIn(office, errand);
      expect(titles[organ]).toMatchObject({ title: 'Снимаемое', state: 'withdrawn' });
      expect(warnings.map(({ path, code }) => `${path} ${code}`)).toEqual(['organ reference.withdrawn']);
    }
    await offices.expectIndexOfRows();
  });
});

describe('a package that names what is not here', () => {
  const organ = '00000000-aaaa-4aaa-8aaa-000000000001';
  const other = '00000000-aaaa-4aaa-8aaa-000000000002';
  const person = '00000000-aaaa-4aaa-8aaa-000000000003';
  const errand = '00000000-bbbb-4bbb-8bbb-000000000001';
  const tell = (counter: number, field: string, after: string) => {
    const change = said('mintrud', counter, errand, field, after, { registry: 'errand' });
    return { ...change, accepted: change.stamp };
  };
  const born = [
    ...[tell(1, 'status', 'included'), tell(2, 'subject', 'Издалека'), tell(3, 'organ', organ)],
    tell(4, 'citizen', person),
  ];
  const openParticipant = () => openCorrespondence('minzdrav', ['mintrud'], {}, { open: openWith });
  const all = (post: Correspondence, table: string) =>
    post.office.database.read.all(`SELECT * FROM ${table}`);

  it('is taken; what is told of it later is shown', async () => {
    const post = await openParticipant();
    const opened = () => post.office.must('record.open', { registry: 'errand', recordId: errand });
    await post.lay('mintrud', 1, born);
    expect(await post.office.must('exchange.run', {})).toMatchObject({ applied: 1, quarantined: 0 });
    expect((await opened()).titles).toMatchObject({
      [organ]: { title: null, state: 'absent' },
      [person]: { title: null, state: 'hidden' },
    });
    const titles = [
      { registry: 'organ', recordId: organ, title: 'Неизвестное\u200b  ведомство' },
      { registry: 'organ', recordId: other, title: 'Никем не названное' },
      { registry: 'nowhere', recordId: organ, title: 'Реестра нет' },
    ];
    const again = tell(5, 'organ', organ);
    await post.lay('mintrud', 2, [{ ...again, replaces: born[2]?.stamp ?? null }], { titles });
    expect(await post.office.must('exchange.run', {})).toMatchObject({ applied: 1, quarantined: 0 });
    expect((await opened()).titles[organ]).toMatchObject({ title: 'Неизвестное ведомство', state: 'told' });
    expect(await all(post, 'told_title')).toEqual([
      { registry: 'organ', record_id: organ, title: 'Неизвестное ведомство' },
    ]);
    // What is known by its title may be written by others again; what nobody told of may not.
    const about = { registry: 'errand', fields: { organ: other } };
    expect((await post.office.must('record.check', about)).issues.map(({ code }) => code)).toContain(
      'reference.unknown',
    );
    const known = await post.office.must('record.check', { registry: 'errand', fields: { organ } });
    expect(known.issues.map(({ path }) => path)).not.toContain('organ');
  });

  it('is refused whole where it says what a citizen is called', async () => {
    const post = await openParticipant();
    const titles = [{ registry: 'person', recordId: person, title: 'Ялантова' }];
    await post.lay('mintrud', 1, born, { titles });
    expect(await post.office.must('exchange.run', {})).toMatchObject({ applied: 0, quarantined: 1 });
    expect([await all(post, 'told_title'), await all(post, 'errand')]).toEqual([[], []]);
  });

  it('says in the letter what open records are called, and of a citizen no more than the id', async () => {
    const post = await openParticipant();
    await post.lay('mintrud', 1, born, {
      titles: [{ registry: 'organ', recordId: organ, title: 'Ведомство' }],
    });
    await post.office.must('exchange.run', {});
    const changes = await listHistory(post.office.database.read, errandRegistry(post), errand, 10);
    const letter = await letterChanges(post.office.office, changes);
    const words = new Map(letter.map(({ field, after }) => [field, after]));
    expect([words.get('Исполнитель'), words.get('О ком')]).toEqual(['Ведомство', 'сведения закрыты']);
  });
});

async function openWith(dataFolder: string, clock: () => Date): Promise<Database> {
  const opened = await openDatabase(dataFolder, clock, withErrands);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}
function errandRegistry({ office }: Correspondence): Registry {
  const root = office.database.read.registries.root('errand');
  if (root === undefined) throw new Error('the office has no errands');
  return root;
}
