import { describe, expect, it } from 'vitest';
import { placeSought, readPlace } from '../../domain/question/namedPlace';
import { participant } from '../../domain/registry/participant/declaration';
import { person } from '../../domain/registry/person/declaration';
import { legalAct } from '../../domain/registry/legalAct/declaration';
import { classifiers } from '../support/record/fieldContext';

describe('a municipality among typed words', () => {
  it.each([
    ['ребёнок, Арский район, психолог', '92612000', 'ребенок психолог'],
    ['Арский р-н', '92612000', ''],
    ['психолог арский муниципальный район РТ', '92612000', 'психолог'],
    ['психолог, Арча районы', '92612000', 'психолог'],
    ['г. Казань юрист', '92701000', 'юрист'],
    ['юрист г.Казань', '92701000', 'юрист'],
    ['Казан шәһәре психолог', '92701000', 'психолог'],
    ['врач г. Набережные Челны', '92730000', 'врач'],
    ['Арский район, Кукморский район', '92612000', 'кукморский район'],
  ])('reads «%s»', (typed, code, rest) => {
    const named = readPlace(typed, classifiers);
    expect([named?.place.code, named?.rest]).toEqual([code, rest]);
  });

  it.each(['Казань', 'детский дом в Казани', 'районный центр', 'район', 'запрос о Казань', 'н Казань', ''])(
    'leaves «%s» to be words',
    (typed) => expect(readPlace(typed, classifiers)).toBeUndefined(),
  );

  it('narrows a registry by its own field, with the settlements of the municipality', () => {
    const sought = placeSought(participant, 'Арский район', classifiers);
    expect(sought).toEqual({ search: '', placed: { field: 'oktmo', from: '92612', to: '92612~' } });
  });

  it('leaves the words alone where nothing is narrowed by a municipality, and where persons are', () => {
    for (const root of [person, legalAct])
      expect(placeSought(root, 'Арский район', classifiers)).toEqual({ search: 'Арский район' });
  });
});
