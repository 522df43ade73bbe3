import { choice, day, field, municipality, pastDay, text } from '../declare';
import { defineRegistry } from '../defineRegistry';
import { contactMatters, functionKinds } from './options';

/** Lists inside a card of the directory: contacts (907 п. 4.6 п. 1), functions (recommendation 9), former names. */
const ofParticipant = (list: string) => ({ registry: 'participant', list }) as const;
const needed = { requiredFrom: 'active', published: true } as const;
const shown = { published: true } as const;

export const participantContact = defineRegistry({
  code: 'participantContact',
  table: 'participant_contact',
  name: { ru: 'Контакты', tt: 'Элемтәләр' },
  owner: 'keeper',
  parent: ofParticipant('contacts'),
  fields: {
    matter: field(choice(contactMatters), 'По какому вопросу', 'Нинди мәсьәлә буенча', {
      ...needed,
      search: true,
    }),
    post: field(text(250), 'Должность', 'Вазыйфасы', { ...needed, search: true }),
    name: field({ type: 'personName' }, 'Ф. И. О.', 'Ф. И. А. и.', shown),
    phones: field({ type: 'phones' }, 'Телефоны', 'Телефоннар', shown),
    emails: field({ type: 'emails' }, 'Электронная почта', 'Электрон почта', shown),
  },
});

export const participantFunction = defineRegistry({
  code: 'participantFunction',
  table: 'participant_function',
  name: { ru: 'Функции в системе взаимодействия', tt: 'Хезмәттәшлек системасындагы функцияләр' },
  owner: 'decider',
  parent: ofParticipant('functions'),
  fields: {
    function: field(choice(functionKinds), 'Функция', 'Функция', needed),
    oktmo: field(municipality, 'Муниципальное образование', 'Муниципаль берәмлек', shown),
    act: field(text(500), 'Акт, которым возложена', 'Йөкләгән акт', needed),
    validFromOn: field(day, 'С какого дня', 'Кайсы көннән', needed),
    validUntilOn: field(day, 'По какой день', 'Кайсы көнгә кадәр', shown),
  },
});

export const participantName = defineRegistry({
  code: 'participantName',
  table: 'participant_name',
  name: { ru: 'Прежние наименования', tt: 'Элекке исемнәр' },
  owner: 'decider',
  parent: ofParticipant('formerNames'),
  fields: {
    name: field(text(1000), 'Наименование', 'Исеме', needed),
    nameTt: field(text(1000), 'Наименование на татарском языке', 'Татар телендә исеме', shown),
    untilOn: field(pastDay, 'По какой день', 'Кайсы көнгә кадәр', needed),
    act: field(text(500), 'Акт о переименовании', 'Исем үзгәртү турында акт', shown),
  },
});
