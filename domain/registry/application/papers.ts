import type { PaperInput, PaperMaker } from '../behaviour';
import { printedValue, type PrintedRecord } from '../../report/printedFields';
import type { ReportModel, ReportPair, ReportSection } from '../../report/reportModel';
import { pageLabel, paragraph, signatureOf } from '../../report/reportParts';
import { typographic } from '../../report/typography';
import { formatPlainDate } from '../../values/plainDate';
import type { FieldContext } from '../fieldContext';
import type { FieldValue, FieldValues } from '../fieldKinds';
import { applicationDecision } from './declaration';

/** A notice says what was done last with the application, and never that a draft was registered. */
export const applicationPapers: Readonly<Record<string, PaperMaker>> = { notice };

interface Notice {
  readonly title: string;
  readonly words: string;
  /** The event whose row says the act behind it. */
  readonly event?: string;
  readonly warning?: string;
}

const registry = 'реестр поставщиков социальных услуг';
const ofRegistry = 'реестра поставщиков социальных услуг';
/** What is asked for, and what the act does where it is granted. */
const about: Readonly<Record<string, string>> = {
  include: `о включении в ${registry}`,
  change: `об изменении сведений ${ofRegistry}`,
  exclude: `об исключении из ${ofRegistry}`,
};
const again = 'После устранения причины заявление может быть подано снова.';

function noticeOf(record: PrintedRecord): Notice {
  const kind = about[wordsOf(record.fields['kind'])] ?? '';
  const day = (field: string): string => formatPlainDate(wordsOf(record.fields[field]));
  const known = `Ваше заявление ${kind}, поступившее ${day('receivedOn')} и зарегистрированное ${day('registeredOn')} под № ${record.registrationNumber ?? ''},`;
  switch (record.status) {
    case 'registered':
    case 'handedOver':
      return {
        title: 'Уведомление о регистрации заявления',
        words: `Ваше заявление ${kind} поступило ${day('receivedOn')} и зарегистрировано ${day('registeredOn')} под № ${record.registrationNumber ?? ''}.`,
      };
    case 'granted':
      return {
        title: 'Уведомление об удовлетворении заявления',
        words: `${known} рассмотрено. Принято решение ${kind}.`,
        event: 'grant',
      };
    case 'refused':
      return {
        title: 'Уведомление об отказе',
        words: `${known} рассмотрено. В удовлетворении заявления отказано. ${again}`,
        event: 'refuse',
      };
    case 'returned':
      return {
        title: 'Уведомление о возвращении заявления',
        words: `${known} возвращается Вам с приложенными документами. ${again}`,
        event: 'return',
      };
    default:
      return {
        title: 'Проект уведомления',
        words: `Заявление ${kind}`,
        warning: 'Заявление не зарегистрировано. Этот документ не является уведомлением.',
      };
  }
}

function notice({ records, office, context, number }: PaperInput): ReportModel {
  const [record] = records;
  if (record === undefined) throw new Error('a notice is of one record');
  const { title, words, event, warning } = noticeOf(record);
  const { applicant, address } = record.fields;
  const act = actPairs(record, event, context);
  const said: readonly ReportSection[] =
    act.length === 0
      ? []
      : [{ title: event === 'return' ? 'Возвращение' : 'Решение', blocks: [{ type: 'pairs', items: act }] }];
  return {
    kind: 'letter',
    language: 'ru',
    fileTitle: title,
    madeOn: context.today,
    header: {
      organisation: lines(office.name, office.address, office.phone),
      title,
      date: formatPlainDate(context.today),
      ...(number === undefined ? {} : { number: typographic(`№ ${number}`) }),
      addressee: lines(wordsOf(applicant), wordsOf(address)),
      ...(warning === undefined ? {} : { notice: warning }),
    },
    sections: [{ blocks: [paragraph(words)] }, ...said],
    signatures: [signatureOf(office)],
    footnotes: [],
    pageLabel,
  };
}

/** What the newest row of this event says of the act. */
function actPairs(
  { lists }: PrintedRecord,
  event: string | undefined,
  context: FieldContext,
): readonly ReportPair[] {
  const row: FieldValues | undefined = lists['decisions']?.findLast((one) => one['event'] === event);
  if (event === undefined || row === undefined) return [];
  return (['act', 'number', 'decidedOn', 'ground', 'decidedBy', 'reason'] as const).flatMap((part) => {
    const declaration = applicationDecision.fields[part];
    const value = printedValue(declaration, row[part], context, '');
    return value === '' ? [] : [{ label: typographic(declaration.label.ru), value }];
  });
}

const wordsOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');

const lines = (...some: readonly (string | undefined)[]): readonly string[] =>
  some.flatMap((line) => (line === undefined || line === '' ? [] : [typographic(line)]));
