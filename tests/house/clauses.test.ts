import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clauses } from '../../renderer/locale/ru/clauses';

/** `docs/clauses.md` names every clause of both documents, and nothing in it is claimed without a file and its test. */
const root = join(import.meta.dirname, '..', '..');
const [, regulation = '', recommendations = ''] = readFileSync(join(root, 'docs/clauses.md'), 'utf8').split(
  /^## /m,
);

/** Numbers with how many sub-clauses each has: what the documents themselves count. */
const numbered = (counts: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(counts).flatMap(([clause, count]) => [
    clause,
    ...Array.from({ length: count }, (_, at) => `${clause} (${at + 1})`),
  ]);
const ofRegulation = [
  ...['act 1', 'act 2', '1.1', '1.2', '1.3', '2.1', ...numbered({ '3.1': 8 })],
  ...['3.2', '3.3', '3.4', '3.5', '3.6', '3.7', '4.1', ...numbered({ '4.2': 3 })],
  ...['4.3', '4.4', '4.5', ...numbered({ '4.6': 6 }), '4.7', ...numbered({ '4.8': 6 })],
  ...['5.1', '5.2', '5.3', '5.4', '5.5', '6.1', '6.2', '6.3', '7.1', ...numbered({ '7.2': 3 }), '7.3', '7.4'],
];
const ofRecommendations = [
  ...['order 1', 'order 2', '1', '2', '3', '4', '5', '6', '7'],
  ...['8 а)', '8 б)', '8 в)', '8 г)', '8 д)', '8 е)', '9', '10', '11', '12', '13'],
  ...['14 а)', '14 б)', '14 в)', '15', '16', '17', '18'],
];

interface Row {
  readonly clause: string;
  readonly place: string;
  readonly test: string;
}
const rowsOf = (table: string): readonly Row[] =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, clause = '', , place = '', test = '']) => ({ clause, place, test }));
const filesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([\w./-]+\/[\w./-]+)`/g)].map(([, path = '']) => path);
const rows = [...rowsOf(regulation), ...rowsOf(recommendations)];

describe('the table of clauses', () => {
  it('has every clause of both documents once, in their order', () => {
    expect(rowsOf(regulation).map(({ clause }) => clause)).toEqual(ofRegulation);
    expect(rowsOf(recommendations).map(({ clause }) => clause)).toEqual(ofRecommendations);
  });

  it('names only files that there are', () => {
    const named = rows.flatMap(({ place, test }) => filesIn(`${place} ${test}`));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('has a test for whatever stands in code, or says «not yet»', () => {
    const isCode = (path: string): boolean => /^(domain|db|electron)\//.test(path);
    const claimed = rows.filter(({ place }) => filesIn(place).some(isCode));
    expect(claimed.length).toBeGreaterThan(8);
    expect(claimed.filter(({ test }) => !filesIn(test).some((path) => path.startsWith('tests/')))).toEqual(
      [],
    );
    expect(rows.filter(({ place }) => place === '')).toEqual([]);
  });

  it('holds every clause that a screen names for more than «not yet»', () => {
    const shown = Object.values(clauses).flatMap(({ name }) =>
      [...name.matchAll(/(?<![\d.])(\d\.\d)(?: \((\d)\))?/g)].map(([, clause = '', part]) =>
        part === undefined ? clause : `${clause} (${part})`,
      ),
    );
    expect(shown.length).toBeGreaterThan(4);
    const empty = rowsOf(regulation).filter(({ place }) => place === 'not yet');
    expect(shown.filter((clause) => !ofRegulation.includes(clause))).toEqual([]);
    expect(empty.filter(({ clause }) => shown.includes(clause))).toEqual([]);
  });
});
