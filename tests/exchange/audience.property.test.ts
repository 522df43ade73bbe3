import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { openPlanWorld, type PlanPlace, type PlanWorld } from '../support/exchange/planOffices';
import { worlds } from '../support/worlds';

/**
 * A ministry and three offices of different kinds and territories. Whatever is done to plans and to `office.json`, and
 * whenever it is exchanged: once nothing is under way, each office holds just what the audience of plans shows it, in
 * whole and in part, and nothing else. What that is, is said here once more, over plain data.
 */
const registry = 'plan';
const [almetDistrict, kazan, aznakaevo] = ['92608000', '92701000', '92602000'];
const codes = ['almet', 'minzdrav', 'dom'] as const;

interface Plan {
  status: string;
  subject: string;
  oktmo: string | null;
  executor: string | null;
  note: string | null;
  measures: readonly Row[];
  parties: readonly Row[];
  keeper: string | null;
}
interface Row {
  readonly office: string | null;
  readonly what: string | null;
}

/** What an office is shown: the declaration of `trialAudience.ts`, in other words. */
function expected(plan: Plan, { code, kind, oktmo }: PlanPlace): Partial<Plan> | null {
  const seen = new Set<string>();
  const show = (...names: string[]): void => names.forEach((name) => seen.add(name));
  const all = ['subject', 'oktmo', 'executor', 'note', 'measures', 'parties'];
  if (plan.keeper === code) show(...all);
  if (kind !== 'institution' && plan.oktmo !== null && oktmo.includes(plan.oktmo)) show(...all);
  if (plan.executor === code) show(...all);
  if (kind === 'body' && plan.status === 'open') show('subject', 'measures');
  if (plan.parties.some(({ office }) => office === code)) show('subject', 'note', 'parties');
  if (kind === 'institution' && plan.status === 'open') show('note');
  if (kind === 'institution' && plan.status === 'closed') show(...all);
  if (seen.size === 0) return null;
  const shown = <T>(name: keyof Plan, value: T, nothing: T): T => (seen.has(name) ? value : nothing);
  return {
    status: plan.status,
    subject: shown('subject', plan.subject as string | null, null) as string,
    oktmo: shown('oktmo', plan.oktmo, null),
    executor: shown('executor', plan.executor, null),
    note: shown('note', plan.note, null),
    measures: shown('measures', plan.measures, []),
    parties: shown('parties', plan.parties, []),
  };
}

const nat = fc.nat(3);
const office = fc.constantFrom(null, ...codes);
const district = fc.constantFrom(null, almetDistrict, kazan, aznakaevo);
const rows = fc.array(fc.record({ office, what: fc.constantFrom('а', 'б') }), { maxLength: 2 });
const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('create' as const), oktmo: district, executor: office }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), plan: nat, step: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('note' as const), plan: nat, by: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('executor' as const), plan: nat, executor: office }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('district' as const), plan: nat, oktmo: district }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('rows' as const), plan: nat, measures: rows, parties: rows }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('place' as const), to: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('exchange' as const), limit: fc.constantFrom(undefined, 3) }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const placesOf = (to: number): readonly PlanPlace[] => [
  { code: 'almet', kind: 'territorial', oktmo: [almetDistrict] },
  { code: 'minzdrav', kind: to === 2 ? 'institution' : 'body', oktmo: to === 1 ? [] : [kazan] },
  { code: 'dom', kind: 'institution', oktmo: [] },
];

