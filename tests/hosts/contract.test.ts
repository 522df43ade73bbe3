import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { contract, events, type CallName, type EventName } from '../../domain/contract';
import { dispatcherErrors } from '../../domain/contract/call';
import { recordRights } from '../../domain/registry/traits/rights';
import { rights } from '../../domain/access/permissions';
import { errorCodes } from '../../domain/values/errorCodes';
import { createHandlers } from '../../electron/app/handlers';
import {
  configWithFolders,
  everyInput,
  expectPlainJson,
  furnish,
  seatFor,
} from '../support/offices/everyCall';
import {
  createOfficeFolders,
  openInnerOffice,
  signedInAs,
  type InnerOffice,
} from '../support/offices/innerOffice';
import { testInstallation } from '../support/testRun';

/**
 * The list of everything the program can do, gone through call by call: strict on the way in, plain JSON on the way out,
 * described, permitted and refused by declared names.
 */
const calls = Object.entries(contract) as [CallName, (typeof contract)[CallName]][];
const hidden = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe('the contract', () => {
  let folders: Awaited<ReturnType<typeof createOfficeFolders>>;
  let office: InnerOffice;
  let inputs: Awaited<ReturnType<typeof everyInput>>;
  const told: [EventName, unknown][] = [];

  beforeAll(async () => {
    folders = await createOfficeFolders();
    const folder = await folders.make();
    office = await openInnerOffice(folder, {
      config: await configWithFolders(folder),
      resourcesFolder: testInstallation().resourcesFolder,
    });
    office.office.events.subscribe(office.session, (name, payload) => told.push([name, payload]));
    const headDesk = office.openSessions.open();
    office.openSessions.seat(headDesk, signedInAs('head', { login: 'head' }));
    office.office.events.subscribe(headDesk, (name, payload) => told.push([name, payload]));
    await furnish(office);
    inputs = await everyInput(office);
  });
  afterAll(async () => {
    await office.close();
    await folders.remove();
  });

  it.each(calls)(
    '%s has a name of two words, one line that says what it does, and declared refusals',
    (name, spec) => {
      expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]*$/);
      expect(spec.summary).toMatch(/^[A-Z][^\n]{8,118}[^.\s]$/);
      for (const code of spec.errors) expect(errorCodes).toContain(code);
      expect(new Set(spec.errors).size).toBe(spec.errors.length);
      if (typeof spec.allow === 'string')
        expect(['open', 'signedIn', 'keyHolder', ...rights]).toContain(spec.allow);
      else expect(recordRights).toContain(spec.allow.record);
    },
  );

  it('has a handler for each call and a summary that no other call has', () => {
    expect(Object.keys(createHandlers(office.office)).sort()).toEqual(Object.keys(contract).sort());
    expect(new Set(calls.map(([, { summary }]) => summary)).size).toBe(calls.length);
    for (const code of dispatcherErrors) expect(errorCodes).toContain(code);
  });

  it.each(calls)(
    '%s has an input of strict objects only, and an output that is no file and no date',
    (_name, spec) => {
      expect(looseObjects(z.toJSONSchema(spec.input, { io: 'input' }))).toEqual([]);
      // Throws for whatever JSON cannot say: dates, bytes, maps, undefined.
      expect(z.toJSONSchema(spec.output, { io: 'output' })).toBeTypeOf('object');
    },
  );

  it.each(calls)('%s refuses a key it does not know, at any depth, and a key that hides', async (name) => {
    const full: unknown = inputs[name];
    expect(contract[name].input.safeParse(full).success).toBe(true);
    const spoiled = [
      ...['extra', ...hidden].flatMap((key) => withExtraKey(full, key)),
      ...withExtraKey(full, '__proto__', []),
    ];
    expect(spoiled.length).toBeGreaterThan(hidden.length);
    for (const input of spoiled) {
      const refused = await office.callUntyped(name, JSON.parse(input));
      expect([input, refused]).toMatchObject([input, { ok: false, error: { code: 'call.malformed' } }]);
    }
    for (const input of [null, [], 'text', 7, undefined, [full]]) {
      expect(await office.callUntyped(name, input)).toMatchObject({
        ok: false,
        error: { code: 'call.malformed' },
      });
    }
  });

  it.each([...hidden, '', 'record', 'record.', 'Record.open', 'record.open ', 'record.destroy'])(
    'knows no call «%s»',
    async (name) => {
      expect(await office.callUntyped(name, {})).toMatchObject({
        ok: false,
        error: { code: 'call.unknown' },
      });
    },
  );

  it.each(hidden)('knows no registry and no field «%s»', async (name) => {
    for (const [call] of calls) {
      if (!('registry' in inputs[call])) continue;
      await seatFor(office, call);
      expect(await office.callUntyped(call, { ...inputs[call], registry: name })).toMatchObject({
        error: { code: 'registry.unknown' },
      });
    }
    await seatFor(office, 'record.create');
    const fields = JSON.parse(`{ "fullName": "Дом", "${name}": "x" }`) as Record<string, string>;
    const refused = await office.callUntyped('record.create', { registry: 'provider', fields });
    expect(refused).toMatchObject({
      error: { code: name === '__proto__' ? 'call.malformed' : 'record.invalid' },
    });
  });

  // In the order of the table: what one call makes, a later one reads.
  it('answers every call with what it declares, unchanged by JSON', async () => {
    for (const name of Object.keys(inputs) as CallName[]) {
      await seatFor(office, name);
      const answer = await office.callUntyped(name, inputs[name]);
      expect([name, answer]).toMatchObject([name, { ok: true }]);
      if (!answer.ok) continue;
      expectPlainJson(answer.value as never);
      expect(contract[name].output.parse(answer.value)).toStrictEqual(answer.value);
    }
    office.openSessions.seat(office.session, signedInAs('administrator'));
  });

  it('tells every window of what happened in the shapes of its events', async () => {
    const registry = 'dictionaryEntry';
    const [entry] = (await office.must('record.list', { registry })).rows;
    if (entry === undefined) throw new Error('no dictionary ships');
    const { recordId, version: baseVersion } = entry;
    await office.must('record.save', { registry, recordId, baseVersion, fields: { source: 'Проверка' } });
    await vi.waitFor(() => expect(told.map(([name]) => name)).toContain('reference.changed'));
    expect(new Set(told.map(([name]) => name))).toEqual(new Set(Object.keys(events)));
    for (const [name, payload] of told) {
      expect(events[name].payload.parse(payload)).toStrictEqual(payload);
      expect(JSON.parse(JSON.stringify(payload))).toStrictEqual(payload);
    }
  });
});

