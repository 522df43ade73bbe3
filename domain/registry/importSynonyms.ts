/**
 * How people head the columns of their lists: words by which an import guesses the field besides the labels of the
 * declaration. A heading must mean one field only; what is not sure is left out and goes to the note, where nothing is
 * lost. Written in lower case, ё as е, without punctuation.
 */
export interface ImportSynonyms {
  /** Headings by field. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Columns the program fills itself, or that only count lines: never imported. */
  readonly ignored: readonly string[];
  /** Words that change nothing in the meaning of a heading. */
  readonly fillers: readonly string[];
}

/** What people write to say that a cell is empty. */
export const emptyCells: readonly string[] = ['-', '–', '—', 'нет'];

export const importSynonyms: Readonly<Record<string, ImportSynonyms>> = {
  provider: {
    fields: {
      entityKind: ['тип', 'вид лица', 'юридическое лицо или ип'],
      fullName: ['наименование', 'полное название', 'название', 'поставщик', 'организация', 'учреждение'],
      shortName: ['сокращенное', 'краткое наименование', 'сокращенное название', 'краткое название'],
      stateRegistrationOn: ['дата регистрации', 'дата гос регистрации', 'дата огрн', 'дата присвоения огрн'],
      legalForm: ['опф', 'окопф', 'код окопф', 'код опф', 'правовая форма'],
      inn: ['код инн'],
      kpp: ['код кпп'],
      ogrn: ['огрн', 'огрнип', 'огрн огрнип', 'огрн или огрнип'],
      okved: ['оквэд', 'оквэд 2', 'оквэд2', 'код оквэд', 'основной оквэд', 'основной вид деятельности'],
      okvedOther: ['дополнительные оквэд', 'доп оквэд', 'дополнительные виды деятельности'],
      ownerKind: ['форма собственности', 'вид собственности', 'собственность'],
      statePurchase: ['госзадание', 'государственное задание', 'соцзаказ', 'участие в госзадании'],
      legalAddress: ['адрес', 'место нахождения', 'местонахождение', 'юридический адрес', 'юр адрес'],
      oktmo: [
        'октмо',
        'код октмо',
        'муниципалитет',
        'наименование муниципального образования',
        'район',
        'мо',
        'муниципальный район',
        'муниципальный район городской округ',
        'муниципальный район или городской округ',
      ],
      phones: ['телефон', 'телефоны', 'номер телефона', 'контактный телефон', 'тел'],
      emails: ['e mail', 'email', 'электронная почта', 'эл почта', 'почта', 'адрес электронной почты'],
      headName: ['руководитель', 'фио руководителя', 'директор', 'фио директора', 'ф и о директора'],
      serviceForms: [
        'форма социального обслуживания',
        'форма обслуживания',
        'формы обслуживания',
        'форма предоставления',
      ],
      placesTotal: [
        'количество мест',
        'общее количество мест',
        'мест всего',
        'число мест',
        'коечная мощность',
      ],
      placesFree: ['свободные места', 'мест свободно', 'количество свободных мест', 'наличие свободных мест'],
      placesAsOfOn: ['дата сведений о местах'],
      conditions: ['условия', 'условия предоставления'],
      experienceText: ['опыт', 'опыт работы'],
      source: ['источник', 'источник информации'],
      note: ['примечание', 'примечания', 'комментарий', 'заметка'],
    },
    ignored: ['п п', 'номер п п', 'рег номер', 'регистрационный номер', 'рег номер учетной записи', 'статус'],
    fillers: [
      'поставщика',
      'поставщиков',
      'организации',
      'учреждения',
      'социальных',
      'услуг',
      'в',
      'о',
      'об',
      'при',
      'наличии',
      'если',
      'имеется',
      'дд',
      'мм',
      'гггг',
    ],
  },
};
