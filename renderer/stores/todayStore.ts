import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Output } from '../../domain/contract';
import { awaitedWhere } from '../../domain/question/awaited';
import { cellWhere } from '../../domain/question/cellWhere';
import type { Condition } from '../../domain/question/question';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { Awaits } from '../../domain/registry/traits/desk';
import { useClient } from '../api/client';
import { recordTitle } from '../../domain/record/recordTitle';
import { useListStore, wholeList } from './listStore';
import { useReferenceStore } from './referenceStore';
import { useSessionStore } from './sessionStore';

const shownLimit = 8;

/** A record that waits for somebody: how much it lacks and where that begins. */
export interface WaitingLine {
  readonly recordId: string;
  readonly title: string;
  readonly lacks: number;
  readonly first: string | null;
}
/** Records of a registry that wait for one and the same thing; of a keeper, where they are counted so. */
export interface WaitingGroup {
  readonly registry: Registry;
  readonly awaits: Awaits;
  /** Exactly these. */
  readonly where: readonly Condition[];
  readonly keeper: string | null;
  readonly total: number;
  readonly lines: readonly WaitingLine[];
}
/** Pairs of a registry's records that look the same. */
export interface AlikeGroup {
  readonly registry: Registry;
  readonly findings: Output<'record.findings'>['findings'];
}

/** What the registries ask for today: what waits in the statuses that they declare, what came and looks the same. */
export const useTodayStore = defineStore('today', () => {
  const client = useClient();
  const list = useListStore();
  const reference = useReferenceStore();
  const session = useSessionStore();
  const groups = shallowRef<readonly WaitingGroup[]>([]);
  /** What packages brought beside records that were here. */
  const alike = shallowRef<readonly AlikeGroup[]>([]);
  /** A registry into which nothing has been entered yet: the first step is offered. */
  const empty = shallowRef<Registry | null>(null);

  async function refresh(): Promise<void> {
    const roots = reference.registries.roots.filter(
      (root) => root.root?.desk?.awaits !== undefined && session.may('record.list', root),
    );
    const [waiting, found, sizes] = await Promise.all([
      Promise.all(
        roots.flatMap((root) => (root.root?.desk?.awaits ?? []).map((awaits) => groupsOf(root, awaits))),
      ),
      Promise.all(roots.filter((root) => session.may('record.findings', root)).map(alikeOf)),
      Promise.all(
        roots.filter(isFilledHere).map(async (root) => ({ root, isEmpty: await isNothingIn(root) })),
      ),
    ]);
    groups.value = waiting.flat().filter(({ total }) => total > 0);
    alike.value = found.filter(({ findings }) => findings.length > 0);
    const [first] = sizes;
    empty.value = first?.isEmpty === true ? first.root : null;
  }

  async function groupsOf(registry: Registry, awaits: Awaits): Promise<readonly WaitingGroup[]> {
    const where = awaitedWhere(awaits, reference.context);
    return awaits.byKeeper === true
      ? groupsByKeeper(registry, awaits, where)
      : [await groupOf(registry, awaits, where)];
  }

  /** What nobody was named for the ministry keeps. */
  async function groupsByKeeper(
    registry: Registry,
    awaits: Awaits,
    where: readonly Condition[],
  ): Promise<readonly WaitingGroup[]> {
    const { office } = session;
    const asked = { registry: registry.code, where: [...where], by: ['keeper'] };
    const answer = await client.call('record.ask', asked);
    if (!answer.ok || office === null) return [];
    return answer.value.cells.flatMap((cell): WaitingGroup[] => {
      const named = cell.key['keeper'] ?? null;
      if (office.kind !== 'ministry' && named !== office.code) return [];
      const keeper = named === null ? office.code : String(named);
      return [{ registry, awaits, where: cellWhere(where, cell), keeper, total: cell.value, lines: [] }];
    });
  }

  async function groupOf(
    registry: Registry,
    awaits: Awaits,
    where: readonly Condition[],
  ): Promise<WaitingGroup> {
    const asked = { registry: registry.code, where: [...where], limit: shownLimit };
    const answer = await client.call('record.list', asked);
    const group = { registry, awaits, where, keeper: null };
    if (!answer.ok) return { ...group, total: 0, lines: [] };
    const { rows, total } = answer.value;
    const lines = rows.map(({ recordId, fields }) =>
      lineOf(registry, awaits, recordId, recordTitle(registry, fields)),
    );
    return { ...group, total, lines: await Promise.all(lines) };
  }

  async function lineOf(
    registry: Registry,
    { ready }: Awaits,
    recordId: string,
    title: string,
  ): Promise<WaitingLine> {
    const answer =
      ready === undefined ? null : await client.call('record.open', { registry: registry.code, recordId });
    const lacks = answer?.ok === true ? answer.value.lacks : [];
    return { recordId, title, lacks: lacks.length, first: lacks[0]?.path ?? null };
  }

  async function alikeOf(registry: Registry): Promise<AlikeGroup> {
    const answer = await client.call('record.findings', { registry: registry.code });
    return { registry, findings: answer.ok ? answer.value.findings : [] };
  }

  async function isNothingIn({ code }: Registry): Promise<boolean> {
    const answer = await client.call('record.list', { registry: code, limit: 1 });
    return answer.ok && answer.value.total === 0;
  }

  /** Narrows the list of the registry to what a line of this screen counts. */
  function showAll({ registry, where }: WaitingGroup): void {
    list.narrowNext(registry.code, { ...wholeList(), where: [...where] });
  }

  function forget(): void {
    groups.value = [];
    alike.value = [];
    empty.value = null;
  }

  return { groups, alike, empty, refresh, showAll, forget };
});

/** What is confirmed from time to time is not what an office begins with. */
const isFilledHere = ({ root }: Registry): boolean =>
  root?.desk?.awaits?.some(({ when }) => when === undefined) === true;