/** Paths of objects in a JSON schema that take keys nobody declared. Maps of names declare what they hold. */
function looseObjects(schema: unknown, path = '$'): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, additionalProperties } = schema as { type?: unknown; additionalProperties?: unknown };
  const isLoose = type === 'object' && (additionalProperties === undefined || additionalProperties === true);
  const inner = Object.entries(schema).flatMap(([key, value]) => looseObjects(value, `${path}.${key}`));
  return [...(isLoose ? [path] : []), ...inner];
}

/** Maps of names: what stands in them is judged by the registry's declaration, not by the contract. */
const maps = ['fields', 'filters'];

/** The input as JSON with one key too many: once in every object that has declared keys. */
function withExtraKey(input: unknown, key: string, passedOver = maps): string[] {
  const spoiled: string[] = [];
  const visit = (node: unknown, replace: (by: unknown) => unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (!Array.isArray(node)) {
      const copy: unknown = Object.defineProperty({ ...node }, key, { value: 'x', enumerable: true });
      spoiled.push(JSON.stringify(replace(copy)));
    }
    for (const [name, child] of Object.entries(node)) {
      if (passedOver.includes(name)) continue;
      visit(child, (by) =>
        replace(Array.isArray(node) ? node.with(Number(name), by) : { ...node, [name]: by }),
      );
    }
  };
  visit(input, (by) => by);
  return spoiled;
}
