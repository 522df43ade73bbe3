import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rightLines, roleLines, rolesTable } from '../../build/lists/rolesTable';
import { holdsOver } from '../../domain/access/permissions';
import { contract } from '../../domain/contract';
import type { CallSpec } from '../../domain/contract/call';
import { recordRights } from '../../domain/registry/traits/rights';
import { createDispatcher } from '../../electron/app/dispatcher';
import { createHandlers } from '../../electron/app/handlers';
import { roles } from '../../domain/access/roles';
import { shipped } from '../../electron/app/shipped';
import { pact, withPact } from '../support/offices/trialRegistry';
import { configWithFolders, everyInput, furnish } from '../support/offices/everyCall';
import {
  createOfficeFolders,
  openInnerOffice,
  signedInAs,
  type InnerOffice,
} from '../support/offices/innerOffice';

/**
 * Who may do what, cell by cell: the table in the documentation is the one the program goes by, and the dispatcher
 * refuses exactly what the table leaves empty, before anything is done.
 */
describe('roles and calls', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  let inputs: Awaited<ReturnType<typeof everyInput>>;
  const lines = roleLines(shipped.registries);

  beforeAll(async () => {
    folders = await createOfficeFolders();
    const folder = await folders.make();
    office = await openInnerOffice(folder, { config: await configWithFolders(folder) });
    await furnish(office);
    inputs = await everyInput(office);
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  it('are documented as they are', async () => {
    expect(await readFile(join(import.meta.dirname, '..', '..', 'docs', 'roles.md'), 'utf8')).toBe(
      rolesTable(),
    );
  });

  it.each(roles)('%s is refused what the table leaves empty, whatever the input', async (role) => {
    const audited = await countAudit(office);
    const empty = lines.filter(({ cells }) => !cells[role]);
    for (const { call, registry } of empty) {
      office.session.operator = signedInAs(role);
      const input = registry === undefined ? inputs[call] : { ...inputs[call], registry: registry.code };
      expect([call, await office.callUntyped(call, input)]).toMatchObject([
        call,
        { error: { code: 'permission.denied' } },
      ]);
    }
    expect(empty.length).toBeGreaterThan(0);
    // Nothing was done but to write down who tried.
    expect(await countAudit(office)).toBe(audited + empty.length);
    const noted = await office.database.read.all<{ action: string; object: string }>(
      'SELECT action, object FROM audit WHERE seq > ? ORDER BY seq',
      [audited],
    );
    expect(noted).toEqual(empty.map(({ call }) => ({ action: 'call.refused', object: `call/${call}` })));
  });

  it.each(roles)('%s is let in where the table says yes', async (role) => {
    for (const { call, registry } of lines.filter(({ cells }) => cells[role])) {
      office.session.operator = signedInAs(role);
      // An input that is refused for what it says got past the door, and does nothing.
      const unknown = registry === undefined ? {} : { registry: registry.code };
      const answer = await office.callUntyped(call, { ...unknown, ...harmless(inputs[call]) });
      expect([call, answer]).not.toMatchObject([call, { error: { code: 'permission.denied' } }]);
    }
  });

  it('lets nobody in but to the door', async () => {
    for (const { call, registry, open } of lines) {
      office.session.operator = null;
      if (open) continue;
      const input = registry === undefined ? inputs[call] : { ...inputs[call], registry: registry.code };
      expect([call, await office.callUntyped(call, input)]).toMatchObject([
        call,
        { error: { code: 'session.required' } },
      ]);
    }
  });

  it('lets an account with a first password do nothing but change it', async () => {
    for (const { call, open } of lines) {
      office.session.operator = signedInAs('administrator', { mustChangePassword: true });
      if (open || call === 'session.changePassword') continue;
      const answer = await office.callUntyped(call, inputs[call]);
      expect([call, answer]).toMatchObject([
        call,
        {
          error: { code: expect.stringMatching(/^(password\.changeRequired|permission\.denied)$/) as string },
        },
      ]);
    }
  });

  it('are asked of the registry that a call names, cell by cell, for a noun that does not ship too', async () => {
    const { registries } = withPact;
    const dispatch = createDispatcher({
      ...{ handlers: createHandlers(office.office), registries },
      noteRefusal: () => Promise.resolve(),
      noteDamage: () => Promise.resolve(),
      reportBug: (_call, error) => {
        throw error;
      },
    });
    const declared = rightLines(registries).filter(({ registry }) => registry === pact);
    const asked = new Set<string>();
    for (const { call, registry, cells } of roleLines(registries)) {
      if (registry !== pact) continue;
      const { allow }: CallSpec = contract[call];
      const right = typeof allow === 'string' ? '' : allow.record;
      asked.add(right);
      expect([call, cells]).toEqual([call, declared.find((line) => line.right === right)?.cells]);
      for (const role of roles) {
        office.session.operator = signedInAs(role);
        const answer = await dispatch(office.session, call, { ...inputs[call], registry: pact.code });
        const isRefused = !answer.ok && answer.error.code === 'permission.denied';
        // This office has no such registry: whoever may is told so by the call itself.
        expect([call, role, isRefused]).toEqual([call, role, !cells[role]]);
      }
    }
    expect([...asked].sort()).toEqual([...recordRights].sort());
  });

  it("are nobody's where a registry names none, and only of who is shown its records", () => {
    for (const registry of withPact.registries.roots) {
      const { rights } = registry.root ?? {};
      for (const right of recordRights)
        for (const role of roles) {
          const isHeld = rights?.[right]?.includes(role) === true;
          expect([registry.code, right, role, isHeld && !holdsOver(registry, role, 'see')]).toEqual([
            ...[registry.code, right, role, false],
          ]);
        }
    }
    expect(roles.some((role) => holdsOver(pact, role, 'import'))).toBe(false);
  });

  it('keeps citizens from the administrator and the auditor', () => {
    const ofPersons = lines.filter(({ registry }) => registry?.code === 'person');
    expect(ofPersons.length).toBeGreaterThan(5);
    for (const { call, cells } of ofPersons) {
      expect([call, cells.administrator, cells.auditor, cells.reportCompiler]).toEqual([
        call,
        false,
        false,
        false,
      ]);
    }
  });
});

/** The same ids as nobody's: what is opened, saved or moved is not there. */
function harmless(input: object): object {
  return { ...input, ...('recordId' in input ? { recordId: 'none' } : {}) };
}

async function countAudit(office: InnerOffice): Promise<number> {
  const row = await office.database.read.get<{ n: number }>('SELECT max(seq) AS n FROM audit');
  return row?.n ?? 0;
}
