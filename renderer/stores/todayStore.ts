import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Output } from '../../domain/contract';
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
/** Records of a registry that wait in one status. */
export interface WaitingGroup {
  readonly registry: Registry;
  readonly awaits: Awaits;
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
        roots.flatMap((root) => (root.root?.desk?.awaits ?? []).map((awaits) => groupOf(root, awaits))),
      ),
      Promise.all(roots.filter((root) => session.may('record.findings', root)).map(alikeOf)),
      Promise.all(roots.map(async (root) => ({ root, isEmpty: await isNothingIn(root) }))),
    ]);
    groups.value = waiting.filter(({ total }) => total > 0);
    alike.value = found.filter(({ findings }) => findings.length > 0);
    const [first] = sizes;
    empty.value = first?.isEmpty === true ? first.root : null;
  }

  async function groupOf(registry: Registry, awaits: Awaits): Promise<WaitingGroup> {
    const filters = { status: [awaits.status] };
    const asked = { registry: registry.code, filters, limit: shownLimit };
    const answer = await client.call('record.list', asked);
    if (!answer.ok) return { registry, awaits, total: 0, lines: [] };
    const { rows, total } = answer.value;
    const lines = rows.map(({ recordId, fields }) =>
      lineOf(registry, awaits, recordId, recordTitle(registry, fields)),
    );
    return { registry, awaits, total, lines: await Promise.all(lines) };
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
  function showAll({ registry, awaits }: WaitingGroup): void {
    list.narrowNext(registry.code, {
      ...wholeList(),
      where: [{ field: 'status', is: awaits.status }],
    });
  }

  function forget(): void {
    groups.value = [];
    alike.value = [];
    empty.value = null;
  }

  return { groups, alike, empty, refresh, showAll, forget };
});
