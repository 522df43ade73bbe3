import { describe, expect, it } from 'vitest';
import { sameBy, slipBlocks, identityOf } from '../../domain/record/identity';
import type { FieldValues } from '../../domain/registry/fieldKinds';
import { person } from '../../domain/registry/person/declaration';
import { provider } from '../../domain/registry/provider/declaration';

const by = (root: typeof provider | typeof person) => (one: FieldValues, other: FieldValues) => {
  const [there, back] = [sameBy(root, one, other), sameBy(root, other, one)];
  expect(there).toBe(back);
  return there?.code ?? null;
};

describe('two providers', () => {
  const same = by(provider);
  const one = { fullName: 'АНО «Забота»', inn: '1650000024', kpp: '165001001', ogrn: '1021650000020' };

  it('are the same by what is surest, and not by what one of them lacks', () => {
    expect(same(one, { ...one, fullName: 'Другое' })).toBe('inn');
    expect(same(one, { fullName: 'Другое', ogrn: one.ogrn })).toBe('ogrn');
    expect(same(one, { fullName: 'Автономная некоммерческая организация "ЗАБОТА"' })).toBe('name');
    expect(same(one, { fullName: 'АНО «Зaбoтa»' })).toBe('name');
    const numbers = { registrationNumber: '16-000007' };
    expect(same({ ...one, ...numbers }, { fullName: 'Другое', ...numbers })).toBe('number');
    expect(same(one, {})).toBeNull();
    expect(same({}, {})).toBeNull();
  });

  it('are no twins as branches of one organisation, whatever else they share', () => {
    expect(same(one, { ...one, kpp: '165002001' })).toBeNull();
    expect(same(one, { ...one, kpp: null })).toBe('inn');
  });

  it('are no twins as namesakes with different codes', () => {
    expect(same(one, { fullName: one.fullName, inn: '1650000031' })).toBeNull();
    expect(same(one, { fullName: one.fullName, ogrn: '1021650000030' })).toBeNull();
  });
});

describe('two persons', () => {
  const same = by(person);
  const one = { surname: 'Примерова', givenName: 'Анна', patronymic: 'Ивановна', birthOn: '1950-04-05' };

  it('are the same by SNILS, or by name and birth with one slip', () => {
    expect(same({ ...one, snils: '11223344595' }, { surname: 'Иная', snils: '11223344595' })).toBe('snils');
    for (const slip of [
      {},
      { surname: 'Премерова' },
      { surname: 'Примеров' },
      { surname: 'Пирмерова' },
      { surname: 'ПРИМЕРОВА' },
      { givenName: 'Ана' },
      { patronymic: null },
      { patronymic: 'Иваноовна' },
      { birthOn: '1950-05-04' },
      { birthOn: '1950-04-15' },
      { birthOn: '1905-04-05' },
    ])
      expect([slip, same(one, { ...one, ...slip })]).toEqual([slip, 'nameAndBirth']);
  });

  it('are two by two slips, another birth, or two good SNILS', () => {
    for (const other of [
      { surname: 'Премерова', givenName: 'Ана' },
      { surname: 'Примакова' },
      { patronymic: 'Петровна' },
      { birthOn: '1961-04-06' },
      { birthOn: null },
      { givenName: null },
    ])
      expect([other, same(one, { ...one, ...other })]).toEqual([other, null]);
    expect(same({ ...one, snils: '11223344595' }, { ...one, snils: '08765430300' })).toBeNull();
  });

  it('are looked up by all fields but the one that a slip may have spoiled', () => {
    const key = identityOf(person).find(({ compare }) => compare === 'slip');
    expect(key === undefined ? [] : slipBlocks(key)).toEqual([
      ['givenName', 'birthOn'],
      ['surname', 'birthOn'],
      ['surname', 'givenName'],
    ]);
  });
});
