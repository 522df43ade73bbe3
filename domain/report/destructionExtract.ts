import type { AuditAction } from '../audit/events';
import type { Registry } from '../registry/defineRegistry';
import { childRegistries } from '../registry/index';
import { legalDateTime } from '../values/legalTime';
import { systemName } from './reportParts';

/**
 * Выгрузка из журнала регистрации событий that goes with an act of destruction (приказ Роскомнадзора № 179): every line
 * about the destroyed records, those of the destruction itself too, in words. Number and hash of each line are those of
 * the journal, so that the paper can be held against an exported journal. It names nobody: the act does.
 */
export interface DestructionExtractInput {
  readonly root: Registry;
  /** Of every ground by its code. */
  readonly grounds: readonly { readonly code: string; readonly ru: string }[];
  readonly ground: string;
  /** What was destroyed of each record, by its id. */
  readonly categories: ReadonlyMap<string, readonly string[]>;
  readonly lines: readonly JournalLine[];
}

export interface JournalLine {
  readonly seq: number;
  readonly at: string;
  readonly office: string;
  readonly operator: string;
  readonly action: string;
  readonly object: string;
  /** JSON. */
  readonly detail: string;
  readonly hash: string;
}

const header = [
  ...['Номер строки', 'Время', 'Учреждение', 'Кто', 'Логин', 'Действие', 'Объект', 'Подробности'],
  ...['Информационная система', 'Категории уничтоженных данных', 'Причина уничтожения', 'Хэш строки'],
];

export function destructionExtract(input: DestructionExtractInput) {
  return { header, rows: input.lines.map((line) => rowOf(input, line)) };
}

function rowOf(input: DestructionExtractInput, line: JournalLine): readonly string[] {
  const { login = '', ...particulars } = parsed(line.detail);
  const gone = line.action === destroyed ? input.categories.get(line.object.split('/')[1] ?? '') : undefined;
  return [
    ...[String(line.seq), legalDateTime(new Date(line.at)), line.office, line.operator, String(login)],
    ...[actionWords(line.action), line.object, detailWords(input, particulars), systemName],
    ...[gone?.join(', ') ?? '', gone === undefined ? '' : input.ground, line.hash],
  ];
}

const destroyed = 'person.destroy' satisfies AuditAction;

/** The word and the code, which is what an exported journal says. */
function actionWords(code: string): string {
  const words = actions[code];
  return words === undefined ? code : `${words} (${code})`;
}

/** Of what can happen to a person's record. */
type Told = Extract<
  AuditAction,
  `record.${string}` | `file.${string}` | `person.${string}` | 'emergency.look' | 'emergency.take'
>;
const actions: Readonly<Record<string, string>> = {
  'record.create': 'запись создана',
  'record.save': 'запись изменена',
  'record.move': 'изменено состояние записи',
  'record.keepBoth': 'оставлена рядом с похожей записью',
  'record.withdraw': 'проект снят',
  'record.ship': 'поставлено с программой',
  'record.read': 'запись прочитана',
  'record.unreadable': 'запись не читается',
  'file.attach': 'приложен файл',
  'file.detach': 'откреплён файл',
  'emergency.look': 'просмотрена открытая экстренно запись',
  'emergency.take': 'взят экстренный доступ',
  'person.destroy': 'персональные данные уничтожены',
  'person.destroyed': 'составлен акт об уничтожении',
} satisfies Record<Told, string>;

/** What only proves a line (`logFrom` …) is left out: the hash holds it. */
const details: Readonly<Record<string, string>> = {
  version: 'версия',
  fields: 'поля',
  day: 'день',
  until: 'до',
  number: 'номер акта',
  ground: 'причина',
  records: 'записи',
};

function detailWords(input: DestructionExtractInput, particulars: Readonly<Record<string, unknown>>): string {
  return Object.entries(particulars)
    .flatMap(([key, value]) => {
      const label = details[key];
      const list = Array.isArray(value) ? value.map(String) : [String(value)];
      return label === undefined
        ? []
        : `${label}: ${list.map((one) => valueWords(input, key, one)).join(', ')}`;
    })
    .join('; ');
}

function valueWords({ root, grounds }: DestructionExtractInput, key: string, value: string): string {
  if (key === 'ground') return grounds.find(({ code }) => code === value)?.ru ?? value;
  if (key === 'until') return legalDateTime(new Date(value));
  if (key !== 'fields') return value;
  const list = childRegistries(root).find(({ code }) => code === value);
  return root.fields[value]?.label.ru ?? list?.name.ru ?? systemFields[value] ?? value;
}

const systemFields: Readonly<Record<string, string>> = {
  status: 'состояние',
  registrationNumber: 'регистрационный номер',
  removed: 'отзыв записи',
};

/** A line that somebody spoilt does not keep the others from the paper. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
