import { holdsKey } from '../../domain/access/permissions';
import { roleNamed } from '../../domain/access/roles';
import { useWords } from '../locale/useWords';
import type { Account } from '../stores/accountStore';
import { useReferenceStore } from '../stores/referenceStore';

/** Roles, territories and states of accounts in words. */
export function useAccountWords() {
  const { say, pick, instant } = useWords();
  const reference = useReferenceStore();

  function roleWords(role: string): string {
    const one = roleNamed(role);
    return one === undefined ? role : say(`accounts.roles.${one}`);
  }

  const placeWords = (code: string): string => {
    const entry = reference.of('oktmo').entries.find((one) => one.code === code);
    return entry === undefined ? code : pick(entry);
  };
  const territoryWords = (codes: readonly string[]): string => codes.map(placeWords).join(', ');

  /** Of whom an account sees persons; nobody where its role sees none. */
  function reachWords({ role, territory }: Account): string {
    const one = roleNamed(role);
    if (one === undefined || !holdsKey(one, reference.registries)) return '—';
    return territory.length === 0 ? say('accounts.whole') : territoryWords(territory);
  }

  const keyWords = (codeUntil: string | null): string =>
    codeUntil === null
      ? say('accounts.states.awaitsCode')
      : say('accounts.states.codeGiven', { time: instant(codeUntil) });

  /** Everything that keeps the account from working as it should, a sign before each word; or that nothing does. */
  function stateWords(account: Account): readonly string[] {
    const { isBlocked, lockedUntil, key, codeUntil, mustChangePassword } = account;
    if (isBlocked) return [`× ${say('accounts.states.blocked')}`];
    const isClosed = lockedUntil !== null && Date.parse(lockedUntil) > Date.now();
    const hindrances = [
      ...(isClosed ? [`! ${say('accounts.states.closed', { time: instant(lockedUntil) })}`] : []),
      ...(mustChangePassword ? [`○ ${say('accounts.states.firstPassword')}`] : []),
      ...(key === 'awaited' ? [`○ ${keyWords(codeUntil)}`] : []),
    ];
    return hindrances.length > 0 ? hindrances : [`● ${say('accounts.states.active')}`];
  }

  return { roleWords, placeWords, territoryWords, reachWords, stateWords };
}
