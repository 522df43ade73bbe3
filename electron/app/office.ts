import type { Output } from '../../domain/contract';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import type { ListRepository } from '../../db/record/listRepository';
import type { PdfPrinter } from '../pdf/printPdf';
import type { BackupService } from '../backup/backupService';
import type { NoteDamage } from '../record/damageNotes';
import type { ExchangeService } from '../exchange/exchangeService';
import type { KeyWatch } from '../access/keyWatch';
import type { NumberDeps } from '../record/numbering';
import type { Office as OfficeAddress } from '../../domain/exchange/officeConfig';
import type { AccountDeps } from '../access/accountService';
import type { BackupSoon } from '../backup/backupSoon';
import type { OpenSessions } from '../access/openSessions';
import type { DispatcherDeps } from './dispatcher';
import type { OfficeFiles } from '../files/fileStore';
import type { ContentSweep } from '../files/sweepContents';
import type { Events } from '../tasks/events';
import type { ShownOnceStore } from '../access/shownOnce';
import type { ShippedFiles } from '../record/shipRecords';
import type { Dictionaries } from '../record/lists/dictionaries';
import type { References } from '../record/lists/references';
import type { RefusedVisit } from '../access/refusedVisits';
import type { Tasks } from '../tasks/tasks';
import type { CalendarDeps } from '../term/calendarService';

/** One open office: everything the use cases take their parts from. Made by `createApp` only. */
export interface Office extends NumberDeps, AccountDeps, CalendarDeps {
  readonly openSessions: OpenSessions;
  readonly office: OfficeAddress;
  readonly config: OfficeConfig;
  /** The lists as they stand today: ask anew for each use. */
  readonly references: References;
  readonly dictionaries: Dictionaries;
  readonly shippedFiles: ShippedFiles;
  readonly openData: References['openData'];
  readonly lists: ListRepository;
  readonly files: OfficeFiles;
  readonly contents: ContentSweep;
  readonly maxFileBytes: number;
  readonly printer: PdfPrinter;
  readonly tasks: Tasks;
  readonly shownOnce: ShownOnceStore;
  readonly events: Events;
  readonly keyWatch: KeyWatch;
  readonly exchange: ExchangeService;
  readonly backups: BackupService;
  readonly backUpBefore: BackupService['makeBefore'];
  readonly backupSoon: BackupSoon;
  readonly now: () => Date;
  /** Puts into the journal that somebody tried what his role may not. */
  readonly noteRefusal: DispatcherDeps['noteRefusal'];
  readonly noteRefusedVisit: (knock: RefusedVisit) => Promise<void>;
  /** Puts into the journal, once for each, that records are damaged. */
  readonly noteDamage: NoteDamage;
  /** Told after commit when many records of a registry changed at once. */
  readonly registryChanged: (registryCode: string) => void;
  hello(): Output<'system.hello'>;
  describe(): Output<'office.describe'>;
}
