import type { RecordFields } from '../../domain/registry/fieldKinds';

/** What a program that is going to be killed is told to do, and what it says about it, a line of JSON each. */
export type ActivityName =
  'saving' | 'importing' | 'exchanging' | 'migrating' | 'backingUp' | 'renewing' | 'destroying' | 'attaching';

export interface Order {
  readonly activity: ActivityName;
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly seed: number;
  /** Ids of records that may be worked on. */
  readonly records: readonly KnownRecord[];
}

export interface KnownRecord {
  readonly registry: string;
  readonly recordId: string;
}

export interface Create {
  readonly do: 'create';
  readonly registry: string;
  readonly fields: RecordFields;
}
export interface Save extends KnownRecord {
  readonly do: 'save';
  readonly baseVersion: number;
  readonly fields: RecordFields;
}
export interface Draft extends KnownRecord {
  readonly do: 'draft';
  readonly baseVersion: number;
  readonly fields: RecordFields;
}
export interface Destroy {
  readonly do: 'destroy';
  readonly recordIds: readonly string[];
}
export type Attempt =
  | Create
  | Save
  | Draft
  | Destroy
  | { readonly do: 'attach' }
  | { readonly do: 'detach'; readonly rowId: string }
  | { readonly do: 'import' }
  | { readonly do: 'undo'; readonly batchId: string }
  | { readonly do: 'exchange' }
  | { readonly do: 'backup' }
  | { readonly do: 'renew' };

/** The answer of an attempt: only what is said here counts as acknowledged. */
export interface Acknowledged {
  readonly recordId?: string;
  readonly version?: number;
  readonly batchId?: string;
  readonly count?: number;
  readonly code?: string;
  readonly fileName?: string;
}

export type Line =
  /** How long it took, and how long the processor worked on it: other programs lengthen the first alone. */
  | { readonly is: 'opened'; readonly ms: number; readonly cpuMs: number }
  /** Said before the call is made. */
  | { readonly is: 'trying'; readonly attempt: Attempt }
  /** Said when the call was answered ok: it belongs to the attempt before it. */
  | { readonly is: 'done'; readonly answer: Acknowledged }
  | { readonly is: 'idle' };
