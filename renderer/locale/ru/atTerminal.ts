import type { ErrorSentence } from '../../../domain/values/errorSentence';

/** What a refusal means where there is no window: in the place of the sentences that speak of one. Terminals are Russian. */
export const atTerminal: Readonly<Partial<Record<ErrorSentence, string>>> = {
  'call.unknown':
    'Вызова {call} эта версия программы не знает. Ничего не изменено. Все вызовы с пояснениями покажет команда yardam list.',
  'call.malformed':
    'Сведения для вызова {call} составлены неверно: {detail}. Ничего не изменено. Исправьте --json или другие параметры команды.',
  'registry.unknown':
    'Такого реестра эта версия программы не ведёт. Ничего не изменено. Проверьте его название в --json.',
  'file.notFound': 'Такого файла нет. Ничего не сделано. Проверьте имя файла и папку и повторите.',
  'session.required': 'Вход не выполнен или уже завершён. Повторите команду.',
};
