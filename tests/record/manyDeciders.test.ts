import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadReferences } from '../../electron/record/lists/references';
import { createOfficeFolders, openInnerOffice } from '../support/offices/innerOffice';
import { soundProvider } from '../support/record/soundProvider';
import { testInstallation } from '../support/testRun';

/** Where territorial offices decide on what they bear, many offices number, and none of them knows of the others' numbers. */
const registry = 'provider';
const decision = { number: '1', decidedOn: '2026-11-20', ground: 'решение', decidedBy: 'Примерова А. А.' };

describe('registration numbers where deciders are many', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let resourcesFolder: string;
  beforeAll(async () => {
    folders = await createOfficeFolders();
    resourcesFolder = await folders.make();
    await cp(testInstallation().resourcesFolder, resourcesFolder, { recursive: true });
    const deciders = { source: 'Проверка', deciders: { [registry]: 'territorial' } };
    await writeFile(join(resourcesFolder, 'registry', 'deciders.json'), JSON.stringify(deciders));
  });
  afterAll(() => folders.remove());

  /** Two inclusions in an office of its own; answers their numbers. */
  async function numbersOf(code: string, kind: 'ministry' | 'territorial', more: object = {}) {
    const address = (of: string, place: number) => {
      const uid = `${String(place).repeat(8)}-1111-4111-8111-111111111111`;
      return { code: of, name: of, uid, mailbox: of.toUpperCase() };
    };
    const config = {
      office: { ...address(code, 1), kind, ...more },
      peers: kind === 'ministry' ? [] : [{ ...address('mintrud', 2), kind: 'ministry' }],
    };
    const office = await openInnerOffice(await folders.make(), { config, resourcesFolder });
    const numbers: unknown[] = [];
    for (const fullName of ['АНО «Первый»', 'АНО «Второй»']) {
      const { fields, lists } = soundProvider();
      const input = { registry, fields: { ...fields, ...lists, fullName } };
      const { recordId } = await office.must('record.create', input);
      await office.must('record.move', { registry, recordId, baseVersion: 1, to: 'review' });
      const moved = await office.must('record.move', {
        ...{ registry, recordId, baseVersion: 2, to: 'included', decision },
      });
      numbers.push(moved.registrationNumber);
    }
    await office.close();
    return numbers;
  }

  it('bear the index of the office that gave them, or its code, and the ministry’s stand as before', async () => {
    expect(await numbersOf('almet', 'territorial', { index: '07' })).toEqual([
      '16-07-000001',
      '16-07-000002',
    ]);
    expect(await numbersOf('aznakaevo', 'territorial')).toEqual([
      '16-aznakaevo-000001',
      '16-aznakaevo-000002',
    ]);
    expect(await numbersOf('mintrud', 'ministry')).toEqual(['16-000001', '16-000002']);
  });

  it('are not given by a mask that would say the same in every office', async () => {
    const file = join(resourcesFolder, 'registry', 'numbering.json');
    const masks = { [registry]: { ministry: '16-{n:6}', territorial: '16-{n:6}' } };
    await writeFile(file, JSON.stringify({ source: 'Проверка', masks }));
    await expect(loadReferences(resourcesFolder)).rejects.toThrow();
  });
});
