import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../electron/cli/main';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';

/** What a refusal tells the person at a terminal to do must be something that can be done there. */
describe('at a terminal', () => {
  let office: TestOffice;
  let desk: readonly string[];
  beforeAll(async () => {
    office = await makeTestOffice();
    desk = ['--data', office.dataFolder, '--user', office.login];
  });
  afterAll(() => office.remove());

  async function refusal(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCli(argv, {
      env,
      isTerminal: false,
      stdin: () => Promise.resolve(new Uint8Array()),
      stdout: (text) => out.push(text),
      stderr: (text) => err.push(text),
      serve: () => Promise.reject(new Error('nothing is served here')),
    });
    const { error } = JSON.parse(out.join('')) as { error: { code: string } };
    return { exit: code, name: error.code, words: err.join('') };
  }
  const signedIn = () => ({ YARDAM_PASSWORD: office.password });
  const named = (variable: string, others: readonly string[]) => (words: string) =>
    words.includes(variable) && !others.some((other) => words.includes(other));

  it('names the variable that is missing, and no other', async () => {
    const newcomer = ['user', 'add', 'guzel', '--name', 'Пример', '--role', 'observer', ...desk];
    const cases = [
      [['call', 'system.hello', ...desk], {}, 'YARDAM_PASSWORD'],
      [newcomer, signedIn(), 'YARDAM_NEW_PASSWORD'],
      [['user', 'password', ...desk], signedIn(), 'YARDAM_NEW_PASSWORD'],
      [['restore', 'x.yardam-backup', '--data', 'new', '--user', 'guzel'], {}, 'YARDAM_PASSWORD'],
      [['init', '--config', office.configFile, ...desk], {}, 'YARDAM_PASSWORD'],
    ] as const;
    for (const [argv, env, variable] of cases) {
      const { exit, name, words } = await refusal(argv, env);
      expect([exit, name]).toEqual([1, 'password.absent']);
      const others = ['YARDAM_PASSWORD', 'YARDAM_NEW_PASSWORD', 'YARDAM_RECOVERY_CODE'].filter(
        (one) => one !== variable,
      );
      expect(words).toSatisfy(named(variable, others));
    }
  });

  it('asks for the recovery code by its own name where that is what a backup wants', async () => {
    const { exit, name, words } = await refusal(['restore', '--latest', '--data', office.dataFolder]);
    expect([exit, name]).toEqual([1, 'recoveryCode.absent']);
    expect(words).toContain('YARDAM_RECOVERY_CODE');
    expect(words).toMatch(/^recoveryCode\.absent: Код восстановления не задан/);
  });

  it('sends nobody to a window that is not there', async () => {
    const unknown = await refusal(['call', 'no.such', ...desk], signedIn());
    expect(unknown).toMatchObject({ exit: 1, name: 'call.unknown' });
    expect(unknown.words).toMatch(/no\.such .*yardam list/);
    const malformed = await refusal(['call', 'record.list', '--json', '{"x":1}', ...desk], signedIn());
    expect(malformed).toMatchObject({ exit: 1, name: 'call.malformed' });
    for (const { words } of [unknown, malformed]) expect(words).not.toMatch(/F5|[Оо]кно|[{}]$/m);
  });
});
