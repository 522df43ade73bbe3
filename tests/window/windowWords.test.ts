import { describe, expect, it } from 'vitest';
import { gloss } from '../../electron/cli/gloss';
import { createWords } from '../../renderer/locale/createWords';
import { ru } from '../../renderer/locale/ru';
import { tt } from '../../renderer/locale/tt';
import { typeset } from '../../renderer/locale/typeset';

const nbsp = '\u00a0';

describe('words of the window', () => {
  it('puts Russian nouns into the form their number asks for', () => {
    const { t } = createWords('ru').global;
    const said = [0, 1, 2, 4, 5, 11, 12, 21, 22, 25, 101, 111, 1002].map((n) => t('list.total', { n }, n));
    expect(said.map((words) => words.replace(nbsp, ' '))).toEqual([
      ...['0 записей', '1 запись', '2 записи', '4 записи', '5 записей', '11 записей', '12 записей'],
      ...['21 запись', '22 записи', '25 записей', '101 запись', '111 записей', '1002 записи'],
    ]);
  });

  it('leaves the Tatar noun in the singular after any number', () => {
    const { t } = createWords('tt').global;
    expect([1, 2, 5, 11].map((n) => t('list.total', { n }, n).replace(nbsp, ' '))).toEqual([
      ...['1 язма', '2 язма', '5 язма', '11 язма'],
    ]);
  });

  it('keeps short words, numbers and dashes from hanging at the end of a line', () => {
    expect(typeset('в реестре — 5 записей')).toBe(`в${nbsp}реестре${nbsp}— 5${nbsp}записей`);
    expect(typeset('№ 12, п. 3.1')).toBe(`№${nbsp}12, п.${nbsp}3.1`);
    expect(typeset('{n} запись | {n} записи')).toBe(`{n}${nbsp}запись | {n}${nbsp}записи`);
  });

  it('says the same things in both languages: the same gaps to fill in every sentence', () => {
    const gaps = (text: string): string => [...new Set(text.match(/\{[a-zA-Z]+\}/g))].sort().join(' ');
    const differing = leaves(ru).filter(([path, text]) => {
      const other = new Map(leaves(tt)).get(path);
      return other === undefined || other.trim() === '' || gaps(text) !== gaps(other);
    });
    expect(differing.map(([path]) => path)).toEqual([]);
  });

  it('says of a weak password the fault it has and no other, at the command line too', () => {
    const said = (fault: string, length: Readonly<Record<string, number>> = {}): string =>
      gloss({ code: 'password.weak', params: { fault, ...length } });
    expect(said('short', { length: 10 })).toBe(
      'password.weak: Пароль не принят: он короче 10 знаков. Задайте длиннее.',
    );
    expect(said('long', { length: 64 })).toContain('он длиннее 64 знаков');
    expect(said('common')).toMatch(/он из частых[^(]*$/);
    expect(said('common')).not.toMatch(/короче|логин|прежним/);
    expect(said('same')).toMatch(/совпадает с прежним[^(]*$/);
    expect(said('login')).toMatch(/логина[^(]*$/);
    expect(said('unheard')).toBe(
      'password.weak: Пароль не принят: он слишком слабый. Задайте другой. (fault=unheard)',
    );
  });

  it('has a readable sentence for every message: each compiles and leaves no gap unfilled', () => {
    for (const language of ['ru', 'tt'] as const) {
      const { t } = createWords(language).global;
      const filled = new Proxy({}, { get: () => 'x', has: () => true, ownKeys: () => [] });
      for (const [path] of leaves(ru)) expect(t(path, filled), path).not.toMatch(/[{}]|^$/);
    }
  });
});

/** Every message with its place, written as vue-i18n reads it: a code with a point in it goes in brackets. */
function leaves(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const path = key.includes('.') ? `${prefix}["${key}"]` : prefix === '' ? key : `${prefix}.${key}`;
    return typeof value === 'string' ? [[path, value]] : leaves(value as object, path);
  });
}
