/**
 * How people write in the cells of their lists what is no value: that there is nothing, that a formula failed, a sum, a
 * post before a name. Data only; what is done about it is `domain/import`'s. Nothing that a cell says may be dropped
 * for being listed here, except a lone dash.
 */

/** What people write to say that a cell is empty. */
export const emptyCells: readonly string[] = ['-', '–', '—'];

/** What says that there is nothing, or that nobody knows: an answer, never a name or an address. Folded. */
export const nothingCells: readonly string[] = [
  ...[
    'нет',
    'нет данных',
    'нет сведений',
    'данных нет',
    'сведений нет',
    'не имеется',
    'не имеет',
    'н д',
    'б н',
  ],
  ...['отсутствует', 'отсутствуют', 'не указан', 'не указана', 'не указано', 'не указаны', 'не определен'],
  ...[
    'не назначен',
    'не назначена',
    'вакансия',
    'вакантно',
    'не предусмотрено',
    'не заполнено',
    'неизвестно',
  ],
  ...['юк', 'мәгълүмат юк', 'билгеле түгел', 'күрсәтелмәгән'],
];

/** What a spreadsheet shows where a formula failed or a column is too narrow. */
export const failedCell =
  /^(?:#{2,}|#(?:н\/д|знач|ссыл|ссылка|имя|число|пусто|дел\/0|перенос|вычисл|n\/a|value|ref|name|num|null|div\/0|spill|calc|getting_data)[!?]?|(?:err|ошибка):\d{3})$/iu;

/** A line of sums under a list. */
export const totalRow =
  /^(?:итого|всего|барлыгы|җәмгысе)(?:$|\s*[:=—–-]|\s+(?:по|за|на|в|организаций|поставщиков|учреждений)(?:\s|$))/iu;

/** Posts that stand before the name of whoever holds them. */
export const posts =
  /^(?:(?:генеральный|исполнительный)\s+)?(?:директор|руководитель|начальник|заведующий|заведующая|председатель|президент|главный врач|управляющий|управляющая|индивидуальный предприниматель|ип)\s*[:—–-]?\s+/iu;

/** Parts of a name that begin with a small letter. */
export const smallNameParts: readonly string[] = [
  'оглы',
  'улы',
  'кызы',
  'оглу',
  'заде',
  'ибн',
  'бин',
  'аль',
  'эль',
  'де',
  'фон',
  'да',
  'ван',
];
/** Words that are no part of a name, wherever they stand. */
export const notOfNames =
  /(?:^|\s)(?:врио|и\.?\s*о\.?|исполняющ\p{L}*|заместител\p{L}*|зам|директор\p{L}*|руководител\p{L}*|начальник\p{L}*|заведующ\p{L}*|председател\p{L}*|президент\p{L}*|врач\p{L}*|учредител\p{L}*|бывш\p{L}*|уволен\p{L}*)(?:\s|$)/iu;

/** Months as dates in words have them. */
export const monthsOfDates: readonly string[] = [
  ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября'],
  ...['ноября', 'декабря'],
];
/** «г.», «года» after the year of a date. */
export const yearWord = /\s*(?:г\.?|года|ел)$/iu;

/** What stands before a telephone number and between two of them. */
export const phoneWord =
  /^(?:тел(?:ефон)?|моб(?:ильный)?|раб(?:очий)?|факс|т|ф)\.?(?:\s*[/,]\s*(?:тел(?:ефон)?|факс|ф)\.?)?\s*:?\s*(?=[+\d(])/iu;
export const phoneJoiners = /[,;\n/]|\s+(?:и|или|һәм)\s+/u;
