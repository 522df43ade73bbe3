import type { Page } from '@playwright/test';
import { holdsKey } from '../../domain/access/permissions';
import type { Role } from '../../domain/access/roles';
import { shipped } from '../../electron/app/shipped';
import { call, type E2eOffice, type Pass } from './fixture';

/** Who works in an office and whom they look after; everybody is invented. */
interface Worker {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly territory?: string[];
}

export const firstPassword = 'the first one is given';
export const ownPassword = 'their own long password';

/** The administrator adds an account; its owner has not been here yet. */
export async function add(page: Page, office: E2eOffice, worker: Worker): Promise<void> {
  await call(page, 'session.signIn', { login: office.login, password: office.password });
  await call(page, 'user.add', { ...worker, password: firstPassword });
  await call(page, 'session.signOut', {});
}

/** An account whose owner has changed the first password and opened personal data, where the role sees any. */
export async function hire(page: Page, office: E2eOffice, worker: Worker): Promise<Pass> {
  await add(page, office, worker);
  const pass = { login: worker.login, password: ownPassword };
  await call(page, 'session.signIn', { login: worker.login, password: firstPassword });
  await call(page, 'session.changePassword', { password: firstPassword, newPassword: ownPassword });
  if (holdsKey(worker.role, shipped.registries)) {
    const accepted = await call(page, 'key.accept', { code: office.recoveryCode, password: ownPassword });
    office.recoveryCode = accepted.recoveryCode ?? office.recoveryCode;
    for (const { id } of (await call(page, 'once.list', {})).items) await call(page, 'once.done', { id });
  }
  await call(page, 'session.signOut', {});
  return pass;
}

const almet = '92608000';
const aznakay = '92602000';

export const hireKeeper = (page: Page, office: E2eOffice): Promise<Pass> =>
  hire(page, office, { login: 'keeper', name: 'Держалкина Д. Д.', role: 'registryOperator' });
export const hireHead = (page: Page, office: E2eOffice): Promise<Pass> =>
  hire(page, office, { login: 'head', name: 'Главный Г. Г.', role: 'head' });
export const hireObserver = (page: Page, office: E2eOffice): Promise<Pass> =>
  hire(page, office, { login: 'eye', name: 'Глядин Г. Г.', role: 'observer' });
export const hireSpecialist = (page: Page, office: E2eOffice): Promise<Pass> =>
  hire(page, office, {
    ...{ login: 'district', name: 'Районова Р. Р.', role: 'territorialSpecialist', territory: [almet] },
  });

const persons = [
  { surname: 'Нигматуллина', givenName: 'Гөлнара', patronymic: 'Җәүдәтовна', territory: almet },
  { surname: 'Нигматзянов', givenName: 'Пример', patronymic: 'Примерович', territory: aznakay },
];

/** Two persons in two districts; answers their ids in this order. */
export async function seedPersons(page: Page, keeper: Pass): Promise<readonly string[]> {
  await call(page, 'session.signIn', { login: keeper.login, password: keeper.password });
  const ids: string[] = [];
  for (const one of persons) {
    const fields = { ...one, birthOn: '1950-03-08', location: 'г. Примерск, ул. Тихая, 1' };
    ids.push((await call(page, 'record.create', { registry: 'person', fields })).recordId);
  }
  await call(page, 'session.signOut', {});
  return ids;
}
