import { randomUUID } from 'node:crypto';
import type { HandlerError, Output, Parsed } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import { isNamedBy, soughtTerms } from '../../domain/registry/searchTerms';
import { isWithin } from '../../domain/access/sight';
import { legalDate } from '../../domain/values/legalTime';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import type { Actor } from '../../db/file/handles';
import {
  addEmergencyAccess,
  findEmergencyAccess,
  listEmergencyAccesses,
  seeEmergencyAccesses,
} from '../../db/access/emergencyRepository';
import type { ListPage, ListRepository } from '../../db/record/listRepository';
import { nextInSeries } from '../../db/record/numberRepository';
import { findRecord } from '../../db/record/recordRepository';
import type { AccessPolicy } from '../../domain/access/accessPolicy';
import type { EmergencyAtHand } from './emergencyAtHand';
import { noteEvent } from '../audit/noteEvent';
import { noteReads, type Viewer } from './personAccess';
import { findRoot, type ReadDeps } from '../record/recordEdits';

/**
 * A person of another territory is opened for a written reason only, to be read, for a day, and the head of the office
 * sees it. Two steps: a search by the whole name tells no more than what one person is chosen by, and only the chosen
 * one is opened. The first step must never serve to learn who is known elsewhere: it answers surname and name in full, a
 * handful or nothing, so many times a day, each a line of the journal (0026). The reason may name somebody and lies
 * sealed.
 */
export interface EmergencyDeps extends ReadDeps {
  readonly database: Database;
  readonly lists: ListRepository;
  readonly policy: AccessPolicy;
}

type Answer<
  N extends 'emergency.find' | 'emergency.take' | 'emergency.list' | 'emergency.look' | 'emergency.see',
> = Promise<Result<Output<N>, HandlerError<N>>>;

/** More than so many are no single case. */
const most = 5;
/** A list that was left open on a desk opens nobody later. */
const choiceMinutes = 10;

export async function findForEmergency(
  deps: EmergencyDeps,
  viewer: Viewer,
  atHand: EmergencyAtHand,
  input: Parsed<'emergency.find'>,
): Answer<'emergency.find'> {
  const root = findRoot(deps.read, input.registry);
  if (!root.ok) return root;
  if (!isPersonal(root.value)) return fail('registry.unknown', { params: { registry: input.registry } });
  const answered = await searchOnce(deps, viewer, root.value, input.search);
  if (!answered.ok) {
    // Even this answer says something of people elsewhere; who asks for it too often is seen.
    const detail = { error: answered.error.code };
    await noteEvent(deps.database, viewer.actor, {
      action: 'emergency.refused',
      object: 'emergency',
      detail,
    });
    return answered;
  }
  const found = answered.value;
  const recordIds = found.map(({ recordId }) => recordId);
  await noteReads(deps.database, viewer, root.value, recordIds);
  const token = randomUUID();
  const until = deps.database.now().getTime() + choiceMinutes * 60_000;
  atHand.search = { token, root: root.value, recordIds, reason: input.reason, until };
  return ok({ token, found: found.map(toChoice) });
}

type Found = ListPage['rows'][number];

async function searchOnce(
  deps: EmergencyDeps,
  { actor, sight }: Viewer,
  root: Registry,
  search: string,
): Promise<
  Result<
    readonly Found[],
    'emergency.unnamed' | 'emergency.nobody' | 'emergency.tooMany' | 'emergency.tooOften'
  >
> {
  const { words } = soughtTerms(search);
  if (words.length < 2) return fail('emergency.unnamed');
  const counted = await countSearch(deps, actor);
  if (!counted.ok) return counted;
  const everywhere = { from: 0, limit: 300, sort: 'title', descending: false, filters: {} } as const;
  const page = await deps.lists.page(root, { ...everywhere, search });
  if (!page.ok) throw new Error(`a search without conditions is refused: ${page.error.code}`);
  const { rows, more } = page.value;
  const territory = root.root?.territoryField ?? '';
  const found = rows.filter(
    ({ fields, unreadable }) =>
      unreadable === undefined &&
      !isWithin(sight, fields[territory] ?? null) &&
      isNamedBy(
        words,
        [fields['surname'] ?? null, fields['givenName'] ?? null],
        [fields['patronymic'] ?? null],
      ),
  );
  // Where not all was looked through, that somebody was found or not would say nothing true.
  if (more || found.length > most) return fail('emergency.tooMany', { params: { most } });
  return found.length === 0 ? fail('emergency.nobody') : ok(found);
}

