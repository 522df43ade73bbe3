import { choice, field, recordOf, text } from '../declare';
import { defineRegistry, type FieldDeclaration } from '../defineRegistry';
import { directoryAudience, directoryRights } from '../directory';
import { agreementKinds } from './options';
import { agreementStatuses } from './statuses';

/** Agreements and joint orders of participants (907 п. 4.8 п. 2; recommendation 10). */
const needed = { requiredFrom: 'draft', published: true } as const;
const whenSigned = { requiredFrom: 'signed', published: true } as const;
const shown = { published: true } as const;
/** The Regulation is in force from 01.01.2015. */
const regulationDay = { type: 'date', notBefore: '2015-01-01' } as const;

const agreementParty = defineRegistry({
  code: 'agreementParty',
  table: 'agreement_party',
  name: { ru: 'Стороны', tt: 'Яклар' },
  owner: 'decider',
  parent: { registry: 'agreement', list: 'parties' },
  fields: {
    participant: field(recordOf('participant'), 'Участник', 'Катнашучы', needed),
    signer: field(text(250), 'Кто подписал', 'Кем кул куйган', shown),
  },
});

const fields = {
  subject: field(text(1000), 'Предмет', 'Предмет', { ...needed, search: true }),
  kind: field(choice(agreementKinds), 'Вид', 'Төре', { ...needed, clause: '907 п. 4.8 п. 2' }),
  number: field(text(100), 'Номер', 'Номеры', { ...shown, search: true }),
  signedOn: field(
    { ...regulationDay, notAfterToday: true },
    'Дата подписания',
    'Кул куелган көне',
    whenSigned,
  ),
  validFromOn: field(regulationDay, 'Действует с', 'Кайчаннан гамәлдә', shown),
  validUntilOn: field(regulationDay, 'Действует по', 'Кайчанга кадәр гамәлдә', shown),
  note: field(text(40_000, 'many'), 'Служебная заметка', 'Хезмәт язмасы', {}),
} as const satisfies Readonly<Record<string, FieldDeclaration>>;

export const agreement = defineRegistry({
  code: 'agreement',
  table: 'agreement',
  name: { ru: 'Соглашения и совместные приказы', tt: 'Килешүләр һәм уртак боерыклар' },
  owner: 'decider',
  fields,
  root: {
    rights: directoryRights,
    audience: directoryAudience,
    titleField: 'subject',
    columns: ['number', 'subject', 'kind', 'signedOn', 'validUntilOn', 'status'],
    filters: ['status', 'kind'],
    interaction: { form: { code: 'agreements' }, body: 'parties.participant', on: 'signedOn' },
    desk: {
      section: 'directory',
      one: { ru: 'соглашение', tt: 'килешү' },
      tellsApart: ['number', 'signedOn'],
    },
    files: { kinds: [{ code: 'agreement', ru: 'соглашение, приказ', tt: 'килешү, боерык' }] },
    papers: [{ code: 'list', of: 'list', name: { ru: 'Перечень соглашений', tt: 'Килешүләр исемлеге' } }],
    lists: { parties: agreementParty },
    statuses: agreementStatuses,
    frozenIn: ['signed', 'ended'],
  },
  sections: [
    {
      code: 'main',
      title: { ru: 'Соглашение', tt: 'Килешү' },
      items: ['subject', 'kind', 'number', 'signedOn', 'validFromOn', 'validUntilOn', 'parties', 'note'],
    },
  ],
});
