/**
 * Abbreviations that stand in names of organisations and the words they stand for: how one institution comes to be
 * written in two ways. Every spelling becomes its abbreviation in `organisationNameKey`. Only exact equals may be
 * listed: a form that merely resembles another would merge two organisations.
 */
const institutions: Readonly<Record<string, string>> = {
  гау: 'государственное автономное учреждение',
  гбу: 'государственное бюджетное учреждение',
  гку: 'государственное казенное учреждение',
  фгау: 'федеральное государственное автономное учреждение',
  фгбу: 'федеральное государственное бюджетное учреждение',
  фгку: 'федеральное государственное казенное учреждение',
  мау: 'муниципальное автономное учреждение',
  мбу: 'муниципальное бюджетное учреждение',
  мку: 'муниципальное казенное учреждение',
  чу: 'частное учреждение',
  гуп: 'государственное унитарное предприятие',
  муп: 'муниципальное унитарное предприятие',
};

/** Institutions of a branch: `ГАУ` + `СО`, written together or apart. */
const branches: Readonly<Record<string, string>> = {
  со: 'социального обслуживания',
  з: 'здравоохранения',
  к: 'культуры',
};

/** Forms of property, abbreviated, each with its other spellings. */
export const propertyForms: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(institutions).map(([short, full]) => [short, [full]])),
  ...Object.fromEntries(
    Object.entries(institutions).flatMap(([form, formWords]) =>
      Object.entries(branches).map(([branch, branchWords]) => [
        form + branch,
        [`${formWords} ${branchWords}`, `${form} ${branchWords}`, `${form} ${branch}`],
      ]),
    ),
  ),
  ано: ['автономная некоммерческая организация'],
  аносо: ['автономная некоммерческая организация социального обслуживания', 'ано со'],
  нко: ['некоммерческая организация'],
  ооо: ['общество с ограниченной ответственностью'],
  пао: ['публичное акционерное общество'],
  нао: ['непубличное акционерное общество'],
  ао: ['акционерное общество'],
  ип: ['индивидуальный предприниматель'],
  бф: ['благотворительный фонд'],
  роо: ['региональная общественная организация'],
  моо: ['местная общественная организация'],
};

/** Kinds of institutions and places as names abbreviate them. */
export const nameWords: Readonly<Record<string, readonly string[]>> = {
  кцсон: ['комплексный центр социального обслуживания населения'],
  цсон: ['центр социального обслуживания населения'],
  дипи: ['дом интернат для престарелых и инвалидов'],
  срцн: ['социально реабилитационный центр для несовершеннолетних'],
  рт: ['республики татарстан'],
  рф: ['российской федерации'],
};
