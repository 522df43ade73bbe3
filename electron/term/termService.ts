import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import { countTerm, type Term } from '../../domain/term/countTerm';
import { workingDayAhead, workingDaysLeft } from '../../domain/term/daysLeft';
import type { KeptTerm } from '../../domain/term/recordTerms';
import type { TermGround } from '../../domain/term/termGround';
import { legalDate } from '../../domain/values/legalTime';
import { ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import { findRecord } from '../../db/record/recordRepository';
import {
  countOpenTerms,
  listOpenTerms,
  termsOfRecord,
  type OpenTerm,
  type SeenRegistry,
} from '../../db/term/termRepository';
import { admitToRead, type Viewer } from '../access/personAccess';
import { findRoot, notFound } from '../record/recordEdits';
import { titlesOf } from '../record/named/shownTitles';

/**
 * Terms of records as they are asked about: over all registries at once, and of one record with its counting. Nobody is
 * told of a record that he may not see.
 */
export interface TermDeps {
  readonly database: Database;
}

export async function listTerms(
  { database }: TermDeps,
  viewer: Viewer,
  input: Parsed<'term.list'>,
): Promise<Result<Output<'term.list'>, HandlerError<'term.list'>>> {
  const { read } = database;
  const asked = input.registry === undefined ? ok(null) : findRoot(read, input.registry);
  if (!asked.ok) return asked;
  const roots = asked.value === null ? read.registries.roots : [asked.value];
  const seen = roots
    .filter(({ root }) => root?.terms !== undefined)
    .filter(viewer.reads)
    .map(seenBy(viewer));
  const ground = database.terms.ground();
  const today = legalDate(database.now());
  const days = { today, soonUntil: workingDayAhead(ground.calendar, today, input.within) ?? null };
  const counts = [];
  for (const one of seen) counts.push({ registry: one.code, ...(await countOpenTerms(read, one, days)) });
  const page = await listOpenTerms(read, seen, days, { ...input, group: input.group });
  const { titles } = await titlesOf({ read, database }, viewer, idsByRegistry(page));
  const rows = page.map(({ registry, recordId, ...term }) => ({
    ...{ registry, recordId, title: titles[recordId]?.title ?? null },
    ...toldOf(ground, today, term),
  }));
  return ok({ ...days, counts, rows });
}

/** Whose persons he sees says his territory; an open registry he sees whole. */
const seenBy =
  ({ sight }: Viewer) =>
  ({ code, root }: Registry): SeenRegistry => ({
    code,
    within: root?.territoryField === undefined ? undefined : sight.within,
  });

function idsByRegistry(page: readonly OpenTerm[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { registry, recordId } of page)
    ids.set(registry, (ids.get(registry) ?? new Set()).add(recordId));
  return ids;
}

function toldOf({ calendar, terms }: TermGround, today: string, kept: KeptTerm) {
  const { term, countedAs, startedOn, dueOn, lateFrom, provisional } = kept;
  const { ru, tt } = normOf(terms, countedAs);
  const left = dueOn === null ? null : (workingDaysLeft(calendar, today, dueOn) ?? null);
  return { ...{ term, countedAs, words: { ru, tt }, startedOn, dueOn, lateFrom, provisional }, left };
}

export async function termsOf(
  { database }: TermDeps,
  viewer: Viewer,
  { registry, recordId }: Parsed<'term.ofRecord'>,
): Promise<Result<Output<'term.ofRecord'>, HandlerError<'term.ofRecord'>>> {
  const { read } = database;
  const found = findRoot(read, registry);
  if (!found.ok) return found;
  const record = await findRecord(read, found.value, recordId);
  if (record === undefined) return notFound(recordId);
  const admitted = await admitToRead(read, viewer, found.value, record, database.now());
  if (!admitted.ok) return admitted;
  const ground = database.terms.ground();
  const today = legalDate(database.now());
  const lying = await termsOfRecord(read, registry, recordId);
  const terms = lying.map(({ registry: _, recordId: __, ...kept }) => ({
    ...toldOf(ground, today, kept),
    endedOn: kept.endedOn,
    ...explained(ground, kept),
  }));
  return ok({ today, terms: terms.sort((one, other) => rank(one) - rank(other)) });
}

/** What runs before what has ended. */
const rank = ({ endedOn }: { readonly endedOn: string | null }): number => (endedOn === null ? 0 : 1);

/** The clause, and every day that the term was counted over. */
function explained({ calendar, terms }: TermGround, { countedAs, startedOn }: KeptTerm) {
  const norm = normOf(terms, countedAs);
  const { clause, from, to, sure, source } = norm;
  const counted = countTerm(calendar, norm, startedOn);
  const steps = counted.ok
    ? counted.value.steps.map(({ day, counted: isCounted, why }) => ({
        ...{ day, counted: isCounted },
        why: why?.kind === 'named' ? why.words : null,
      }))
    : [];
  const unknownYear = counted.ok ? null : Number(counted.error.params?.['year']);
  return { ...{ clause, from, to, sure, source, steps }, unknownYear };
}

function normOf(terms: readonly Term[], code: string): Term {
  const norm = terms.find((one) => one.code === code);
  if (norm === undefined) throw new Error(`no term ${code} in terms.json`);
  return norm;
}
