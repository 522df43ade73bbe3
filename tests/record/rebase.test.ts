import { describe, expect, it } from 'vitest';
import type { RecordContent } from '../../domain/record/validateRecord';
import { rebase } from '../../renderer/record/rebase';

const opened: RecordContent = {
  fields: { inn: '1', note: 'a', source: 's' },
  lists: {
    places: [
      { id: 'p', address: 'old', phones: null },
      { id: 'q', address: 'other' },
    ],
  },
};
const changed = (fields: RecordContent['fields'], places = opened.lists['places'] ?? []): RecordContent => ({
  fields: { ...opened.fields, ...fields },
  lists: { places },
});

describe('bringing typed work onto a record that others changed', () => {
  it('takes from each side what only that side changed', () => {
    const merged = rebase(opened, changed({ inn: '2' }), changed({ note: 'b' }));
    expect(merged.content.fields).toEqual({ inn: '2', note: 'b', source: 's' });
    expect(merged.conflicts).toEqual([]);
    expect(merged.taken).toEqual(['note']);
  });

  it("names a place that both changed and keeps the operator's value there until a person decides", () => {
    const merged = rebase(opened, changed({ inn: '2' }), changed({ inn: '3' }));
    expect(merged.content.fields['inn']).toBe('2');
    expect(merged.conflicts).toEqual([{ path: 'inn', before: '1', mine: '2', theirs: '3' }]);
  });

  it('is no conflict when both came to the same', () => {
    expect(rebase(opened, changed({ inn: '2' }), changed({ inn: '2' })).conflicts).toEqual([]);
  });

  it('joins cells of one row and rows that either side added', () => {
    const mine = changed({}, [
      { id: 'p', address: 'mine', phones: null },
      { id: 'q', address: 'other' },
      { address: 'new' },
    ]);
    const theirs = changed({}, [
      { id: 'p', address: 'old', phones: ['+7'] },
      { id: 'q', address: 'other' },
      { id: 'r', address: 'theirs' },
    ]);
    const { content, conflicts } = rebase(opened, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(content.lists['places']).toEqual([
      { id: 'p', address: 'mine', phones: ['+7'] },
      { id: 'q', address: 'other' },
      { id: 'r', address: 'theirs' },
      { address: 'new' },
    ]);
  });

  it('drops a row that one side removed only if the other left it alone', () => {
    const without = changed({}, [{ id: 'q', address: 'other' }]);
    const touched = changed({}, [
      { id: 'p', address: 'touched', phones: null },
      { id: 'q', address: 'other' },
    ]);
    expect(rebase(opened, without, opened).content.lists['places']).toHaveLength(1);
    expect(rebase(opened, opened, without).content.lists['places']).toHaveLength(1);
    expect(rebase(opened, without, touched).content.lists['places']).toHaveLength(2);
    expect(rebase(opened, touched, without).content.lists['places']).toEqual([
      { id: 'q', address: 'other' },
      { address: 'touched', phones: null },
    ]);
  });
});
