import type { Messages } from '../ru';

export const frame: Messages['frame'] = {
  program: 'Ярдәм',
  skip: 'Эчтәлеккә',
  sections: 'Бүлекләр',
  today: 'Бүген',
  provider: 'Тәэмин итүчеләр реестры',
  person: 'Гражданнар һәм программалар',
  exchange: 'Алмашу',
  administration: 'Идарә итү',
  hotkey: 'Alt+{digit}',
  waiting: '{n} эш сезне көтә',
  searchHint: 'Эзләү: / яки Ctrl+K',
  operator: 'Оператор',
  signOut: 'Чыгу',
  clause: 'Нигез',
  clauseText: 'Пункт тексты: F1',
  again: 'Кабатларга',
  close: 'Ябу',
  cancel: 'Кире кагарга',
  yes: 'әйе',
  no: 'юк',
  asked: '«{label}» кыры буш. Аны тутырыгыз.',
  askedLonger: '«{label}» кырында бик аз. {n} билгедән ким язмагыз.',
  sync: {
    unconfigured: 'алмашу көйләнмәгән',
    unsent: '{n} үзгәреш җибәрүне көтә',
    none: 'алмашу әле үткәрелмәде',
    sent: 'барысы да җибәрелгән',
    last: 'соңгысы {time}',
    never: 'әле үткәрелмәде',
    prefix: 'алмашу: {state}, {last}',
  },
};

export const signIn: Messages['signIn'] = {
  lead: 'Татарстан Республикасында социаль хезмәт күрсәтү өлкәсендә ведомствоара хезмәттәшлек эш урыны',
  login: 'Логин',
  password: 'Серсүз',
  enter: 'Керергә',
  help: 'Кереп булмыймы?',
  helpText:
    'Логин белән серсүзне учреждениегезнең администраторы бирә. Серсүздә зур һәм кечкенә хәрефләр аерыла. Онытылган серсүзне торгызып булмый: администратор яңасын куя. Берничә дөрес булмаган серсүздән соң керү вакытлыча ябыла.',
};

export const search: Messages['search'] = {
  title: 'Программада эзләү',
  placeholder: 'Язма, экран яки гамәл',
  screens: 'Экраннар',
  commands: 'Гамәлләр',
  nothing: 'Бернәрсә дә табылмады. Исемнең яки фамилиянең башын (3 хәрефтән), ИНН яки теркәү номерын языгыз.',
  keys: '↑ ↓ сайлау, Enter ачу, Esc ябу',
};
