import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import {
  createSealing,
  KeyClosed,
  newDataKeyBytes,
  SealBroken,
  type DataKey,
} from '../../db/sealing/sealing';
import { createVault } from '../../db/sealing/vault';

/** Ciphertext opens where it was made and nowhere else, keys end when they are said to. */
const dataKey = (generation = 1): DataKey => ({ generation, bytes: newDataKeyBytes() });
const flipped = (bytes: Buffer, place: number): string => {
  const altered = Buffer.from(bytes);
  altered[Math.floor(place / 8)] = (altered[Math.floor(place / 8)] ?? 0) ^ (1 << (place % 8));
  return altered.toString('base64url');
};

describe('a sealed value', () => {
  const sealing = createSealing([dataKey()]);
  const wrapped = [sealing.newRecordKey('r1', 1)];
  const keys = sealing.openRecordKeys('r1', wrapped);

  it('comes back as it was, whatever it is', () => {
    const value: fc.Arbitrary<FieldValue> = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }),
    );
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (it, recordId, field) => {
        expect(keys.open(recordId, field, keys.seal(recordId, field, it))).toStrictEqual(it);
      }),
      { numRuns: 1000 },
    );
    const halfLetter = '\ud800';
    expect(keys.open('r1', 'note', keys.seal('r1', 'note', halfLetter))).toBe(halfLetter);
  });

  it('opens in no other record, field, generation or under no other key', () => {
    const sealed = keys.seal('r1', 'surname', 'Нигматуллина');
    expect(sealed).not.toContain('Нигмат');
    const strangers = sealing.openRecordKeys('r2', [sealing.newRecordKey('r2', 1)]);
    const second = sealing.openRecordKeys('r1', [...wrapped, sealing.newRecordKey('r1', 2)]);
    expect(second.open('r1', 'surname', sealed)).toBe('Нигматуллина');
    expect(second.seal('r1', 'surname', 'А')).toMatch(/^2\./);
    for (const attempt of [
      () => keys.open('r2', 'surname', sealed),
      () => keys.open('r1', 'givenName', sealed),
      // The same letters, cut elsewhere.
      () => keys.open('r1/surname', '', sealed),
      () => strangers.open('r1', 'surname', sealed),
      () => second.open('r1', 'surname', sealed.replace(/^1/, '2')),
      () => keys.open('r1', 'surname', sealed.replace(/^1/, '3')),
      () => createSealing([dataKey()]).openRecordKeys('r1', wrapped),
      () => sealing.openRecordKeys('r2', wrapped),
      () =>
        sealing.openRecordKeys(
          'r1',
          wrapped.map((key) => ({ ...key, generation: 2 })),
        ),
    ])
      expect(attempt).toThrow(SealBroken);
  });

  it('does not open with one bit changed, cut or spelled otherwise', () => {
    const sealed = keys.seal('r1', 'surname', 'Галимова');
    const bytes = Buffer.from(sealed.slice(2), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1)
      expect(() => keys.open('r1', 'surname', `1.${flipped(bytes, bit)}`)).toThrow(SealBroken);
    for (let place = 0; place < sealed.length; place += 1) {
      expect(() => keys.open('r1', 'surname', sealed.slice(0, place))).toThrow(SealBroken);
      for (let bit = 0; bit < 7; bit += 1) {
        const letter = String.fromCharCode(sealed.charCodeAt(place) ^ (1 << bit));
        const altered = sealed.slice(0, place) + letter + sealed.slice(place + 1);
        expect(() => keys.open('r1', 'surname', altered), altered).toThrow(SealBroken);
      }
    }
    for (const altered of [
      `0${sealed}`,
      ` ${sealed}`,
      `+${sealed}`,
      `${sealed} `,
      `${sealed}=`,
      '',
      '.',
      '1.',
    ])
      expect(() => keys.open('r1', 'surname', altered), altered).toThrow(SealBroken);
    const key = wrapped[0]?.wrapped ?? '';
    const keyBytes = Buffer.from(key, 'base64url');
    for (let bit = 0; bit < keyBytes.length * 8; bit += 7) {
      const altered = { generation: 1, dataKey: 1, wrapped: flipped(keyBytes, bit) };
      expect(() => sealing.openRecordKeys('r1', [altered])).toThrow(SealBroken);
    }
  });

  it('never begins with the same nonce twice', () => {
    const nonces = new Set<string>();
    for (let count = 0; count < 10_000; count += 1) nonces.add(keys.seal('r1', 'surname', 'А').slice(2, 18));
    for (let count = 0; count < 1000; count += 1) nonces.add(sealing.sealText('place', 'А').slice(2, 18));
    expect(nonces.size).toBe(11_000);
  });

  it('can be wrapped anew by the next data key and is then nothing to the former one', () => {
    const [former, next] = [dataKey(1), dataKey(2)];
    const before = createSealing([former]);
    const key = before.newRecordKey('r1', 1);
    const sealed = before.openRecordKeys('r1', [key]).seal('r1', 'surname', 'Галимова');
    const moved = createSealing([next, former]).rewrap('r1', key);
    expect(moved).toMatchObject({ generation: 1, dataKey: 2 });
    expect(createSealing([next]).openRecordKeys('r1', [moved]).open('r1', 'surname', sealed)).toBe(
      'Галимова',
    );
    expect(() => before.openRecordKeys('r1', [moved])).toThrow(SealBroken);
  });
});

