import type { Output } from '../../domain/contract';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import type { ListRepository } from '../../db/repositories/listRepository';
import type { PdfPrinter } from '../pdf/printPdf';
import type { BackupService } from '../services/backupService';
import type { NoteDamage } from '../services/damageNotes';
import type { ExchangeService } from '../services/exchangeService';
import type { MoveDeps } from '../services/moveService';
import type { Office as OfficeAddress } from '../../domain/exchange/officeConfig';
import type { AccountDeps } from '../services/accountService';
import type { BackupSoon } from './backupSoon';
import type { Desks } from './desks';
import type { DispatcherDeps } from './dispatcher';
import type { OfficeFiles } from './fileStore';
import type { Events } from './events';
import type { Papers } from './papers';
import type { References } from './references';
import type { Knock } from './knocks';
import type { Tasks } from './tasks';

/** One open office: everything the use cases take their parts from. Made by `createApp` only. */
export interface Office extends MoveDeps, AccountDeps {
  readonly desks: Desks;
  readonly office: OfficeAddress;
  readonly config: OfficeConfig;
  readonly references: References;
  readonly lists: ListRepository;
  readonly files: OfficeFiles;
  readonly printer: PdfPrinter;
  readonly tasks: Tasks;
  readonly papers: Papers;
  readonly events: Events;
  readonly exchange: ExchangeService;
  readonly backups: BackupService;
  readonly backUpBefore: BackupService['makeBefore'];
  readonly backupSoon: BackupSoon;
  readonly now: () => Date;
  /** Puts into the journal that somebody tried what his role may not. */
  readonly noteRefusal: DispatcherDeps['noteRefusal'];
  readonly noteKnock: (knock: Knock) => Promise<void>;
  /** Puts into the journal, once for each, that records are damaged. */
  readonly noteDamage: NoteDamage;
  /** Told after commit when many records of a registry changed at once. */
  readonly registryChanged: (registryCode: string) => void;
  hello(): Output<'system.hello'>;
  describe(): Output<'office.describe'>;
}
