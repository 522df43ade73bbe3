import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Output } from '../../domain/contract';
import { useClient } from '../api/client';

export const shownGroups = ['late', 'today', 'soon', 'uncounted'] as const;
type Group = (typeof shownGroups)[number];
const shownLimit = 8;

interface ShownGroup {
  readonly group: Group;
  readonly total: number;
  readonly rows: Output<'term.list'>['rows'];
}

/** Terms that run, over every registry that may be read: figures and the first of each group. */
export const useTermStore = defineStore('term', () => {
  const client = useClient();
  const today = ref('');
  const soonUntil = ref<string | null>(null);
  /** Groups in which something is. */
  const groups = ref<Partial<Record<Group, ShownGroup>>>({});

  async function refresh(): Promise<void> {
    const figures = await client.call('term.list', { limit: 0 });
    if (!figures.ok) {
      forget();
      return;
    }
    const { counts } = figures.value;
    const totals = shownGroups
      .map((group) => ({ group, total: counts.reduce((sum, one) => sum + one[group], 0) }))
      .filter(({ total }) => total > 0);
    const shown = await Promise.all(
      totals.map(async ({ group, total }): Promise<[Group, ShownGroup]> => {
        const page = await client.call('term.list', { group, limit: shownLimit });
        return [group, { group, total, rows: page.ok ? page.value.rows : [] }];
      }),
    );
    today.value = figures.value.today;
    soonUntil.value = figures.value.soonUntil;
    groups.value = Object.fromEntries(shown);
  }

  function forget(): void {
    groups.value = {};
  }

  return { today, soonUntil, groups, refresh, forget };
});
