import type { Option } from '../fieldKinds';
import type { FilesTrait } from '../traits/files';

/** Closed lists the person's fields choose from. Codes never change; words may be corrected. */
export const sexes: readonly Option[] = [
  { code: 'male', ru: 'мужской', tt: 'ир-ат' },
  { code: 'female', ru: 'женский', tt: 'хатын-кыз' },
];

/** Point 6 of the form names the passport and «иной документ»; the rest are the documents citizens bring. */
export const identityDocuments: readonly Option[] = [
  { code: 'passport', ru: 'паспорт гражданина РФ', tt: 'РФ гражданы паспорты' },
  { code: 'birthCertificate', ru: 'свидетельство о рождении', tt: 'туу турында таныклык' },
  { code: 'temporaryCertificate', ru: 'временное удостоверение личности', tt: 'вакытлы шәхес таныклыгы' },
  { code: 'residencePermit', ru: 'вид на жительство', tt: 'яшәү рөхсәте' },
  { code: 'foreignPassport', ru: 'паспорт иностранного гражданина', tt: 'чит ил гражданы паспорты' },
  { code: 'refugeeCertificate', ru: 'удостоверение беженца', tt: 'качак таныклыгы' },
  { code: 'other', ru: 'иной документ', tt: 'башка документ' },
];

/** Documents that are kept with the record of a citizen: no more than the purpose needs. */
export const personFiles: FilesTrait['kinds'] = [
  { code: 'application', ru: 'Заявление', tt: 'Гариза' },
  {
    code: 'consent',
    ru: 'Согласие на обработку персональных данных',
    tt: 'Шәхси мәгълүматны эшкәртүгә ризалык',
  },
  { code: 'other', ru: 'Иной документ', tt: 'Башка документ' },
];