describe('who holds what of plans', () => {
  let world: PlanWorld | undefined;
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });

  it('is what their audience says, for every office, whatever was done and when it was told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 22, size: 'max' }), async (acts) => {
        let places = placesOf(0);
        world = await openPlanWorld(places);
        const plans = new Map<string, Plan>();
        for (const one of acts) {
          if (one.do === 'place') {
            places = placesOf(one.to);
            await world.place(places);
          } else await play(world, plans, one);
          if (one.do === 'exchange') await compare(world, plans, places);
        }
        await world.settle();
        await compare(world, plans, places);
        await world.close();
        world = undefined;
      }),
      { numRuns: worlds(40), endOnFailure: true },
    );
  });

  async function play(open: PlanWorld, plans: Map<string, Plan>, one: Act): Promise<void> {
    const ministry = open.office('mintrud').inner;
    if (one.do === 'exchange') return open.settle(one.limit);
    if (one.do === 'create') {
      const { oktmo, executor } = one;
      const subject = `План ${plans.size}`;
      const { recordId } = await ministry.must('record.create', {
        registry,
        fields: { subject, oktmo, executor },
      });
      const keeper = keeperOf(oktmo, null);
      plans.set(recordId, {
        status: 'draft',
        subject,
        oktmo,
        executor,
        note: null,
        measures: [],
        parties: [],
        keeper,
      });
      return;
    }
    if (one.do === 'place' || plans.size === 0) return;
    const [recordId, plan] = [...plans][one.plan % plans.size] ?? ['', undefined];
    if (plan === undefined) return;
    const { version: baseVersion } = await ministry.must('record.open', { registry, recordId });
    const save = async (fields: Record<string, unknown>): Promise<void> => {
      await ministry.must('record.save', { registry, recordId, baseVersion, fields: fields as never });
      Object.assign(plan, fields);
    };
    switch (one.do) {
      case 'move': {
        const next = { draft: ['open', 'open'], open: ['draft', 'closed'], closed: ['open', 'open'] };
        const to = next[plan.status as keyof typeof next][one.step] ?? 'open';
        await ministry.must('record.move', { registry, recordId, baseVersion, to });
        plan.status = to;
        return;
      }
      case 'note':
        if (one.by) return noteByKeeper(open, recordId, plan);
        return save({ note: `Заметка ${baseVersion}` });
      case 'executor':
        return save({ executor: one.executor });
      case 'rows':
        return save({ measures: one.measures, parties: one.parties });
      case 'district':
        plan.keeper = keeperOf(one.oktmo, plan.keeper);
        return save({ oktmo: one.oktmo });
    }
  }

  /** The district says something of what it is shown, and the ministry takes it. */
  async function noteByKeeper(open: PlanWorld, recordId: string, plan: Plan): Promise<void> {
    if (plan.keeper !== 'almet') return;
    await open.settle();
    const { inner } = open.office('almet');
    const { version: baseVersion } = await inner.must('record.open', { registry, recordId });
    const note = `Из района ${baseVersion}`;
    await inner.must('record.save', { registry, recordId, baseVersion, fields: { note } });
    plan.note = note;
    await open.settle();
  }
});

const keeperOf = (oktmo: string | null, former: string | null): string | null =>
  oktmo === almetDistrict ? 'almet' : former;

async function compare(
  world: PlanWorld,
  plans: ReadonlyMap<string, Plan>,
  places: readonly PlanPlace[],
): Promise<void> {
  for (const place of places) {
    const { inner } = world.office(place.code);
    const wanted = [...plans].flatMap(([id, plan]) => {
      const shown = expected(plan, place);
      return shown === null ? [] : [[id, shown] as const];
    });
    const { rows: listed } = await inner.must('record.list', { registry, limit: 100 });
    const held = await Promise.all(
      listed.map(async ({ recordId }) => [recordId, await contentOf(inner, recordId)] as const),
    );
    expect([place.code, Object.fromEntries(held)]).toEqual([place.code, Object.fromEntries(wanted)]);
  }
}

async function contentOf({ must }: ReturnType<PlanWorld['office']>['inner'], recordId: string) {
  const { status, fields, lists } = await must('record.open', { registry, recordId });
  const cells = (list: string) => (lists[list] ?? []).map(({ office: of, what }) => ({ office: of, what }));
  return { status, ...fields, measures: cells('measures'), parties: cells('parties') };
}
