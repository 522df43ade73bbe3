import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/exchange/change';
import { roles } from '../../domain/access/roles';
import { applyPackage } from '../../electron/exchange/applyPackage';
import { gateOf } from '../../electron/record/recordEdits';
import {
  actor,
  createOfficeFolders,
  openInnerOffice,
  signedInAs,
  type InnerOffice,
} from '../support/offices/innerOffice';

/** Citizens do not leave the office by export, import or package, and do not come in that way. */
describe('citizens', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  beforeAll(async () => {
    folders = await createOfficeFolders();
    office = await openInnerOffice(await folders.make());
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  const at = '2026-11-23T08:00:00.000Z';
  const stamp = (counter: number) => `${at}-000${counter}-almet`;
  const change = (counter: number, more: Partial<Change>): Change => ({
    ...{ stamp: stamp(counter), registry: 'person', recordId: 'p1', field: 'surname', before: null },
    ...{ after: 'Чужакова', replaces: null, office: 'almet', operator: 'Проверкин', at, ...more },
  });
  const take = (changes: readonly Change[], kind: 'ministry' | 'territorial' = 'territorial') =>
    office.database.write(actor, (tx) =>
      applyPackage({ ...gateOf(office.office), sender: { code: 'almet', kind } }, tx, changes),
    );

  it.each<[string, readonly Change[]]>([
    ['alone', [change(1, {})]],
    ['of the status alone', [change(1, { field: 'status', after: 'active' })]],
    ['in a field that nobody knows', [change(1, { field: 'nickname' })]],
    [
      'behind what is sound',
      [change(1, { registry: 'provider', field: 'fullName', after: 'Дом' }), change(2, {})],
    ],
    [
      'after a change that waits for another version',
      [change(1, { registry: 'provider', field: 'colour' }), change(2, { replaces: stamp(1) })],
    ],
  ])('are refused in a package, %s', async (_where, changes) => {
    for (const kind of ['territorial', 'ministry'] as const)
      expect(await take(changes, kind)).toMatchObject({ error: { code: 'packet.forbiddenChange' } });
    for (const table of ['person', 'provider', 'change_event', 'deferred_change', 'record_key'])
      expect([table, await office.database.read.all(`SELECT * FROM ${table}`)]).toEqual([table, []]);
  });

  it.each(roles)('are nothing that %s imports, exports or undoes', async (role) => {
    office.openSessions.seat(office.session, signedInAs(role));
    const registry = 'person';
    const fileId = await office.upload('list.csv', 'Фамилия;Имя\r\nЧужакова;Анна\r\n');
    for (const format of ['csv', 'xlsx', 'json'] as const)
      expect(await office.refusal('export.make', { registry, format })).toBe('permission.denied');
    expect(await office.refusal('import.preview', { registry, fileId })).toBe('permission.denied');
    expect(await office.refusal('import.apply', { registry, fileId })).toBe('permission.denied');
    expect(await office.refusal('import.list', { registry })).toBe('permission.denied');
  });
});
