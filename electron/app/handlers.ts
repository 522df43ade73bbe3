import { keepDraft, findDraft } from '../../db/repositories/draftRepository';
import { fail, ok } from '../../domain/values/result';
import { checkValue } from '../../domain/values/checkValue';
import * as record from '../services/recordService';
import { moveRecord } from '../services/moveService';
import { listRecordPage } from '../services/listService';
import { applyImport, importList, previewImport } from '../services/importService';
import { undoImport } from '../services/undoImport';
import { makeDocument } from '../services/documentService';
import * as audit from '../services/auditService';
import { makeExport } from '../services/exportService';
import { findRoot } from '../services/recordEdits';
import { signIn } from '../services/sessionService';
import type { Handlers } from './dispatcher';
import type { OperatorSession } from './sessions';
import type { Office } from './office';

/** Every call of the contract meets the use case that serves it: one line each, no rules here. */
export function createHandlers(office: Office): Handlers {
  const { database, exchange } = office;
  const { read } = database;
  const login = (session: OperatorSession): string => session.operator?.login ?? '';
  const actor = (session: OperatorSession) => ({
    login: login(session),
    operator: session.operator?.name ?? '',
    office: office.office.code,
  });

  return {
    'system.hello': () => ok(office.hello()),
    'session.signIn': async (session, input) => {
      const result = await signIn(office, input);
      if (!result.ok) return result;
      session.operator = result.value;
      return ok({ operator: result.value });
    },
    'session.signOut': (session) => {
      session.operator = null;
      office.events.emitTo(session, 'session.ended', {});
      return ok({});
    },
    'session.current': (session) => ok({ operator: session.operator }),
    'office.describe': () => ok(office.describe()),
    'reference.list': (_session, { name }) => ok(office.references.lists[name]),
    'value.check': (_session, { kind, value }) => ok(checkValue(kind, value)),
    'task.cancel': (_session, { taskId }) => (office.tasks.cancel(taskId) ? ok({}) : fail('task.notFound')),

    'record.create': (session, input) => record.createRecord(office, actor(session), input),
    'record.save': (session, input) => record.saveRecord(office, actor(session), input),
    'record.open': (_session, input) => record.openRecord(office, input),
    'record.list': (_session, input) => listRecordPage(office, input),
    'record.history': (_session, input) => record.recordHistory(office, input),
    'record.move': (session, input) => moveRecord(office, actor(session), input),
    'record.check': (_session, input) => record.checkRecord(office, input),
    'draft.keep': async (session, { registry, recordId, baseVersion, fields }) => {
      const root = findRoot(registry);
      if (!root.ok) return root;
      const draft = { baseVersion, fields, keptAt: database.now().toISOString() };
      return database.write(actor(session), async (tx) => {
        await keepDraft(tx, { operator: login(session), registry, recordId }, draft);
        return ok({});
      });
    },
    'draft.open': async (session, { registry, recordId }) => {
      const root = findRoot(registry);
      return root.ok
        ? ok({ draft: await findDraft(read, { operator: login(session), registry, recordId }) })
        : root;
    },

    'import.preview': (_session, input) => previewImport(office, input),
    'import.apply': (session, input) => applyImport(office, actor(session), input),
    'import.undo': (session, input) => undoImport(office, actor(session), input),
    'import.list': (_session, input) => importList(office, input),
    'export.make': (_session, input) => makeExport(office, input),
    'document.make': (_session, input) => makeDocument(office, input),

    'audit.list': (_session, input) => audit.listEvents(office, input),
    'audit.verify': (_session, input) => audit.verifyEvents(office, input),
    'audit.export': (session, input) => audit.exportEvents(office, actor(session), input),
    'audit.witnessed': (_session, input) => audit.listWitnessed(office, input),
    'audit.exportWitnessed': (session, input) => audit.exportWitnessed(office, actor(session), input),

    'exchange.run': async (session) => {
      const result = await exchange.run(actor(session));
      if (result.ok) office.events.emit('exchange.finished', result.value);
      return result;
    },
    'exchange.status': () => exchange.status(),
    'exchange.journal': (_session, input) => exchange.journal(input),
  };
}
