import type { Messages } from '../ru';

export const administration: Messages['administration'] = {
  title: 'Идарә итү',
  office: 'Оешма',
  name: 'Исеме',
  code: 'Код',
  kind: 'Төре',
  kinds: { ministry: 'министрлык', territorial: 'территориаль орган' },
  mailbox: 'Документ әйләнеше системасындагы адрес',
  exchange: 'Алмашу',
  exchangeOn: 'көйләнгән',
  exchangeOff: 'көйләнмәгән',
  peers: 'Кем белән алмашу көйләнгән',
  peersNone: 'Тасвирламада башка оешмалар юк.',
  appearance: 'Тәрәзә күренеше',
  theme: 'Бизәлеш',
  themes: { system: 'системадагыча', light: 'якты', dark: 'караңгы', contrast: 'югары контраст' },
  language: 'Тел',
  languages: { ru: 'русский', tt: 'татарча' },
  imports: 'Импортлар',
  references: 'Белешмәлекләр һәм календарь',
};
