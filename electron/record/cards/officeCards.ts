import { recordTitle } from '../../../domain/record/recordTitle';
import type { HandlerError, Output, Parsed } from '../../../domain/contract';
import type { Office, Peer } from '../../../domain/exchange/officeConfig';
import type { FieldContext } from '../../../domain/registry/fieldContext';
import type { FieldValue } from '../../../domain/registry/fieldKinds';
import type { Registry } from '../../../domain/registry/defineRegistry';
import { parseField } from '../../../domain/registry/kinds/parseField';
import { officeFacts, type OfficeCard, type OfficeFact } from '../../../domain/registry/traits/officeCard';
import { organisationNameKey } from '../../../domain/values/organisationName';
import { ok, type Result } from '../../../domain/values/result';
import { listRecords, type RecordState } from '../../../db/record/recordRepository';
import type { Viewer } from '../../access/personAccess';
import { findRoot, notFound, type RecordDeps } from '../recordEdits';
import { saveRecord } from '../recordService';

/** The card takes what a person chooses of `office.json`; the file itself is written by the administrator's hand. */
type Told = Output<'office.differences'>['offices'][number];
type Card = Told['cards'][number];
type Difference = Card['differences'][number];

/** At most so many cards are offered for an office that none is bound to. */
const offeredAtMost = 5;

export async function officeDifferences(
  deps: RecordDeps,
): Promise<Result<Output<'office.differences'>, never>> {
  const { office, peers } = deps.config;
  const roots = deps.read.registries.roots.filter(({ root }) => root?.officeCard !== undefined);
  const held = await Promise.all(
    roots.map(async (root) => ({ root, records: await listRecords(deps.read, root) })),
  );
  const offices = [office, ...peers].map((one): Told => {
    const cards = held.flatMap(({ root, records }) => cardsOf(root, records, one, deps.context()));
    return { code: one.code, name: one.name, cards };
  });
  return ok({ offices: offices.filter(tells) });
}

/** Is there something to do: no card is bound, or one says otherwise? */
const tells = ({ cards }: Told): boolean =>
  cards.length === 0 || cards.some(({ differences }) => differences.length > 0);

export async function takeOfficeFacts(
  deps: RecordDeps,
  viewer: Viewer,
  { registry, recordId, office: code, facts }: Parsed<'office.take'>,
): Promise<Result<Output<'office.take'>, HandlerError<'office.take'>>> {
  const found = findRoot(deps.read, registry);
  if (!found.ok) return found;
  const { office, peers } = deps.config;
  const one = [office, ...peers].find((known) => known.code === code);
  const records = one === undefined ? [] : await listRecords(deps.read, found.value);
  const current = records.find((record) => record.recordId === recordId);
  const cards = one === undefined ? [] : cardsOf(found.value, records, one, deps.context());
  const card = cards.find((offered) => offered.recordId === recordId);
  if (current === undefined || card === undefined) return notFound(recordId);
  const taken = card.differences.filter(({ fact, offered }) => offered !== null && facts.includes(fact));
  const fields = Object.fromEntries(taken.map(({ field, offered }) => [field, offered]));
  const input = { registry, recordId, baseVersion: current.version, draftId: '', fields };
  return saveRecord(deps, viewer, input);
}

function cardsOf(
  root: Registry,
  records: readonly RecordState[],
  office: Office | Peer,
  context: FieldContext,
): readonly Card[] {
  const trait = root.root?.officeCard;
  if (trait === undefined) return [];
  const bound = records.filter(({ fields }) => fields[trait.code] === office.code);
  const cards = bound.length > 0 ? bound : candidates(trait, records, office);
  return cards.map(({ recordId, fields }) => ({
    ...{ registry: root.code, recordId, title: recordTitle(root, fields) },
    isBound: bound.length > 0,
    differences: officeFacts.flatMap((fact) => {
      const field = trait[fact];
      return field === undefined
        ? []
        : differenceOf(root, { fact, field }, fields[field] ?? null, office, context);
    }),
  }));
}

/** Cards without an office that bear its name, else those that lie in its territory. */
function candidates(
  trait: OfficeCard,
  records: readonly RecordState[],
  office: Office | Peer,
): readonly RecordState[] {
  const free = records.filter(({ fields }) => (fields[trait.code] ?? null) === null);
  const key = organisationNameKey(office.name);
  const named = free.filter(({ fields }) => organisationNameKey(String(fields[trait.name] ?? '')) === key);
  const oktmo = trait.oktmo ?? '';
  const near = free.filter(({ fields }) => liesIn(fields[oktmo] ?? null, office.oktmo));
  return (named.length > 0 ? named : near).slice(0, offeredAtMost);
}

/** What the office's part of the file says of a fact; undefined where it has no place for it. */
function saidOf(office: Office | Peer, fact: OfficeFact): readonly string[] | undefined {
  // Territory that an office serves is no place where it stands: none served says nothing of the card.
  if (fact === 'oktmo') return office.oktmo.length === 0 ? undefined : office.oktmo;
  if (fact !== 'address' && fact !== 'phone') return [office[fact]];
  if ('format' in office) return undefined;
  const said = office[fact];
  return said === undefined ? [] : [said];
}

function differenceOf(
  root: Registry,
  { fact, field }: { readonly fact: OfficeFact; readonly field: string },
  held: FieldValue,
  office: Office | Peer,
  context: FieldContext,
): readonly Difference[] {
  const said = saidOf(office, fact);
  const kind = root.fields[field]?.kind;
  if (said === undefined || kind === undefined) return [];
  const read = parseField(kind, said.length === 1 ? (said[0] ?? '') : '', context);
  const offered = read.ok ? together(held, read.value) : null;
  if (isSame(fact, held, offered, said)) return [];
  return [{ field, fact, held, said: said.join(', '), offered, line: lineOf(fact, held, said) }];
}

/** A list gains what it lacks and loses nothing. */
const together = (held: FieldValue, read: FieldValue): FieldValue =>
  isList(held) && isList(read) ? [...new Set([...held, ...read])] : read;

function isSame(fact: OfficeFact, held: FieldValue, offered: FieldValue, said: readonly string[]): boolean {
  if (fact === 'oktmo') return liesIn(held, said);
  if (isList(held))
    return isList(offered) ? offered.length === held.length : said.length === 0 && held.length === 0;
  const [here, there] = [String(held ?? ''), String(offered ?? said[0] ?? '')];
  return fact === 'uid' ? here.toLowerCase() === there.toLowerCase() : here === there;
}

/** The code binds both and is never changed to suit a card. */
function lineOf(fact: OfficeFact, held: FieldValue, said: readonly string[]): string | null {
  const text = isList(held) ? held.join('; ') : String(held ?? '');
  if (text === '' || fact === 'code') return null;
  return `"${fact}": ${JSON.stringify(fact === 'oktmo' ? [...said, text] : text)}`;
}

const isList = (value: FieldValue): value is readonly string[] => Array.isArray(value);

const liesIn = (held: FieldValue, territories: readonly string[]): boolean =>
  typeof held === 'string' && territories.some((one) => held.startsWith(one) || one.startsWith(held));
