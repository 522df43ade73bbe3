import type { View } from '../../domain/exchange/audience';
import type { OfficeKind } from '../../domain/exchange/officeKind';
import type { Peer } from '../../domain/exchange/officeConfig';
import type { Change } from '../../domain/exchange/change';
import { readStamp } from '../../domain/exchange/hybridClock';
import { isAnswered, tenureFrom, wordKey, type Register } from '../../domain/exchange/register';
import { deciderOf, ownerOf, ownerRule } from '../../domain/record/ownership';
import type { Registry } from '../../domain/registry/defineRegistry';
import { shippedBy } from '../../domain/registry/shippedBy';
import { fail, ok, type Result } from '../../domain/values/result';
import type { Registers } from '../../db/record/registerRepository';
import type { GateDeps } from './recordChange';
import { heldHolders } from '../access/recordHolders';

/** An office that takes a package, and whose package it is. */
export interface PackageSource extends GateDeps {
  readonly sender: Pick<Peer, 'code' | 'kind'>;
  /** The sender's version tells what its office accepted without saying so. */
  readonly isFormer?: boolean;
  /** What the package calls records that its changes name, by registry and id. */
  readonly titles?: ReadonlyMap<string, string>;
}

export type PackageRefusal = 'packet.badPayload' | 'packet.forbiddenChange' | 'packet.secondLife';

export interface Sender {
  readonly code: string;
  readonly kind: OfficeKind;
  /** Was this stamp of ours lost with a disk, so that a peer may bring it back? */
  readonly isOurGap: (stamp: string) => boolean;
  readonly nextLocal: () => string;
}

/** What a package says of one record and its rows. */
export interface Told {
  readonly root: Registry;
  readonly rootId: string;
  readonly changes: readonly Change[];
  /** What this office is shown of the record by the word of a peer, where that is less than the whole. */
  readonly view?: View;
}

/**
 * `foreign`: a word of who may not say it; it is not taken, and told. `wait`: its author is the owner by a word that is
 * not here yet.
 */
type Kind = 'word' | 'local' | 'loss' | 'ask' | 'foreign' | 'wait' | 'ignore';

/** What the change is, coming from this sender; what says that this office spoke when it did not stops the package. */
export function kindOf(
  { place, isFormer }: PackageSource,
  sender: Sender,
  { root, rootId }: Told,
  registers: Registers,
  change: Change,
): Result<Kind, PackageRefusal> {
  const registry = registryIn(root, change.registry);
  const now = heldHolders(registers, root, rootId);
  const owner = ownerOf(registry, change.field, now, place);
  const isHub = sender.kind === 'ministry';
  if (change.lost !== undefined) return ok(isHub || sender.code === owner ? 'loss' : 'ignore');
  const register = registers.of(change);
  if (change.accepted === undefined) {
    // An owner asks nobody: what it did itself it has accepted, and a former version says so of nothing else either. What
    // the ministry passes on of its own fields it accepted as that version, whoever said it: it asks owners only.
    const isPassedOn = isHub && change.office !== place.office;
    const isAccepted = change.office === owner || isFormer === true || isPassedOn;
    if (sender.code === owner && owner !== place.office && isAccepted) return ok('local');
    if (change.office !== sender.code && !isHub && change.office !== place.office) return ok('ignore');
    if (
      change.office === place.office &&
      !isAnswered(register, change.stamp) &&
      !register.asks.has(change.stamp)
    )
      return sender.isOurGap(change.stamp) ? ok('ask') : secondLife(change);
    return ok(
      owner === place.office || place.office === place.ministry || change.office === place.office
        ? 'ask'
        : 'ignore',
    );
  }
  if (register.words.has(wordKey(change))) return ok('ignore');
  const by = readStamp(change.accepted)?.office ?? '';
  if (by === place.office) return sender.isOurGap(change.accepted) ? ok('word') : secondLife(change);
  // Of what is known already, and of what somebody else is said to have accepted, nothing is told.
  const isTold = !isKnown(register, change) && (isHub || change.office === sender.code);
  const foreign = ok(isTold ? ('foreign' as const) : ('ignore' as const));
  if (by !== sender.code && !isHub) return foreign;
  // A row stays in its record, and a tenure is only of what a keeper keeps.
  if (change.field === 'parentId' && change.after !== rootId) return foreign;
  if (change.tenure !== undefined && ownerRule(registry, change.field) !== 'keeper') return foreign;
  const decides = isHub || place.deciders[root.code] === 'territorial';
  const entitled =
    change.tenure === undefined
      ? [
          deciderOf(now, place),
          ...(isHub ? [shippedBy] : []),
          ...(decides && isBornBy(registers, { root, rootId }, by) ? [by] : []),
        ]
      : [...registers.of(ofRoot({ root, rootId }, 'keeper')).words.values()]
          .filter((word) => tenureFrom(word) === change.tenure)
          .map(({ after }) => String(after));
  if (entitled.includes(by)) return ok('word');
  return change.tenure !== undefined && entitled.length === 0 ? ok('wait') : foreign;
}

/** A field of the record itself. */
export const ofRoot = ({ root, rootId: recordId }: Pick<Told, 'root' | 'rootId'>, field: string) => {
  return { registry: root.code, recordId, field };
};

/** A record whose author decides by itself says so in its first words; before them nobody has said anything of it. */
function isBornBy(registers: Registers, record: Pick<Told, 'root' | 'rootId'>, by: string): boolean {
  const { held, asks } = registers.of(ofRoot(record, 'status'));
  const isOwn = held === undefined ? asks.size === 0 : readStamp(held.accepted ?? '')?.office === by;
  return isOwn && registers.of(ofRoot(record, 'decider')).held === undefined;
}

const isKnown = (register: Register, { stamp }: Change): boolean =>
  register.asks.has(stamp) || isAnswered(register, stamp);
const secondLife = ({ stamp }: Change) => fail('packet.secondLife', { params: { stamp } });

/** The root, or the list of it that the code names. */
export function registryIn(root: Registry, code: string): Registry {
  return Object.values(root.root?.lists ?? {}).find((child) => child.code === code) ?? root;
}

export const isMoveOf = (root: Registry, { registry, field }: Change): boolean =>
  registry === root.code && field === 'status';
/** The row that says a move was made goes as the move goes. */
export const isOfMoves = (root: Registry, { registry }: Change): boolean =>
  registry === root.root?.lists['decisions']?.code;

/** What became of the changes of one record. */
export interface TakenRecord {
  readonly applied: number;
  /** Stamps of asks that were answered before: the answer is told again. */
  readonly answered: readonly string[];
  /** What is taken once the word has come that makes its author the owner. */
  readonly waiting: readonly Change[];
}