/** The line stands before anything is looked for, so that no search goes without one. */
const countSearch = ({ database, policy }: EmergencyDeps, actor: Actor) =>
  database.write(actor, async (tx) => {
    const now = database.now();
    const number = await nextInSeries(tx, `emergency.find/${legalDate(now)}/${actor.login}`);
    const limit = policy.emergencySearches;
    if (number > limit) return fail('emergency.tooOften', { params: { most: limit } });
    const line = { action: 'emergency.find', object: 'emergency', detail: { number } } as const;
    await appendAudit(tx, [line], now.toISOString());
    return ok(null);
  });

/** What tells people of one name apart, and nothing else: neither the day nor where anybody is. */
function toChoice({ recordId, fields }: Found): Output<'emergency.find'>['found'][number] {
  const parts = [fields['surname'], fields['givenName'], fields['patronymic']];
  const { birthOn } = fields;
  return {
    recordId,
    name: parts.filter((part) => typeof part === 'string').join(' '),
    birthYear: typeof birthOn === 'string' ? birthOn.slice(0, 4) : null,
  };
}

export async function takeEmergencyAccess(
  deps: EmergencyDeps,
  actor: Actor,
  atHand: EmergencyAtHand,
  { token, recordId }: Parsed<'emergency.take'>,
): Answer<'emergency.take'> {
  const { database } = deps;
  const now = database.now();
  const { search } = atHand;
  if (search?.token !== token || search.until < now.getTime() || !search.recordIds.includes(recordId))
    return fail('emergency.unfound');
  const { root, reason } = search;
  // One search opens one person, however fast two choices come.
  atHand.search = null;
  const takenAt = now.toISOString();
  const until = new Date(now.getTime() + deps.policy.emergencyHours * 3_600_000).toISOString();
  return database.write(actor, async (tx) => {
    if ((await findRecord(tx, root, recordId)) === undefined) return fail('emergency.unfound');
    await addEmergencyAccess(tx, { login: actor.login, recordId, reason, takenAt, until });
    const object = `${root.code}/${recordId}`;
    await appendAudit(tx, [{ action: 'emergency.take', object, detail: { until } }], takenAt);
    return ok({ registry: root.code, recordId, until });
  });
}

export async function emergencyAccesses(
  { read }: ReadDeps,
  { unseenOnly }: Parsed<'emergency.list'>,
): Answer<'emergency.list'> {
  return ok({ accesses: await listEmergencyAccesses(read, unseenOnly) });
}

/** Whoever watches sees what was opened, though it is of no territory of his; that he looked stands in the journal. */
export async function lookAtEmergency(
  { database, read }: EmergencyDeps,
  actor: Actor,
  atHand: EmergencyAtHand,
  { number }: Parsed<'emergency.look'>,
): Answer<'emergency.look'> {
  const access = await findEmergencyAccess(read, number);
  if (access === undefined) return fail('record.notFound', { params: { recordId: '' } });
  const { recordId, ...mark } = access;
  for (const root of read.registries.roots.filter(isPersonal)) {
    if ((await findRecord(read, root, recordId)) === undefined) continue;
    const object = `${root.code}/${recordId}`;
    await noteEvent(database, actor, { action: 'emergency.look', object, detail: { seq: number } });
    atHand.looks.set(recordId, mark);
    return ok({ registry: root.code, recordId });
  }
  return fail('record.notFound', { params: { recordId } });
}

export async function seeEmergencies(
  { database }: EmergencyDeps,
  actor: Actor,
  { upTo }: Parsed<'emergency.see'>,
): Promise<Result<Output<'emergency.see'>, never>> {
  return database.write(actor, async (tx) => {
    const at = database.now().toISOString();
    await seeEmergencyAccesses(tx, upTo, actor.login, at);
    await appendAudit(tx, [{ action: 'emergency.see', object: 'emergency', detail: { upTo } }], at);
    return ok({});
  });
}
