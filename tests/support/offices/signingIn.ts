import { lookInto, type KeyOffice } from './keyOffice';

/** What tests of accounts ask: how signing in ends, what the journal says of it since `start`, whether the key is open. */
export function signingIn(office: () => KeyOffice, start: number) {
  const signIn = (login: string, password: string, desk = office().window()) =>
    desk.call('session.signIn', { login, password });
  return {
    signIn,
    async tried(login: string, password: string): Promise<string> {
      const result = await signIn(login, password);
      return result.ok ? result.value.operator.key : result.error.code;
    },
    journal: async (login: string): Promise<string[]> =>
      (await lookInto(office().dataFolder))
        .filter(({ object, at }) => object === `operator/${login}` && at >= new Date(start).toISOString())
        .map(({ action }) => action),
    isKeyOpen: async (): Promise<boolean> =>
      (await (await office().at('admin')).must('key.status', {})).isOpen,
  };
}
