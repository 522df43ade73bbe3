import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bookSchema } from '../../domain/publication/publishedBook';
import { participant } from '../../domain/registry/participant/declaration';
import { shippedRegistries } from '../../domain/registry/shipped';
import { openDeskOffice, type DeskOffice } from '../support/offices/deskOffice';
import { fillDirectory } from '../support/record/fillDirectory';

const uuid = z.uuid();
const phones = z.array(z.strictObject({ id: uuid, number: z.string().min(1), type: z.literal('voice') }));
/** What the program writes of HSDS 3.0; the published schemas check it by `npm run hsds`. */
const hsds = z.array(
  z.strictObject({
    ...{ id: uuid, name: z.string().min(1), description: z.string().min(1) },
    ...{ alternate_name: z.string().optional(), email: z.email().optional(), website: z.url().optional() },
    parent_organization_id: uuid.optional(),
    phones: phones.optional(),
    contacts: z
      .array(
        z.strictObject({
          ...{ id: uuid, name: z.string().optional(), title: z.string().optional() },
          ...{ department: z.string().optional(), email: z.email().optional(), phones: phones.optional() },
        }),
      )
      .optional(),
    locations: z
      .array(
        z.strictObject({
          ...{ id: uuid, location_type: z.literal('physical') },
          ...{ name: z.string().optional(), description: z.string().optional() },
          addresses: z
            .array(
              z.strictObject({
                ...{ id: uuid, address_1: z.string(), city: z.string(), region: z.string().optional() },
                ...{ state_province: z.string(), postal_code: z.string(), country: z.literal('RU') },
                address_type: z.literal('physical'),
              }),
            )
            .optional(),
        }),
      )
      .optional(),
    services: z
      .array(
        z.strictObject({
          ...{ id: uuid, name: z.string().min(1), description: z.string().optional() },
          ...{ status: z.literal('active'), phones: phones.optional() },
          service_areas: z
            .array(
              z.strictObject({ id: uuid, name: z.string(), extent: z.string(), extent_type: z.string() }),
            )
            .optional(),
        }),
      )
      .optional(),
  }),
);

describe('the exported directory', () => {
  let office: DeskOffice;
  beforeAll(async () => {
    office = await openDeskOffice();
    await fillDirectory((fields, registry) => office.must('record.create', { registry, fields }));
  });
  afterAll(() => office.close());

  async function exported(format: 'csv' | 'xlsx' | 'json' | 'hsds') {
    const made = await office.must('export.make', { registry: 'participant', format, book: true });
    const stored = office.app.filesOf(office.session)?.find(made.file.fileId);
    return { ...made, bytes: stored === undefined ? Buffer.of() : await buffer(stored.stream()) };
  }

  it('is HSDS with organisations, contacts, places and services, every id its own', async () => {
    const { bytes } = await exported('hsds');
    const text = bytes.toString('utf8');
    const all = hsds.parse(JSON.parse(text));
    const centre = all.find(({ name }) => name.includes('Тихая заводь'));
    expect(centre?.services?.map(({ name }) => name).sort()).toEqual(['детский психолог', 'юрист, адвокат']);
    expect(centre?.locations?.[0]?.addresses?.[0]).toMatchObject({ city: 'г. Арск', postal_code: '422000' });
    const body = all.find(({ id }) => id === centre?.parent_organization_id);
    expect(body?.contacts?.[0]).toMatchObject({
      title: 'дежурный',
      phones: [{ number: '+7 (843) 660-00-01' }],
    });
    const ids = [...text.matchAll(/"id": "([^"]+)"/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(text).not.toContain('СЛУЖЕБНО');
  });

  it('is JSON that fits our own schema', async () => {
    const { bytes, rows } = await exported('json');
    const codes = [participant.code, ...participant.root.book.with];
    const registries = codes.flatMap((code) => shippedRegistries.filter((one) => one.code === code));
    const document: unknown = JSON.parse(bytes.toString('utf8'));
    expect(z.fromJSONSchema(bookSchema(participant, registries)).safeParse(document).error).toBeUndefined();
    expect(rows).toBeGreaterThan(4);
    expect(bytes.toString('utf8')).not.toContain('СЛУЖЕБНО');
  });

  it('is a table for each registry, and no other registry has it', async () => {
    for (const format of ['csv', 'xlsx'] as const)
      expect((await exported(format)).bytes.subarray(0, 2).toString()).toBe('PK');
    const input = { registry: 'provider', format: 'hsds' } as const;
    expect(await office.refusal('export.make', input)).toBe('document.unknown');
  });
});
