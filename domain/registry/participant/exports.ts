import type { Behaviour, BookInput, BookRecord } from '../behaviour';
import type { FieldValue, FieldValues } from '../fieldKinds';
import { formatPhone } from '../../values/phone';
import { readReference } from '../references/recordReference';
import { specialist } from '../specialist/declaration';
import { participant } from './declaration';
import { sayField } from './directoryEntries';
import { participantContact } from './lists';

/**
 * The directory as Open Referral HSDS 3.0: organisations with their telephones, contacts and places, and the posts of
 * specialists as their services. What HSDS demands of an address and ours does not say is not made up: the address then
 * stands in the words of the place.
 */
export const participantExports: NonNullable<Behaviour['exports']> = { hsds: hsdsDirectory };

function hsdsDirectory({ records, context }: BookInput): unknown {
  const own = records[participant.code] ?? [];
  const known = new Set(own.map(({ recordId }) => recordId));
  const services = records[specialist.code] ?? [];
  return own.map((record) => {
    const { recordId: id, fields, lists } = record;
    const say = (name: string): string => sayField(participant, fields, name, context);
    const parent = idIn(fields['body']);
    return filled({
      ...{ id, name: say('name'), alternate_name: say('shortName') },
      description: [say('kind'), say('institutionKind')].filter((one) => one !== '').join(', '),
      email: textsOf(fields['emails'])[0],
      website: website(fields['site']),
      parent_organization_id: known.has(parent) && parent !== id ? parent : undefined,
      phones: phonesOf(id, places.phones, fields['phones']),
      contacts: (lists['contacts'] ?? []).map((row, at) => {
        const told = (name: string): string => sayField(participantContact, row, name, context);
        const contact = derived(id, places.contacts, at);
        return filled({
          ...{ id: contact, name: told('name'), title: told('post'), department: told('matter') },
          email: textsOf(row['emails'])[0],
          phones: phonesOf(contact, places.phones, row['phones']),
        });
      }),
      locations: locationsOf(id, fields, say('address'), say('oktmo')),
      services: services
        .filter(({ fields: { participant: of } }) => idIn(of) === id)
        .map((one) => serviceOf(one, context)),
    });
  });
}

function serviceOf({ recordId: id, fields }: BookRecord, context: BookInput['context']): unknown {
  const say = (name: string): string => sayField(specialist, fields, name, context);
  const area = {
    id: derived(id, places.areas, 0),
    name: say('oktmo'),
    extent: String(fields['oktmo'] ?? ''),
  };
  return filled({
    ...{ id, name: say('speciality'), description: say('matter'), status: 'active' },
    phones: phonesOf(id, places.phones, fields['phones']),
    service_areas: area.name === '' ? [] : [{ ...area, extent_type: 'oktmo' }],
  });
}

/** `422000, …, г. Арск, …`: an index and a settlement make an address, anything less is a description. */
function locationsOf(id: string, fields: FieldValues, address: string, oktmo: string): readonly unknown[] {
  if (address === '' && oktmo === '') return [];
  const plain = String(fields['address'] ?? '');
  const index = /^\s*(\d{6})\b/u.exec(plain)?.[1];
  const city = /(?:^|,)\s*((?:г|с|д|п|пгт)\.?\s+[^,]+)/u.exec(plain)?.[1]?.trim();
  const place = derived(id, places.locations, 0);
  const whole = {
    ...{ id: derived(id, places.addresses, 0), address_1: plain, city, region: oktmo },
    ...{ state_province: 'Республика Татарстан', postal_code: index, country: 'RU' },
    address_type: 'physical',
  };
  return [
    filled({
      ...{ id: place, location_type: 'physical', name: oktmo, description: address },
      addresses: index === undefined || city === undefined ? [] : [filled(whole)],
    }),
  ];
}

const phonesOf = (id: string, from: number, phones: FieldValue | undefined): readonly unknown[] =>
  textsOf(phones).map((phone, at) => ({
    id: derived(id, from, at),
    number: formatPhone(phone),
    type: 'voice',
  }));

const textsOf = (value: FieldValue | undefined): readonly string[] =>
  typeof value === 'object' && value !== null ? value : [];
const idIn = (value: FieldValue | undefined): string => readReference(value ?? null)?.id ?? '';

function website(site: FieldValue | undefined): string | undefined {
  if (typeof site !== 'string' || /\s/u.test(site)) return undefined;
  return /^https?:\/\//u.test(site) ? site : `https://${site}`;
}

/** Parts have ids of their own in HSDS: that of their whole, moved by their kind and place, the same in every export. */
const places = { phones: 1, contacts: 2, locations: 3, addresses: 4, areas: 5 } as const;
const tail = 12;
function derived(id: string, kind: number, at: number): string {
  const moved = (parseInt(id.slice(-tail), 16) + kind * 0x1_0000_0000 + at + 1) % 0x1_0000_0000_0000;
  return id.slice(0, -tail) + moved.toString(16).padStart(tail, '0');
}

/** Without what says nothing. */
const filled = (object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
