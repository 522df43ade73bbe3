import type { Words } from '../defineRegistry';

/** Words that people type into fields and read from them, folded by `foldText`. Data only. */
export const yes: Words = { ru: 'да', tt: 'әйе' };
export const no: Words = { ru: 'нет', tt: 'юк' };
export const typedYes: readonly string[] = ['да', 'әйе', 'yes', 'true', '1', 'истина'];
export const typedNo: readonly string[] = ['нет', 'юк', 'no', 'false', '0', 'ложь'];

/** Words that may follow an option and say nothing more than it does: `стационарная форма обслуживания`. */
export const optionFillers: readonly string[] = [
  ...[
    'форма',
    'форме',
    'формы',
    'социальное',
    'социального',
    'обслуживание',
    'обслуживания',
    'услуги',
    'услуг',
  ],
  ...['вид', 'собственность', 'собственности', 'рф', 'рт'],
  ...['социаль', 'хезмәт', 'күрсәтү', 'формасы'],
];
/** What people put between two options of one cell; an option of the list may hold it too and is then read first. */
export const optionJoiners = /\s+(?:и|а также|һәм|также)\s+|\s*[/+&]\s*/u;

/** Words that say only what sort of municipality it is: left out when its name is compared with typed words. */
export const municipalitySorts: readonly string[] = [
  ...['муниципальный', 'муниципальное', 'образование', 'городской', 'округ', 'район', 'город'],
  ...['м', 'р', 'н', 'г', 'о', 'мр', 'го', 'мо'],
  ...['муниципаль', 'районы', 'шәһәр', 'шәһәре', 'округы'],
  ...['республики', 'республика', 'татарстан', 'рт'],
];

/** Letters that say the sort when they stand so: `г.`, `р-н`. */
export const municipalityShort: readonly (readonly string[])[] = [['г'], ['р', 'н']];

/** Abbreviations and what they stand for. */
export const standsFor: Readonly<Record<string, string>> = { рф: 'российской федерации' };
