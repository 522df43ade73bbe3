import type { Role } from '../access/roles';
import { foldText } from '../values/foldText';
import type { ReportOffice } from './reportModel';

/**
 * Post of an operator on a paper that he answers for (приказ Роскомнадзора № 179 wants post and name). Accounts keep no
 * post: it is the one of `office.json` where the same person signs for the office, and else the word of his role.
 */
export function postOf({ signer }: ReportOffice, name: string, role: Role): string {
  return signer !== undefined && foldText(signer.name) === foldText(name) ? signer.post : posts[role];
}

const posts: Readonly<Record<Role, string>> = {
  administrator: 'Администратор',
  registryOperator: 'Оператор реестра',
  territorialSpecialist: 'Специалист территориального органа',
  reportCompiler: 'Составитель отчётов',
  head: 'Руководитель',
  auditor: 'Аудитор',
  observer: 'Наблюдатель',
};
