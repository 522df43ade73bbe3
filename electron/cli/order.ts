import type { CheckedKind } from '../../domain/values/checkCode';

/** What a command line asks for, understood and not yet done. */
export type Order =
  | HelpOrder
  | ListOrder
  | CheckOrder
  | TermOrder
  | CalendarOrder
  | CalendarImportOrder
  | InitOrder
  | ServeOrder
  | CallOrder
  | ImportOrder
  | AuditVerifyOrder
  | AuditCheckOrder
  | BackupOrder
  | RestoreOrder
  | VerifyOrder;

interface HelpOrder {
  readonly verb: 'help';
}
interface ListOrder {
  readonly verb: 'list';
}
export interface CheckOrder {
  readonly verb: 'check';
  readonly kind: CheckedKind;
  readonly value: string;
}
/** Counts a term (`resources/registry/terms.json`) from the day of its event. */
export interface TermOrder {
  readonly verb: 'term';
  readonly kind: string;
  readonly from: string;
  /** By the calendar of this office, instead of the one that ships. */
  readonly office?: string;
}
export interface CalendarOrder {
  readonly verb: 'calendarShow';
  readonly year: number;
  readonly office?: string;
}
/** Brings a year of the calendar into an office. */
export interface CalendarImportOrder extends Desk {
  readonly verb: 'calendarImport';
  readonly file: string;
}
export interface InitOrder extends Desk {
  readonly verb: 'init';
  readonly configFile: string;
  /** Of the first administrator; the login where none is given. */
  readonly name?: string;
}
export interface ServeOrder {
  readonly verb: 'serve';
  readonly dataFolder: string;
  readonly port: number;
  readonly open: boolean;
}
export interface CallOrder extends Desk {
  readonly verb: 'call';
  readonly name: string;
  readonly input: unknown;
  /** Where the input comes from instead: whoever lists processes sees their command lines. */
  readonly inputFrom?: InputPlace;
  /** Parts of the input that come from the environment: key of the input, name of the variable. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** A file that is handed in first; the input names it as `fileId`. */
  readonly upload?: string;
  /** Long work that tells how far it is. */
  readonly isLong?: true;
  /** Where the file that the answer names goes; without it the answer is printed as it is. */
  readonly out?: string;
  /** The folder that the zip that the answer names becomes. */
  readonly folder?: string;
}
/** Standard input, or a file; the installed program has no standard input on Windows. */
export type InputPlace = 'stdin' | { readonly file: string };
export interface ImportOrder extends Desk {
  readonly verb: 'import';
  readonly registry: string;
  readonly file: string;
  readonly dryRun: boolean;
}
/** Checks the journal in a data folder: at the desk of an operator, or without any account when none is named. */
export interface AuditVerifyOrder {
  readonly verb: 'auditVerify';
  readonly dataFolder: string;
  readonly user: string | undefined;
  readonly witness: string | undefined;
}
/** Checks an exported journal; no data folder is needed. */
export interface AuditCheckOrder {
  readonly verb: 'auditCheck';
  readonly file: string;
  readonly witness: string | undefined;
}

export interface BackupOrder {
  readonly verb: 'backup';
  readonly dataFolder: string;
  /** A folder instead of those that are set, besides the one in the data folder. */
  readonly out?: string;
}
/** `user`: opened by his password; without one by the recovery code. */
export interface RestoreOrder {
  readonly verb: 'restore';
  readonly dataFolder: string;
  readonly from: { readonly file: string } | 'latest';
  readonly user?: string;
}
export interface VerifyOrder {
  readonly verb: 'verify';
  readonly of: { readonly file: string } | { readonly dataFolder: string };
  readonly user?: string;
}

/** Whose office and who sits at it. */
export interface Desk {
  readonly dataFolder: string;
  readonly user: string;
}
