import type { Office, OfficeConfig } from '../../domain/exchange/officeConfig';
import type { RecordContext } from '../../domain/record/validateRecord';
import type { FieldEdit } from '../../domain/record/editRecord';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValues } from '../../domain/registry/fieldKinds';
import { fail, ok, type Issue, type Result } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { ReadDb } from '../../db/file/handles';
import type { RecordState } from '../../db/record/recordRepository';
import { type GateDeps } from './changeGate';
import { keeperFor, officeOf, placeOf } from '../access/recordHolders';
import type { Deciders } from '../../domain/record/ownership';

/** What every use case that edits records shares: edits become stamped entries, refusals become named errors. */
export interface ReadDeps {
  readonly read: ReadDb;
  readonly office: Office;
  /** Today, classifiers and terms: everything the rules need from outside. */
  readonly context: () => RecordContext;
}

export interface RecordDeps extends ReadDeps {
  readonly database: Database;
  readonly config: OfficeConfig;
  /** Who decides on records of a registry that are born now. */
  readonly deciders: Deciders;
  /** Told after commit: which record, its version, which fields changed. */
  readonly saved: (registry: Registry, recordId: string, version: number, fields: readonly string[]) => void;
}

/** The first changes of a new record: they make it exist, and say who decides on it and who keeps it. */
export function birthEdits(
  { config, deciders }: Pick<RecordDeps, 'config' | 'deciders'>,
  root: Registry,
  recordId: string,
  fields: FieldValues,
): FieldEdit[] {
  const birth = (field: string, after: string | null | undefined): FieldEdit[] =>
    after === null || after === undefined
      ? []
      : [{ registry: root.code, recordId, field, before: null, after }];
  const status = birth('status', root.root?.statuses.order[0] ?? '');
  const held = root.root?.held;
  if (held === undefined) return status;
  const keeper = keeperFor(config, held, fields);
  const { ministry } = placeOf(config, deciders);
  const isHere = deciders[root.code] === 'territorial' && config.office.kind === 'territorial';
  const decider = isHere ? config.office.code : ministry;
  return [...status, ...birth('decider', decider), ...birth('keeper', keeper)];
}

type GateParts = Pick<RecordDeps, 'database' | 'config' | 'deciders' | 'context'>;

/** What the gate needs of an office; today and the classifiers are those of now. */
export const gateOf = ({ database, config, deciders, context }: GateParts): GateDeps => ({
  database,
  place: placeOf(config, deciders),
  registryOf: database.read.registries.find,
  officeOf: (territory) => officeOf(config, territory),
  onlooker: (code) => [config.office, ...config.peers].find((one) => one.code === code),
  context: context(),
});

export function findRoot(
  { registries }: Pick<ReadDb, 'registries'>,
  code: string,
): Result<Registry, 'registry.unknown'> {
  const root = registries.root(code);
  return root === undefined ? fail('registry.unknown', { params: { registry: code } }) : ok(root);
}

/** Issues that stand in the way; warnings do not. */
export const errorsAmong = (...issues: readonly (readonly Issue[])[]): readonly Issue[] =>
  issues.flat().filter(({ severity }) => severity === 'error');

export const notFound = (recordId: string) => fail('record.notFound', { params: { recordId } });

/** Damage keeps a part of it shut: nothing is written over it, because a backup may still bring it back. */
export const unreadable = (root: Registry, recordId: string) =>
  fail('record.unreadable', { params: { registry: root.code, recordId } });

/** Somebody saved after the operator opened it. */
export const stale = (current: RecordState) => fail('record.stale', { params: { version: current.version } });
