import { soundMasks } from '../record/numbering';
import { join } from 'node:path';
import { callPermissions } from '../../domain/contract';
import { findClockApart } from '../../domain/exchange/officeClock';
import { handedWith } from '../../domain/record/ownership';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import type { RecordContext } from '../../domain/record/validateRecord';
import { actorOf } from '../../db/file/handles';
import type { Database } from '../../db/file/database';
import { newestStamp } from '../../db/record/changeRepository';
import { createListRepository } from '../../db/record/listRepository';
import { version as programVersion } from '../../package.json';
import { followBackupSettings } from '../backup/backupSettingsFile';
import { nodePacketFiles } from '../exchange/packet/packetFiles';
import type { PacketFiles } from '../exchange/packet/packetFiles';
import { createPdfPrinter } from '../pdf/printPdf';
import { createBackupService } from '../backup/backupService';
import { createKeyWatch } from '../access/keyWatch';
import { createDamageNotes } from '../record/damageNotes';
import { noteEvent } from '../audit/noteEvent';
import { createExchangeService } from '../exchange/exchangeService';
import { loadAccessRules } from '../access/accessRules';
import type { Capability } from './app';
import { createBackupSoon } from '../backup/backupSoon';
import { contractHash } from './contractHash';
import { createOpenSessions } from '../access/openSessions';
import { createEvents } from '../tasks/events';
import { createOfficeFiles } from '../files/fileStore';
import { createContentSweep } from '../files/sweepContents';
import { legalDate } from '../../domain/values/legalTime';
import type { Office } from './office';
import { createShownOnce } from '../access/shownOnce';
import { loadShippedRecords, shipRecords } from '../record/shipRecords';
import { createDictionaries } from '../record/lists/dictionaries';
import { loadReferences } from '../record/lists/references';
import { createSessionEnds } from '../access/sessionEnds';
import { createRefusedVisits } from '../access/refusedVisits';
import { createUnknownLogins } from '../access/unknownLogins';
import { createTasks } from '../tasks/tasks';
import { countIfOther, settleTerms } from '../term/countAnew';
import { groundOf, loadTerms } from '../term/loadTerms';

/** Joins database, reference data, folders, printer and exchange into one open office. */
export interface OfficeParts {
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly pdfWorker: string;
  readonly capabilities: readonly Capability[];
  readonly now: () => Date;
  readonly database: Database;
  readonly config: OfficeConfig;
  readonly networkDrive: string | null;
  /** The folders of the exchange; a test lends some that another program holds. */
  readonly packetFiles?: PacketFiles;
  /** Writes down a bug of work that nobody called for. */
  readonly reportBug: (where: string, error: unknown) => string;
}

export async function openOffice(parts: OfficeParts): Promise<Office> {
  const { database, config, now, resourcesFolder } = parts;
  const program = actorOf(null, config.office);
  const shipped = {
    references: await loadReferences(resourcesFolder),
    terms: await loadTerms(resourcesFolder),
  };
  const access = await loadAccessRules(resourcesFolder);
  const { policy } = access;
  const events = createEvents();
  const { vault } = database;
  const shippedFiles = await loadShippedRecords(resourcesFolder, database.read.registries);
  await shipRecords(database, shippedFiles, program);
  const dictionaries = await createDictionaries(
    { database, shipped, reportBug: parts.reportBug },
    async (terms) => {
      const moved = await countIfOther(database, await groundOf(database.read, terms), program);
      for (const registry of new Set(moved.map((one) => one.registry))) registryChanged(registry);
      events.emit('reference.changed', {});
    },
  );
  await settleTerms(database, await groundOf(database.read, dictionaries.terms()), program);
  const { deciders, maxFileBytes, numberMasks, openData } = shipped.references;
  const ends = createSessionEnds({ database, office: config.office, reportBug: parts.reportBug });
  const openSessions = createOpenSessions({ events, vault, ends, now, policy });
  const lists = createListRepository(database.read);
  const printer = createPdfPrinter({
    fontsFolder: join(resourcesFolder, 'fonts'),
    workerScript: parts.pdfWorker,
  });
  const context = (): RecordContext => ({
    today: legalDate(now()),
    classifiers: dictionaries.references().classifiers,
    settings: dictionaries.references().settings,
    rulesOf: database.read.registries.rulesOf,
    proofOf: database.read.registries.proofOf,
  });
  // A change hands over what it does not name: records that hang on the one that changed.
  const forgetKeepers = (root: Registry | undefined, fields?: readonly string[]): void => {
    const { roots } = database.read.registries;
    for (const { code } of root === undefined ? [] : handedWith(roots, root, fields))
      lists.forget(code, ['keeper']);
  };
  const contents = createContentSweep(database, program, parts.reportBug);
  const registryChanged = (registry: string): void => {
    lists.forget(registry);
    forgetKeepers(database.read.registries.root(registry));
    contents.after(registry, null);
    dictionaries.after(registry);
    events.emit('registry.changed', { registry });
  };
  const exchange = createExchangeService({
    database,
    config,
    packetFiles: parts.packetFiles ?? nodePacketFiles,
    quarantineFolder: join(parts.dataFolder, 'quarantine'),
    printer,
    context,
    deciders,
    clockApartDays: policy.clock.apartDays,
    registryChanged,
  });
  const backups = createBackupService({
    database,
    dataFolder: parts.dataFolder,
    office: config.office,
    settings: followBackupSettings(parts.dataFolder),
  });
  const clock = findClockApart(
    await newestStamp(database.read),
    now().getTime(),
    policy.clock.apartDays * 86_400_000,
  );
  return {
    database,
    read: database.read,
    config,
    office: config.office,
    get references() {
      return dictionaries.references();
    },
    dictionaries,
    access,
    policy,
    unknownLogins: createUnknownLogins(),
    openSessions,
    endSessions: openSessions.endOf,
    numberMasks: soundMasks(database.read.registries, numberMasks),
    deciders,
    maxFileBytes,
    contents,
    openData,
    shippedFiles,
    lists,
    files: await createOfficeFiles(parts.dataFolder, maxFileBytes),
    printer,
    tasks: createTasks(events),
    shownOnce: createShownOnce(() => events.emit('once.added', {})),
    events,
    keyWatch: createKeyWatch(database),
    exchange,
    backups,
    backUpBefore: backups.makeBefore,
    backupSoon: createBackupSoon({ make: backups.make, reportBug: parts.reportBug }),
    context,
    now,
    registryChanged,
    noteRefusal: ({ operator }, call, reason) =>
      noteEvent(database, actorOf(operator, config.office), {
        action: 'call.refused',
        object: `call/${call}`,
        detail: { reason },
      }),
    noteRefusedVisit: createRefusedVisits(database, config.office),
    noteDamage: createDamageNotes(database),
    get shippedTerms() {
      return dictionaries.terms();
    },
    saved(registry, recordId, version, fields) {
      lists.forget(registry.code, fields);
      forgetKeepers(registry, fields);
      contents.after(registry.code, recordId);
      dictionaries.after(registry.code);
      events.emit('record.saved', { registry: registry.code, recordId, version });
    },
    hello: () => ({
      program: 'yardam',
      version: programVersion,
      contractHash: contractHash(database.read.registries),
      capabilities: parts.capabilities,
      clock,
      networkDrive: parts.networkDrive,
      permissions: callPermissions(),
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
