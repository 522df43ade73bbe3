import type { AuditAction } from '../../domain/audit/events';
import { actorOf } from '../../db/file/handles';
import { fail, ok, type Result } from '../../domain/values/result';
import { checkCode } from '../../domain/values/checkCode';
import type { ErrorCode } from '../../domain/values/errorCodes';
import { holdsOver, rightsOf } from '../../domain/access/permissions';
import type { Registry } from '../../domain/registry/defineRegistry';
import { isPersonal } from '../../domain/registry/personal';
import type { RecordRight } from '../../domain/registry/traits/rights';
import { sightOf } from '../../domain/access/sight';
import * as account from '../access/accountService';
import * as emergency from '../access/emergencyService';
import * as key from '../access/keyService';
import { destroyPersons } from '../access/destructionService';
import { renewKey } from '../access/renewKeyService';
import * as record from '../record/recordService';
import { recordHistory } from '../record/historyService';
import { recordReferences } from '../record/named/namingService';
import { attachFile, detachFile, listFiles, openFile } from '../record/fileService';
import { keepRecords, recordDuplicates, recordFindings } from '../record/identityService';
import { moveRecord, withdrawRecord } from '../record/moveService';
import { decideReview, listReviews } from '../record/reviewService';
import { dropOwnView, keepOwnView, ownViews } from '../record/viewService';
import { countInteraction } from '../record/interactionService';
import { askRecords } from '../record/askService';
import { listRecordPage } from '../record/listService';
import { applyImport, importList, previewImport } from '../import/importService';
import { makeForm } from '../import/formService';
import { undoImport } from '../import/undoImport';
import { keepOwnDraft, openOwnDraft } from '../record/draftService';
import { makeDocument } from '../publication/documentService';
import { checkPaper } from '../publication/checkPaper';
import { declineOffer, listOffers, takeShipped } from '../record/shippedOffers';
import { officeDifferences, takeOfficeFacts } from '../record/cards/officeCards';
import { publishRegistry } from '../publication/publishService';
import * as audit from '../audit/auditService';
import { makeExport } from '../publication/exportService';
import { note, signIn, type SignedIn } from '../access/sessionService';
import { importCalendar, listCalendar } from '../term/calendarService';
import { listTerms, termsOf } from '../term/termService';
import type { Handlers } from './dispatcher';
import type { NewShownOnce } from '../access/shownOnce';
import type { OperatorSession } from '../access/sessions';
import type { Office } from './office';

