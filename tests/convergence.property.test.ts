import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../domain/exchange/change';
import { readStamp } from '../domain/exchange/hybridClock';
import { edit, paperOffice, receive, send, type PaperOffice, type Post } from './support/paperOffices';

/**
 * Whoever changes what, whenever the post arrives and however wrong the clocks are: when everything has been delivered,
 * every office shows the same values, and no value that anybody typed is lost from the logs.
 */
const fields = ['phones', 'note', 'fullName'];
const start = Date.parse('2026-11-23T09:00:00Z');

const clockErrors = fc.array(fc.integer({ min: -7_200_000, max: 7_200_000 }), { minLength: 5, maxLength: 5 });
const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      who: fc.nat(4),
      field: fc.nat(2),
      ms: fc.nat(3),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), who: fc.nat(4), to: fc.nat(4) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      route: fc.nat(30),
      again: fc.boolean(),
      pick: fc.nat(9),
    }),
  },
);
const acts = fc.array(act, { minLength: 10, maxLength: 80, size: 'max' });

interface World {
  readonly offices: readonly PaperOffice[];
  readonly peersOf: (office: PaperOffice) => readonly PaperOffice[];
  /** May a packet overtake another of the same sender? The owner's star numbers its packets and waits for a gap. */
  readonly inOrder: boolean;
}

describe('offices that change the same fields without knowing of each other', () => {
  it('agree with the owner in the middle of them, whatever it accepted first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), clockErrors, acts, (districts, errors, some) => {
        const offices = Array.from({ length: districts + 1 }, (_, index) =>
          paperOffice(index === 0 ? 'mintrud' : `district${index}`, index === 0, errors[index] ?? 0),
        );
        const owner = offices[0] as PaperOffice;
        const peersOf = (office: PaperOffice) => (office.isOwner ? offices.slice(1) : [owner]);
        const made = live({ offices, peersOf, inOrder: true }, some);
        for (const office of offices) expect(office.held).toEqual(owner.held);
        expect(stampsOf(owner)).toEqual(made.map(({ stamp }) => stamp).sort());
        for (const [field, held] of owner.held) {
          const accepted = owner.log.filter(
            ({ change, outcome }) => change.field === field && outcome === 'applied',
          );
          expect(accepted.at(-1)?.change.stamp).toBe(held.stamp);
        }
      }),
      { numRuns: 1200 },
    );
  });

  it('agree without an owner: the last stamp is shown everywhere, and what differed is a conflict somewhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), clockErrors, acts, (count, errors, some) => {
        const offices = Array.from({ length: count }, (_, index) =>
          paperOffice(`district${index}`, false, errors[index] ?? 0),
        );
        const peersOf = (office: PaperOffice) => offices.filter((other) => other !== office);
        const made = live({ offices, peersOf, inOrder: false }, some);
        for (const field of fields) {
          const ofField = made.filter((change) => change.field === field);
          const last = ofField
            .map(({ stamp }) => stamp)
            .sort()
            .at(-1);
          for (const office of offices) expect(office.held.get(field)?.stamp).toBe(last);
          if (hasFork(ofField)) expect(offices.some(({ conflicts }) => conflicts.has(field))).toBe(true);
        }
        for (const office of offices) expect(stampsOf(office)).toEqual(made.map(({ stamp }) => stamp).sort());
      }),
      { numRuns: 1200 },
    );
  });

  it('never go back in their own stamps and never repeat one', () => {
    fc.assert(
      fc.property(clockErrors, acts, (errors, some) => {
        const offices = errors.map((error, index) => paperOffice(`district${index}`, false, error));
        const peersOf = (office: PaperOffice) => offices.filter((other) => other !== office);
        const made = live({ offices, peersOf, inOrder: false }, some);
        expect(new Set(made.map(({ stamp }) => stamp)).size).toBe(made.length);
        for (const { stamp, replaces, office } of made) {
          expect(readStamp(stamp)?.office).toBe(office);
          // A value is never older than the value its author saw.
          expect(replaces === null || replaces < stamp).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Plays the acts, then lets everything be sent and delivered; answers every change that was made. */
function live(
  world: World,
  some: readonly (typeof act extends fc.Arbitrary<infer T> ? T : never)[],
): Change[] {
  const post: Post = { underWay: new Map() };
  const delivered = new Map<string, (readonly Change[])[]>();
  const made: Change[] = [];
  let wall = start;
  for (const one of some) {
    switch (one.do) {
      case 'edit': {
        const office = world.offices[one.who % world.offices.length] as PaperOffice;
        wall += one.ms;
        made.push(edit(office, fields[one.field] ?? '', `value ${made.length}`, wall));
        break;
      }
      case 'send': {
        const office = world.offices[one.who % world.offices.length] as PaperOffice;
        const peers = world.peersOf(office);
        send(office, peers[one.to % peers.length]?.code ?? '', post);
        break;
      }
      case 'deliver':
        deliver(world, post, delivered, one);
    }
  }
  const sendAll = (): void => {
    for (const office of world.offices)
      for (const peer of world.peersOf(office)) send(office, peer.code, post);
  };
  sendAll();
  while (post.underWay.size > 0) {
    deliver(world, post, delivered, { route: made.length, again: false, pick: 1 });
    // The owner passes on what it has accepted.
    if (post.underWay.size === 0) sendAll();
  }
  return made;
}

/** Brings one packet of some route, or once more one that was brought before. */
function deliver(
  world: World,
  post: Post,
  delivered: Map<string, (readonly Change[])[]>,
  { route, again, pick }: { route: number; again: boolean; pick: number },
): void {
  const from = again ? delivered : post.underWay;
  const [name, packets] = [...from][route % Math.max(1, from.size)] ?? [];
  if (name === undefined || packets === undefined) return;
  const index = again || !world.inOrder ? pick % packets.length : 0;
  const packet = packets[index] ?? [];
  const [sender, receiver] = name
    .split('>')
    .map((code) => world.offices.find((office) => office.code === code));
  if (sender === undefined || receiver === undefined) throw new Error(`no route ${name}`);
  receive(receiver, sender, packet);
  if (again) return;
  const left = packets.filter((_, place) => place !== index);
  if (left.length === 0) post.underWay.delete(name);
  else post.underWay.set(name, left);
  delivered.set(name, [...(delivered.get(name) ?? []), packet]);
}

const stampsOf = (office: PaperOffice): string[] => office.log.map(({ change }) => change.stamp).sort();

/** Did two people replace the same value? Values are all different here. */
const hasFork = (changes: readonly Change[]): boolean =>
  new Set(changes.map(({ replaces }) => replaces)).size < changes.length;
