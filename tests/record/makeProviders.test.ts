import { describe, expect, it } from 'vitest';
import { provider } from '../../domain/registry/provider/declaration';
import { validateRecord } from '../../domain/record/validateRecord';
import { recordContext } from '../support/record/fieldContext';
import { makeProvider, makeProvidersCsv } from '../support/record/makeProviders';

/** What the measurements are made with must be what the program would take. */
describe('made providers', () => {
  const numbers = [...Array.from({ length: 300 }, (_, number) => number), 999_999];

  it('lack nothing for review', () => {
    for (const number of numbers) {
      expect(validateRecord(provider, makeProvider(number), 'review', recordContext)).toEqual([]);
    }
  });

  it('are the same every time and no two share a code', () => {
    expect(makeProvider(442)).toEqual(makeProvider(442));
    for (const code of ['inn', 'ogrn']) {
      expect(new Set(numbers.map((number) => makeProvider(number).fields[code])).size).toBe(numbers.length);
    }
  });

  it('make a table of the wanted length', () => {
    expect(makeProvidersCsv(100).trimEnd().split('\r\n')).toHaveLength(101);
  });
});
