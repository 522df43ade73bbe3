import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyOffices } from '../support/offices/keyOffice';
import type { Ground, Peopled } from './activity';
import { makeOlder } from './olderFolder';

/** Everything that campaigns copy: made once. */
export async function makeGround(): Promise<Ground & { remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'yardam-faults-'));
  const offices = await makeKeyOffices();
  let made = 0;
  const makeFolder = async (): Promise<string> => {
    const folder = join(root, String((made += 1)));
    await mkdir(folder);
    return folder;
  };
  const older = await makeFolder();
  await makeOlder(older);
  const peopled = await makePeopled(offices);
  return {
    ...{ offices, older, peopled, makeFolder },
    async emptyFolder(folder) {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      await mkdir(folder);
    },
    async remove() {
      await offices.remove();
      await rm(root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const personCount = 220;

async function makePeopled(offices: Ground['offices']): Promise<Peopled> {
  const dataFolder = await offices.copy();
  const office = await offices.open(dataFolder);
  const desk = await office.at('operator');
  const recordIds: string[] = [];
  for (let number = 0; number < personCount; number += 1) {
    const fields = { surname: 'Нигдеева', givenName: 'Пример', location: `ул. Тихая, ${number}` };
    recordIds.push((await desk.must('record.create', { registry: 'person', fields })).recordId);
  }
  await office.close();
  return { dataFolder, recordIds };
}

/** A folder of its own with the persons in it. */
export async function copyPeopled({ peopled, makeFolder }: Ground): Promise<string> {
  const dataFolder = await makeFolder();
  await cp(peopled.dataFolder, dataFolder, { recursive: true });
  return dataFolder;
}
