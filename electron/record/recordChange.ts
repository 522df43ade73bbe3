import type { Onlooker } from '../../domain/exchange/audience';
import type { Change } from '../../domain/exchange/change';
import { accept, shownBy, takeAsk, tenureFrom } from '../../domain/exchange/register';
import type { FieldEdit } from '../../domain/record/editRecord';
import type { Verdict } from '../../domain/record/gate';
import { ownerOf, ownerRule, type Holders, type Place } from '../../domain/record/ownership';
import type { RecordContext } from '../../domain/record/recordContent';
import type { RecordRight } from '../../domain/registry/traits/rights';
import type { Registry } from '../../domain/registry/defineRegistry';
import { sameValue, type FieldValue } from '../../domain/registry/fieldKinds';
import type { Entry } from '../../db/record/applyChanges';
import type { Database } from '../../db/file/database';
import type { WriteTx } from '../../db/file/handles';
import type { RecordState } from '../../db/record/recordRepository';
import type { Registers } from '../../db/record/registerRepository';

/** Changes that this office wants to make of one record, and the words and asks that they become (`changeGate.ts`). */
export interface GateDeps {
  readonly database: Database;
  readonly place: Place;
  readonly registryOf: (code: string) => Registry | undefined;
  /** The territorial office of a municipality, null where none is known. */
  readonly officeOf: (territory: FieldValue) => string | null;
  /** This office or a peer, for what it may see. */
  readonly onlooker: (code: string) => Onlooker | undefined;
  readonly context: RecordContext;
}

export interface RecordChange {
  readonly root: Registry;
  readonly recordId: string;
  /** As it stands inside this transaction; null for a birth. */
  readonly record: RecordState | null;
  readonly edits: readonly FieldEdit[];
  /** A decision, a number, what the program writes with them: made by use cases that ask for it, never by a form. */
  readonly acts?: true;
  /** The rights of whoever moves it. */
  readonly may?: (right: RecordRight) => boolean;
  /** Values that stood or were told before: whom they name was asked then. */
  readonly told?: true;
  /** Stamps of asks and losses that this decision closes. */
  readonly settles?: readonly string[];
}

/** What is known of the record: who holds it, and what was told of the fields; null of a birth, which has no past. */
interface Past {
  readonly holders: Holders;
  readonly registers: Registers | null;
}

/** The events of the edits, each by its verdict and in their order, all made at one moment. */
export function eventsOf(
  deps: GateDeps,
  { actor }: WriteTx,
  change: RecordChange,
  past: Past,
  verdicts: readonly Verdict[],
): readonly Entry[] {
  const now = deps.database.now();
  const stampOf = stampsOf(deps.database, actor.office, change);
  const made = { nowMs: now.getTime(), at: now.toISOString(), operator: actor.operator };
  return change.edits.flatMap((edit, index) =>
    eventsOfEdit(deps, change, past, { ...made, stamp: stampOf(edit) }, edit, verdicts[index] ?? 'forbidden'),
  );
}

/** The first values of a record or row bear one stamp (`exchange/birth.ts`), every other change one of its own. */
function stampsOf(
  { nextStamp }: Pick<Database, 'nextStamp'>,
  office: string,
  { recordId, record, edits }: RecordChange,
): (edit: FieldEdit) => string {
  const born = new Set(edits.filter(({ field }) => field === 'parentId').map((edit) => edit.recordId));
  if (record === null) born.add(recordId);
  const births = new Map<string, { readonly stamp: string; readonly fields: Set<string> }>();
  return ({ recordId: id, field, before }) => {
    const birth = before === null && born.has(id) ? births.get(id) : undefined;
    if (birth !== undefined && !birth.fields.has(field)) {
      birth.fields.add(field);
      return birth.stamp;
    }
    const stamp = nextStamp(office);
    if (before === null && birth === undefined) births.set(id, { stamp, fields: new Set([field]) });
    return stamp;
  };
}

interface Made {
  readonly stamp: string;
  readonly nowMs: number;
  readonly at: string;
  readonly operator: string;
}

function eventsOfEdit(
  { place, registryOf }: GateDeps,
  { root, recordId, settles }: RecordChange,
  { holders, registers }: Past,
  { stamp, nowMs, at, operator }: Made,
  edit: FieldEdit,
  verdict: Verdict,
): readonly Entry[] {
  const registry = registryOf(edit.registry) ?? root;
  const { office } = place;
  // Written out, and nothing added behind a spread: an import makes a quarter of a million, which would take thrice the memory.
  const asked = (replaces: string | null): Change => ({
    stamp,
    registry: edit.registry,
    recordId: edit.recordId,
    field: edit.field,
    before: edit.before,
    after: edit.after,
    replaces,
    office,
    operator,
    at,
  });
  const isOwn = ownerOf(registry, edit.field, holders, place) === office;
  if (registers === null) {
    const born = asked(null);
    const change = isOwn ? { accepted: stamp, ...born } : born;
    return [{ change, rootId: recordId, outcome: 'applied' }];
  }
  const register = registers.of(edit);
  const shown = shownBy(register, office, registers.isProposal);
  // A second proposal takes the place of the first.
  const waiting = [...register.asks.values()].findLast((ask) => ask.office === office);
  // The very same proposal a second time is the one that waits.
  const isRepeated = waiting !== undefined && sameValue(waiting.after, edit.after);
  if (verdict === 'propose' && settles === undefined && isRepeated) return [];
  const replaces = (verdict === 'propose' ? (waiting ?? shown) : shown)?.stamp ?? null;
  const change = settles === undefined ? asked(replaces) : { settles, ...asked(replaces) };
  if (!isOwn) {
    const outcome = verdict === 'propose' ? 'stale' : 'applied';
    return takeAsk(register, change).map((event) => ({ change: event, rootId: recordId, outcome }));
  }
  const giver =
    ownerRule(registry, edit.field) === 'keeper'
      ? registers.of({ registry: root.code, recordId, field: 'keeper' }).held
      : undefined;
  const by = { office, nowMs, last: stamp, tenure: tenureFrom(giver) };
  return accept(register, change, by).map((event, index) => ({
    change: event,
    rootId: recordId,
    outcome: index === 0 ? 'applied' : 'stale',
  }));
}
