import { createPinia } from 'pinia';
import { expect, it } from 'vitest';
import { createApp } from 'vue';
import { callPermissions, contract, type CallName } from '../../domain/contract';
import { isAllowed, rightsOf } from '../../domain/access/permissions';
import { roles, type Role } from '../../domain/access/roles';
import { fail, ok, type Result } from '../../domain/values/result';
import { clientKey, createClient } from '../../renderer/api/client';
import { sectionsFor } from '../../renderer/sections';
import { useReferenceStore } from '../../renderer/stores/referenceStore';
import { useSessionStore } from '../../renderer/stores/sessionStore';
import { shipped } from '../../electron/app/shipped';
import { createOfficeFolders, openInnerOffice } from '../support/offices/innerOffice';

const names = Object.keys(contract) as CallName[];
const { roots } = shipped.registries;

it('is told by the program itself whom the contract allows each call', async () => {
  const folders = await createOfficeFolders();
  const office = await openInnerOffice(await folders.make());
  const { permissions } = await office.must('system.hello', {});
  await office.close();
  await folders.remove();
  expect(permissions).toEqual(Object.fromEntries(names.map((name) => [name, contract[name].allow])));
});

it('offers a call to exactly those whom the dispatcher would let make it', async () => {
  for (const role of roles) {
    const { may } = await atDesk(role);
    for (const registry of [undefined, ...roots])
      for (const name of names)
        expect(may(name, registry), `${name} ${role} ${registry?.code ?? ''}`).toBe(
          isAllowed(contract[name].allow, role, shipped.registries, registry),
        );
  }
});

it('offers nothing but what is open to a window that was left', async () => {
  const session = await atDesk('head');
  await session.lock(Promise.resolve());
  expect(names.filter((name) => session.may(name))).toEqual(
    names.filter((name) => contract[name].allow === 'open'),
  );
});

it('shows the section of persons to those who may see any', async () => {
  const seeing: Role[] = [];
  for (const role of roles) {
    const { may } = await atDesk(role);
    if (sectionsFor(may, shipped.registries).some(({ code }) => code === 'persons')) seeing.push(role);
  }
  expect(seeing).toEqual(['registryOperator', 'territorialSpecialist', 'head', 'observer']);
});

/** What a window knows when somebody of this role has signed in. */
async function atDesk(role: Role) {
  const operator = {
    ...{ login: 'a', name: 'Проверкина П. П.', role, territory: [], rights: rightsOf(role) },
    ...{ mustChangePassword: false, key: 'none', lastSignInAt: null },
  };
  const answers: Record<string, unknown> = {
    'system.hello': { contractHash: 'x', capabilities: [], clock: null, permissions: callPermissions() },
    'session.current': { operator, idleMinutes: 10 },
    'session.lock': {},
    'system.registries': { registries: roots },
    'reference.list': { source: '', entries: [] },
    'office.describe': { code: 'a', kind: 'ministry', name: 'А', mailbox: 'А', peers: [] },
  };
  const client = createClient({
    call: (name): Promise<Result<unknown>> =>
      Promise.resolve(name in answers ? ok(answers[name]) : fail('call.unknown')),
    onEvent: () => () => undefined,
    upload: () => Promise.resolve(fail('file.tooLarge')),
    fileUrl: (fileId) => fileId,
  });
  const app = createApp({});
  app.provide(clientKey, client);
  app.use(createPinia());
  const session = app.runWithContext(useSessionStore);
  await session.start();
  await app.runWithContext(useReferenceStore).load();
  return session;
}
