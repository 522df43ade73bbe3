import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { isPersonal } from '../../domain/registry/personal';
import { isWithin } from '../../domain/record/sight';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/auditLog';
import type { Database } from '../../db/database';
import type { Actor } from '../../db/handles';
import {
  addEmergencyAccess,
  listEmergencyAccesses,
  seeEmergencyAccesses,
} from '../../db/repositories/emergencyRepository';
import type { ListRepository } from '../../db/repositories/listRepository';
import type { AccessPolicy } from '../../domain/record/accessPolicy';
import type { Viewer } from './personAccess';
import { findRoot, type ReadDeps } from './recordEdits';

/**
 * A person of another territory is opened for a written reason only, for a day, and the head of the office sees it. The
 * search must be narrow: this opens a case, it is not for looking around. The reason may name somebody and lies sealed.
 */
export interface EmergencyDeps extends ReadDeps {
  readonly database: Database;
  readonly lists: ListRepository;
  readonly policy: AccessPolicy;
}

/** More than so many are no single case. */
const most = 5;

export async function takeEmergencyAccess(
  deps: EmergencyDeps,
  { actor, sight }: Viewer,
  input: Parsed<'emergency.take'>,
): Promise<Result<Output<'emergency.take'>, HandlerError<'emergency.take'>>> {
  const found = findRoot(input.registry);
  if (!found.ok) return found;
  const root = found.value;
  if (!isPersonal(root)) return fail('registry.unknown', { params: { registry: input.registry } });
  const everywhere = { from: 0, limit: 300, sort: 'title', descending: false, filters: {} } as const;
  const hits = await deps.lists.page(root, { ...everywhere, search: input.search });
  const territory = root.root?.territoryField ?? '';
  const foreign = hits.rows.filter(({ fields }) => !isWithin(sight, fields[territory] ?? null));
  const refusal =
    foreign.length === 0
      ? fail('emergency.nobody')
      : hits.more || foreign.length > most
        ? fail('emergency.tooMany', { params: { found: foreign.length, most } })
        : null;
  if (refusal !== null) {
    // Even this answer says something of people elsewhere; who asks for it too often is seen.
    await noteRefused(deps.database, actor, refusal.error.code);
    return refusal;
  }
  const recordIds = foreign.map(({ recordId }) => recordId);
  const now = deps.database.now();
  const takenAt = now.toISOString();
  const until = new Date(now.getTime() + deps.policy.emergencyHours * 3_600_000).toISOString();
  return deps.database.write(actor, async (tx) => {
    for (const recordId of recordIds) {
      const { reason } = input;
      await addEmergencyAccess(tx, { login: actor.login, recordId, reason, takenAt, until });
    }
    const lines = recordIds.map((recordId) => ({
      action: 'emergency.take' as const,
      object: `${root.code}/${recordId}`,
      detail: { until },
    }));
    await appendAudit(tx, lines, takenAt);
    return ok({ recordIds, until });
  });
}

async function noteRefused(database: Database, actor: Actor, error: string): Promise<void> {
  await database.write(actor, async (tx) => {
    const line = { action: 'emergency.refused', object: 'emergency', detail: { error } } as const;
    await appendAudit(tx, [line], database.now().toISOString());
    return ok(null);
  });
}

export async function emergencyAccesses(
  { read }: ReadDeps,
  { unseenOnly }: Parsed<'emergency.list'>,
): Promise<Result<Output<'emergency.list'>, never>> {
  return ok({ accesses: await listEmergencyAccesses(read, unseenOnly) });
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
