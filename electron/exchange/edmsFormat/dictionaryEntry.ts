/**
 * Entries of the operator's dictionaries that a passport of 2.7.1 names by id. The dictionaries themselves are not
 * published; `source` says where an id comes from and how sure it is.
 */
export interface DictionaryEntry {
  readonly id: string;
  readonly name: string;
  readonly source: string;
}

const seen = 'seen in independent implementations of 2.7.1';

export const otherDocuments: DictionaryEntry = {
  id: 'DK00000000',
  name: 'Другие виды документов',
  source: seen,
};

export const ordinaryInformation: DictionaryEntry = {
  id: 'DC00000000',
  name: 'Обычная информация',
  source: seen,
};

/** A default for `documentPlace` until the operator gives the id: entries seen end in the code of the region. */
export const tatarstan: DictionaryEntry = {
  id: 'DP00000016',
  name: 'Республика Татарстан',
  source: 'inferred from DP00000003 (Бурятия) and DP00000077 (Москва); confirm with the operator',
};
