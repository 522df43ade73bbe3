import { roles } from '../../domain/access/roles';
import type { CallOrder, Desk } from './order';
import { oneOf, type Words } from './words';

/**
 * `yardam user …`: accounts and access to personal data. Passwords and codes never stand on a command line, where every
 * program of the machine reads them: they come from the environment.
 */
type Call = Omit<CallOrder, 'verb' | keyof Desk>;

const deeds: Readonly<Record<string, (words: Words) => Call>> = {
  list: () => ({ name: 'user.list', input: {} }),
  add: (words) => ({
    name: 'user.add',
    input: {
      login: words.take('LOGIN'),
      name: words.needed('name'),
      role: oneOf(words.needed('role'), roles),
      ...territoryOf(words),
    },
    secrets: { password: 'YARDAM_NEW_PASSWORD' },
  }),
  role: (words) => ({
    name: 'user.change',
    input: { login: words.take('LOGIN'), role: oneOf(words.take('ROLE'), roles), ...territoryOf(words) },
  }),
  block: (words) => ({ name: 'user.block', input: { login: words.take('LOGIN'), blocked: true } }),
  unblock: (words) => ({ name: 'user.block', input: { login: words.take('LOGIN'), blocked: false } }),
  password: (words) => {
    const login = words.next();
    return login === undefined || login === words.text('user')
      ? {
          name: 'session.changePassword',
          input: {},
          secrets: { password: 'YARDAM_PASSWORD', newPassword: 'YARDAM_NEW_PASSWORD' },
        }
      : { name: 'user.resetPassword', input: { login }, secrets: { password: 'YARDAM_NEW_PASSWORD' } };
  },
  recovery: () => ({
    name: 'key.renewRecovery',
    input: {},
    secrets: { password: 'YARDAM_PASSWORD' },
  }),
  grant: (words) => ({ name: 'key.grant', input: { login: words.take('LOGIN') } }),
};

export const userOrder = (words: Words): Call => {
  const deed =
    deeds[oneOf(words.take('list|add|role|block|unblock|password|grant|recovery'), Object.keys(deeds))];
  if (deed === undefined) throw new Error('a deed of `yardam user` has no order');
  return deed(words);
};

function territoryOf(words: Words): { territory?: string[] } {
  const typed = words.text('territory');
  if (typed === undefined) return {};
  return { territory: typed.split(',').filter((code) => code !== '') };
}
