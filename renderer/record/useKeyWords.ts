import { identityOf } from '../../domain/record/identity';
import type { Registry } from '../../domain/registry/defineRegistry';
import { useWords } from '../locale/useWords';

/** What two records have in common, in the words of the registry's declaration. */
export function useKeyWords() {
  const { pick } = useWords();
  const keyWords = (registry: Registry, by: string): string => {
    const key = identityOf(registry).find(({ code }) => code === by);
    return key === undefined ? by : pick(key.label);
  };
  return { keyWords };
}
