import { join } from 'node:path';
import type { BackupSettings } from '../../domain/backup/backupSettings';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import type { RecordContext } from '../../domain/record/validateRecord';
import { actorOf } from '../../db/handles';
import { appendAudit } from '../../db/auditLog';
import type { Database } from '../../db/database';
import { createListRepository } from '../../db/repositories/listRepository';
import { version as programVersion } from '../../package.json';
import { standardSettings } from '../backup/backupSettingsFile';
import { createEdmsFolder } from '../exchange/edmsFolder';
import { createPdfPrinter } from '../pdf/printPdf';
import { createBackupService } from '../services/backupService';
import { createDamageNotes } from '../services/damageNotes';
import { createExchangeService } from '../services/exchangeService';
import { loadAccessRules } from './accessRules';
import type { Capability } from './app';
import { createBackupSoon } from './backupSoon';
import { contractHash } from './contractHash';
import { createDesks } from './desks';
import { createEvents } from './events';
import { createOfficeFiles } from './fileStore';
import { legalDate } from '../../domain/values/legalTime';
import { ok } from '../../domain/values/result';
import type { Office } from './office';
import { createPapers } from './papers';
import { loadReferences } from './references';
import { createSessionEnds } from './sessionEnds';
import { createKnocks } from './knocks';
import { createStrangers } from '../services/strangers';
import { createTasks } from './tasks';

/** Joins database, reference data, folders, printer and exchange into one open office. */
export interface OfficeParts {
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly pdfWorker: string;
  readonly capabilities: readonly Capability[];
  readonly now: () => Date;
  readonly database: Database;
  readonly config: OfficeConfig;
  readonly backupSettings?: BackupSettings;
  /** Writes down a bug of work that nobody called for. */
  readonly reportBug: (where: string, error: unknown) => string;
}

export async function openOffice(parts: OfficeParts): Promise<Office> {
  const { database, config, now, resourcesFolder } = parts;
  const references = await loadReferences(resourcesFolder);
  const access = await loadAccessRules(resourcesFolder);
  const { policy } = access;
  const events = createEvents();
  const { vault } = database;
  const ends = createSessionEnds({ database, office: config.office, reportBug: parts.reportBug });
  const desks = createDesks({ events, vault, ends, now, policy });
  const lists = createListRepository(database.read);
  const printer = createPdfPrinter({
    fontsFolder: join(resourcesFolder, 'fonts'),
    workerScript: parts.pdfWorker,
  });
  const context = (): RecordContext => ({
    today: legalDate(now()),
    classifiers: references.classifiers,
    terms: references.terms,
  });
  const registryChanged = (registry: string): void => {
    lists.forget(registry);
    events.emit('registry.changed', { registry });
  };
  const exchange = createExchangeService({
    database,
    config,
    edms: createEdmsFolder(),
    quarantineFolder: join(parts.dataFolder, 'quarantine'),
    printer,
    context,
    registryChanged,
  });
  const backups = createBackupService({
    database,
    dataFolder: parts.dataFolder,
    office: config.office,
    settings: parts.backupSettings ?? standardSettings,
  });
  return {
    database,
    read: database.read,
    config,
    office: config.office,
    references,
    access,
    policy,
    strangers: createStrangers(),
    desks,
    endSessions: desks.endOf,
    numberMasks: references.numberMasks,
    lists,
    files: await createOfficeFiles(parts.dataFolder),
    printer,
    tasks: createTasks(events),
    papers: createPapers(() => events.emit('paper.made', {})),
    events,
    exchange,
    backups,
    backUpBefore: backups.makeBefore,
    backupSoon: createBackupSoon({ make: backups.make, reportBug: parts.reportBug }),
    context,
    now,
    registryChanged,
    async noteRefusal({ operator }, call, reason) {
      const actor = actorOf(operator, config.office);
      await database.write(actor, async (tx) => {
        const detail = { reason };
        await appendAudit(
          tx,
          [{ action: 'call.refused', object: `call/${call}`, detail }],
          now().toISOString(),
        );
        return ok(null);
      });
    },
    noteKnock: createKnocks(database, config.office),
    noteDamage: createDamageNotes(database),
    saved(registry, recordId, version, fields) {
      lists.forget(registry.code, fields);
      events.emit('record.saved', { registry: registry.code, recordId, version });
    },
    hello: () => ({
      program: 'yardam',
      version: programVersion,
      contractHash,
      capabilities: parts.capabilities,
    }),
    describe: () => describe(config),
  };
}

function describe({ office, peers, edms }: OfficeConfig): ReturnType<Office['describe']> {
  const { code, kind, name, mailbox } = office;
  return {
    code,
    kind,
    name,
    mailbox,
    exchangeConfigured: edms !== undefined,
    peers: peers.map((peer) => ({
      code: peer.code,
      kind: peer.kind,
      name: peer.name,
      mailbox: peer.mailbox,
    })),
  };
}
