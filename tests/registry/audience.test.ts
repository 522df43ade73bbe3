import { describe, expect, it } from 'vitest';
import { seesAll, viewOf, type Onlooker, type Standing } from '../../domain/exchange/audience';
import { officeConfigShape } from '../../domain/exchange/officeConfig';
import { createRegistries } from '../../domain/registry';
import type { Registry } from '../../domain/registry/defineRegistry';
import { person } from '../../domain/registry/person/declaration';
import { provider } from '../../domain/registry/provider/declaration';
import type { Audience } from '../../domain/registry/traits/audience';
import { liesIn } from '../../domain/values/oktmo';
import { officeJson } from '../support/offices/testOffice';

/** What may be declared of an audience, and what an office sees by it. */
const withAudience = ({ root, ...registry }: Registry, audience: Audience): Registry => {
  if (root === undefined) throw new Error('no root');
  return { ...registry, root: { ...root, audience } };
};

describe('an audience', () => {
  it.each<[string, Registry, Audience]>([
    ['of what is sealed', person, [{}]],
    ['by a field that is none', provider, [{ territory: 'district' }]],
    ['by a cell that is none', provider, [{ offices: 'places.office' }]],
    ['by a status that is none', provider, [{ statuses: ['open'] }]],
    ['with a field that is none', provider, [{ part: { fields: ['district'] } }]],
    ['with a list that is none', provider, [{ part: { fields: [], lists: ['measures'] } }]],
  ])('is refused %s', (_what, registry, audience) => {
    expect(() => createRegistries([withAudience(registry, audience)])).toThrow(registry.code);
  });

  const office = (more: Partial<Onlooker>): Onlooker => ({ code: 'a', kind: 'body', oktmo: [], ...more });
  const standing = (more: Partial<Standing>): Standing => ({
    ...{
      status: 'draft',
      decider: 'mintrud',
      keeper: 'b',
      fields: { oktmo: '92608101', note: 'a' },
      lists: {},
    },
    ...more,
  });

  it('joins the parts of the rows that hold, with what their conditions read', () => {
    const root = withAudience(provider, [
      { territory: 'oktmo', part: { fields: ['phones'] } },
      { offices: 'note', part: { fields: ['inn'], lists: ['places'] } },
      { statuses: ['included'] },
    ]);
    expect(viewOf(root, office({}), standing({ fields: {} }))).toBe('nothing');
    expect(viewOf(root, office({ oktmo: ['92608000'] }), standing({}))).toEqual({
      fields: ['inn', 'note', 'oktmo', 'phones'],
      lists: ['places'],
    });
    expect(viewOf(root, office({}), standing({ status: 'included' }))).toBe('whole');
    for (const code of ['b', 'mintrud'])
      expect(viewOf(root, office({ code }), standing({ fields: {} }))).toBe('whole');
    expect(viewOf(person, office({ code: 'b' }), standing({}))).toBe('nothing');
    expect([seesAll(provider, office({ kind: 'territorial' })), seesAll(provider, office({}))]).toEqual([
      true,
      false,
    ]);
  });

  it('knows that a settlement lies in its district, and a district in the republic', () => {
    const inside = ['92608000', '92608101', '92608101001'].map((code) => liesIn(code, '92608000'));
    expect(inside).toEqual([true, true, true]);
    expect([liesIn('92608101', '92000000'), liesIn('92618000', '92608000')]).toEqual([true, false]);
    expect([liesIn('92608000', '92608101'), liesIn('92608101001', '92608101')]).toEqual([false, true]);
  });
});

describe('the kind of an office', () => {
  it('is read as former versions wrote it', () => {
    const peer = { ...officeJson.office, code: 'minzdrav', uid: '99999999-1111-4111-8111-111111111111' };
    const read = officeConfigShape.parse({ ...officeJson, peers: [{ ...peer, kind: 'participant' }] });
    expect(read.peers[0]?.kind).toBe('body');
    expect(officeConfigShape.safeParse({ ...officeJson, peers: [{ ...peer, kind: 'other' }] }).success).toBe(
      false,
    );
  });
});