describe('what belongs to no record', () => {
  it('opens in its place only, also under the former key', () => {
    const [former, next] = [dataKey(1), dataKey(2)];
    const sealed = createSealing([former]).sealText('draft/anna/person/', 'Галимова');
    const both = createSealing([next, former]);
    expect(both.openText('draft/anna/person/', sealed)).toBe('Галимова');
    expect(both.sealText('x', 'А')).toMatch(/^2\./);
    expect(() => both.openText('draft/berta/person/', sealed)).toThrow(SealBroken);
    expect(() => createSealing([next]).openText('draft/anna/person/', sealed)).toThrow(SealBroken);
  });

  it('is looked for by tokens that only the same key makes', () => {
    const [one, other] = [dataKey(1), dataKey(2)];
    const [token] = createSealing([one]).tokens('person', 'name/гал');
    expect(createSealing([one]).tokens('person', 'name/гал')).toEqual([token]);
    expect(createSealing([other, one]).tokens('person', 'name/гал')[1]).toBe(token);
    expect(createSealing([other]).tokens('person', 'name/гал')).not.toEqual([token]);
    expect(createSealing([one]).tokens('person', 'name/гали')).not.toEqual([token]);
    expect(createSealing([one]).tokens('kin', 'name/гал')).not.toEqual([token]);
    expect(token).toMatch(/^[\w-]{12}$/);
  });
});

describe('the vault', () => {
  it('stays open until its last holder leaves, then nothing opens any more', () => {
    const vault = createVault();
    const key = dataKey();
    expect(vault.isOpen()).toBe(false);
    expect(() => vault.sealing()).toThrow(KeyClosed);
    vault.open('anna', [key]);
    vault.open('berta', [key]);
    vault.open('anna', [key]);
    const { sealing } = { sealing: vault.sealing() };
    const wrapped = [sealing.newRecordKey('r1', 1)];
    const held = vault.keys();
    vault.release('anna');
    vault.release('stranger');
    expect(vault.isOpen()).toBe(true);
    expect(Buffer.from(held[0].bytes).equals(key.bytes)).toBe(true);
    vault.release('berta');
    expect(vault.isOpen()).toBe(false);
    for (const attempt of [
      () => vault.sealing(),
      () => vault.keys(),
      // Also for whoever kept hold of it.
      () => sealing.newRecordKey('r2', 1),
      () => sealing.openRecordKeys('r1', wrapped),
      () => sealing.tokens('person', 'name/гал'),
      () => sealing.sealText('x', 'А'),
      () => sealing.openText('x', '1.AAAA'),
      () => sealing.generation,
    ])
      expect(attempt).toThrow(KeyClosed);
    // The caller's own copy is the caller's.
    expect(key.bytes.some((byte) => byte !== 0)).toBe(true);
    vault.open('anna', [key]);
    expect(vault.sealing().openRecordKeys('r1', wrapped)).toBeDefined();
    vault.wipe();
    expect(vault.isOpen()).toBe(false);
  });

  it('changes its keys for every holder', () => {
    const vault = createVault();
    const [former, next] = [dataKey(1), dataKey(2)];
    vault.open('anna', [former]);
    const before = vault.sealing();
    vault.replace([next, former]);
    expect(vault.sealing().generation).toBe(2);
    expect(() => before.generation).toThrow(KeyClosed);
    vault.release('anna');
    expect(vault.isOpen()).toBe(false);
  });
});