/** Every call of the contract meets the use case that serves it: one line each, no rules here. */
export function createHandlers(office: Office): Handlers {
  const { database, exchange } = office;
  const actor = ({ operator }: OperatorSession) => actorOf(operator, office.office);
  /** For calls that name no registry: of which ones does whoever sits there hold the right? */
  const mayOver =
    ({ operator }: OperatorSession, right: RecordRight) =>
    (root: Registry): boolean =>
      operator !== null && holdsOver(root, operator.role, right);
  const viewer = (session: OperatorSession) => ({
    actor: actor(session),
    sight: sightOf(session.operator?.role ?? 'observer', session.operator?.territory ?? [], office.office),
    looks: session.emergency.looks,
    reads: (root: Registry) =>
      mayOver(session, 'see')(root) && (session.operator?.key === 'open' || !isPersonal(root)),
  });
  /** The office with the files of who sits there. */
  const at = (session: OperatorSession) => ({
    ...office,
    files: office.files.of(session.operator?.login ?? ''),
  });
  const { idleMinutes } = office.policy;

  /** Leaving is an event of the journal where somebody sat. */
  const leave = async (session: OperatorSession, action: AuditAction) => {
    const who = actor(session);
    office.openSessions.leave(session);
    if (who.login === '') return ok({});
    return database.write(who, async (tx) => {
      await note(tx, action, who.login, database.now().toISOString());
      return ok({});
    });
  };

  /** What is shown once waits for whoever asked for it, though he may have left the desk meanwhile. */
  const asPaper = async <T, E extends ErrorCode>(
    { operator }: OperatorSession,
    work: Promise<Result<T, E>>,
    paperOf: (value: T) => NewShownOnce,
  ) => {
    const result = await work;
    if (result.ok && operator !== null) office.shownOnce.put(operator, paperOf(result.value));
    return result;
  };
  /** A new recovery code: what there is of backups opens by the former one only. */
  const asRecovery = async <T extends { readonly recoveryCode: string }, E extends ErrorCode>(
    session: OperatorSession,
    work: Promise<Result<T, E>>,
  ) => {
    const who = actor(session);
    const result = await asPaper(session, work, ({ recoveryCode: code }) => ({ kind: 'recovery', code }));
    if (result.ok) office.backupSoon.order(who);
    return result;
  };

  return {
    'system.hello': () => ok(office.hello()),
    'session.signIn': async (session, input) => {
      const result = await signIn(office, session.id, input);
      if (!result.ok) return result;
      office.openSessions.seat(session, result.value);
      return ok({ operator: describeOperator(result.value), idleMinutes });
    },
    'session.signOut': (session) => leave(session, 'session.signOut'),
    'session.lock': (session) => leave(session, 'session.lock'),
    'session.current': ({ operator }) =>
      ok({ operator: operator === null ? null : describeOperator(operator), idleMinutes }),
    'session.changePassword': async (session, input) => {
      const result = await account.changePassword(office, actor(session), input);
      if (result.ok) office.openSessions.amend(session, { mustChangePassword: false });
      return result;
    },
    'user.list': () => account.listAccounts(office),
    'user.add': (session, input) => account.addAccount(office, actor(session), input),
    'user.change': (session, input) => account.changeAccount(office, actor(session), input),
    'user.block': (session, input) => account.blockAccount(office, actor(session), input),
    'user.resetPassword': (session, input) => account.resetPassword(office, actor(session), input),
    'key.status': () => key.keyStatus(office),
    'key.create': (session) => asRecovery(session, key.createKey(office, actor(session))),
    'key.grant': (session, input) =>
      asPaper(session, key.grantKey(office, actor(session), input), ({ accessCode: code, expiresAt }) => {
        return { kind: 'access', code, login: input.login, expiresAt };
      }),
    'key.accept': async (session, input) => {
      const { operator } = session;
      const result = await key.acceptKey(office, session.id, actor(session), input);
      const recoveryCode = result.ok ? result.value.recoveryCode : null;
      if (result.ok) office.events.emit('key.accepted', {});
      // It waits for who holds the key by now, be he still at the desk or not.
      if (operator !== null && recoveryCode !== null) {
        office.shownOnce.put({ ...operator, key: 'open' }, { kind: 'recovery', code: recoveryCode });
        office.backupSoon.order(actorOf(operator, office.office));
      }
      // Locked or left to itself while the code was being proven: then the key does not stay behind.
      if (session.operator === null) office.openSessions.leave(session);
      else if (result.ok) office.openSessions.amend(session, { key: 'open' });
      return result;
    },
    'key.watch': () => office.keyWatch.unseen(),
    'key.see': (session, input) => office.keyWatch.see(actor(session), input),
    'key.renewRecovery': (session, input) =>
      asRecovery(session, key.renewRecovery(office, actor(session), input)),
    'key.renew': (session, input) => asRecovery(session, renewKey(office, actor(session), input)),
    'once.list': ({ operator }) => ok({ items: operator === null ? [] : [...office.shownOnce.of(operator)] }),
    'once.done': ({ operator }, { id }) => {
      if (operator !== null) office.shownOnce.done(operator, id);
      return ok({});
    },
    'emergency.find': (session, input) =>
      emergency.findForEmergency(office, viewer(session), session.emergency, input),
    'emergency.take': async (session, input) => {
      const result = await emergency.takeEmergencyAccess(office, actor(session), session.emergency, input);
      if (result.ok) office.events.emit('emergency.taken', {});
      return result;
    },
    'emergency.list': (_session, input) => emergency.emergencyAccesses(office, input),
    'emergency.look': (session, input) =>
      emergency.lookAtEmergency(office, actor(session), session.emergency, input),
    'emergency.see': (session, input) => emergency.seeEmergencies(office, actor(session), input),
    'office.describe': () => ok(office.describe()),
    'system.registries': () => ok({ registries: [...database.read.registries.roots] }),
    'reference.list': async (_session, { name }) => {
      await office.dictionaries.settled();
      return ok(office.references.lists[name]);
    },
    'value.check': (_session, { kind, value }) => ok(checkCode(kind, value, office.references.classifiers)),
    'task.cancel': (_session, { taskId }) => (office.tasks.cancel(taskId) ? ok({}) : fail('task.notFound')),

    'record.create': (session, input) => record.createRecord(office, viewer(session), input),
    'record.save': (session, input) => record.saveRecord(office, viewer(session), input),
    'record.open': (session, input) => record.openRecord(office, viewer(session), input),
    'record.list': (session, input) => listRecordPage(office, viewer(session), input),
    'view.list': (session, input) => ownViews(office, actor(session), input),
    'view.keep': (session, input) => keepOwnView(office, actor(session), input),
    'view.drop': (session, input) => dropOwnView(office, actor(session), input),
    'interaction.count': (session, input) => countInteraction(office, viewer(session), input),
    'record.ask': (session, input) => askRecords(office, viewer(session), input),
    'record.history': (session, input) => recordHistory(office, viewer(session), input),
    'record.withdraw': (session, input) => withdrawRecord(office, viewer(session), input),
    'record.references': (session, input) => recordReferences(office, viewer(session), input),
    'review.list': (session) => listReviews(office, viewer(session), mayOver(session, 'read')),
    'review.decide': (session, input) => decideReview(office, actor(session), input),
    'record.move': (session, input) => moveRecord(office, viewer(session), input),
    'record.duplicates': (session, input) => recordDuplicates(office, viewer(session), input),
    'record.findings': (_session, input) => recordFindings(office, input),
    'record.keepBoth': (session, input) => keepRecords(office, viewer(session), input),
    'record.check': (session, input) => record.checkRecord(office, viewer(session), input),
    'person.destroy': (session, input) =>
      asPaper(session, destroyPersons(at(session), viewer(session), input), ({ number, act, extract }) => {
        return { kind: 'destruction', number, act, extract };
      }),
    'file.attach': (session, input) => attachFile(at(session), viewer(session), input),
    'file.detach': (session, input) => detachFile(office, viewer(session), input),
    'file.open': (session, input) => openFile(at(session), viewer(session), input),
    'file.list': (session, input) => listFiles(office, viewer(session), input),
    'draft.keep': (session, input) => keepOwnDraft(office, viewer(session), input),
    'draft.open': (session, input) => openOwnDraft(office, viewer(session), input),

    'import.preview': (session, input) => previewImport(at(session), viewer(session), input),
    'term.list': (session, input) => listTerms(office, viewer(session), input),
    'term.ofRecord': (session, input) => termsOf(office, viewer(session), input),
    'calendar.list': () => listCalendar(office),
    'calendar.import': (session, input) => importCalendar(at(session), actor(session), input),

    'import.apply': (session, input) => applyImport(at(session), actor(session), input),
    'import.undo': (session, input) =>
      undoImport(at(session), actor(session), mayOver(session, 'import'), input),
    'import.list': (session, input) => importList(at(session), input),
    'form.make': (session, input) => makeForm(at(session), input),
    'export.make': (session, input) =>
      makeExport({ ...at(session), mayExport: mayOver(session, 'export') }, input),
    'document.make': (session, input) =>
      makeDocument({ ...at(session), mayRead: mayOver(session, 'read') }, actor(session), input),
    'shipped.offers': () => listOffers(office),
    'shipped.take': (session, input) => takeShipped(office, viewer(session), input),
    'shipped.decline': (session, input) => declineOffer(office, viewer(session), input),
    'office.differences': () => officeDifferences(office),
    'office.take': (session, input) => takeOfficeFacts(office, viewer(session), input),
    'registry.publish': (session, input) => publishRegistry(at(session), input),
    'paper.check': (_session, input) => checkPaper(office, input),

    'audit.list': (session, input) => audit.listEvents(at(session), input),
    'audit.verify': (session, input) => audit.verifyEvents(at(session), input),
    'audit.export': (session, input) => audit.exportEvents(at(session), actor(session), input),
    'audit.witnessed': (session, input) => audit.listWitnessed(at(session), input),
    'audit.exportWitnessed': (session, input) => audit.exportWitnessed(at(session), actor(session), input),
    'backup.make': (session) => office.backups.make(actor(session), 'command'),
    'backup.list': (_session, input) => office.backups.list(input),
    'backup.status': () => office.backups.status(),

    'exchange.run': async (session) => {
      const result = await exchange.run(actor(session));
      if (result.ok) office.events.emit('exchange.finished', result.value);
      return result;
    },
    'exchange.status': () => exchange.status(),
    'exchange.journal': (_session, input) => exchange.journal(input),
  };
}

const describeOperator = (operator: SignedIn) => ({ ...operator, rights: rightsOf(operator.role) });
