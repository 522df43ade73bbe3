import { computed } from 'vue';
import { ownerRule } from '../../domain/record/ownership';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isFrozenIn } from '../../domain/registry/traits/statuses';
import { sameValue } from '../../domain/registry/fieldKinds';
import type { Failure } from '../../domain/values/result';
import { useWords } from '../locale/useWords';
import { useRecordStore } from '../stores/recordStore';
import { useSessionStore } from '../stores/sessionStore';
import { usePlaces } from './usePlaces';
import { useSystemWords } from './useSystemWords';

/** What this office may do with the record in the form, and what of it waits for another, in words. */
export function useStanding() {
  const { say } = useWords();
  const { placeLabel } = usePlaces();
  const { officeName } = useSystemWords();
  const record = useRecordStore();
  const session = useSessionStore();

  const ruleOf = (path: string) => {
    const root = record.registry;
    const list = root?.root?.lists[path];
    if (list !== undefined) return ownerRule(list, 'position');
    return root === undefined ? 'decider' : ownerRule(root, path);
  };

  /** The office that decides: the ministry by its name, unless this is the ministry. */
  const deciderWords = (): string =>
    session.office?.peers.find(({ kind }) => kind === 'ministry')?.name ?? say('record.deciderOffice');
  const ownerWords = (path: string): string =>
    ruleOf(path) === 'keeper' ? say('record.keeperOffice') : deciderWords();

  /** May the operator change the record at all? What emergency access opened is only read. */
  const mayWrite = (root: Registry | undefined): boolean =>
    root !== undefined && record.emergency === null && session.may('record.save', root);
  const isForeign = (path: string): boolean => record.notYours.includes(path);
  const isProposal = (path: string): boolean => record.proposes.includes(path);
  /** Nothing of the form is this office's: it is said once, not at every field. */
  const allForeign = computed(() => {
    const items = record.registry?.sections?.flatMap((section) => section.items) ?? [];
    return items.length > 0 && items.every(isForeign);
  });

  /** What waits at a place; an own ask for the very value that is held says nothing more. */
  const waitingAt = (path: string) =>
    record.waiting.filter(
      (one) =>
        one.path === path &&
        (one.shown || one.rowId !== null || !sameValue(one.value, record.opened.fields[path] ?? null)),
    );

  /** Is an act offered: the record stands in the register, this office decides, and more than contacts was changed? */
  const mayAct = computed(
    () =>
      record.recordId !== null &&
      record.proposes.length === 0 &&
      isFrozenIn(record.registry?.root?.frozenIn, record.status) &&
      Object.keys(record.changes).some((path) => ruleOf(path) === 'decider'),
  );

  /** What a save did: what was changed, and what waits for the office that decides. */
  function savedWords(sent: readonly string[]): string {
    const root = record.registry;
    const { left } = record;
    const saved = say('record.saved', { n: record.version });
    if (root === undefined || left.length === 0) return saved;
    const fields = left.map((path) => placeLabel(root, path)).join('; ');
    const proposed = say('record.proposed', { fields });
    return sent.every((path) => left.includes(path)) ? proposed : `${saved}. ${proposed}`;
  }

  /** A refusal with the field and the office by their names. */
  function named(error: Failure): Failure {
    const { field, office } = error.params ?? {};
    const root = record.registry;
    if (error.code !== 'record.notYours' || root === undefined) return error;
    const words = { field: placeLabel(root, String(field)), office: officeName(String(office)) };
    return { ...error, params: { ...error.params, ...words } };
  }

  return {
    mayWrite,
    isForeign,
    isProposal,
    allForeign,
    waitingAt,
    mayAct,
    ownerWords,
    deciderWords,
    savedWords,
    named,
  };
}
