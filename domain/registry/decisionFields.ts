import { choice, field, pastDay, text } from './declare';
import type { FieldDeclaration } from './defineRegistry';
import type { Option } from './fieldKinds';

/**
 * The fields of a list `decisions`: what was done with a record, by which act, and why. Rows are added by `record.move`
 * only, never by a form. The reason is for the offices that work on the record and is never published.
 */
export const decisionFields = (
  events: readonly Option[],
  from: string,
  shown: Pick<FieldDeclaration, 'published'> = {},
) => {
  const ofAct = { ...shown, system: true } as const;
  return {
    event: field(choice(events), 'Решение', 'Карар', { ...ofAct, requiredFrom: from }),
    act: field(text(250), 'Акт', 'Акт', ofAct),
    number: field(text(100), 'Номер', 'Номеры', ofAct),
    decidedOn: field(pastDay, 'Дата', 'Көне', ofAct),
    ground: field(text(250), 'Основание', 'Нигез', ofAct),
    decidedBy: field(text(250), 'Кто принял', 'Кем кабул иткән', ofAct),
    reason: field(text(1000, 'many'), 'Причина', 'Сәбәбе', { system: true }),
  } as const;
};
