import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fail } from '../../domain/values/result';
import { runCli } from '../../electron/cli/main';
import { shippedYear, withDayOff } from '../support/offices/shippedYear';
import { makeTestOffice } from '../support/offices/testOffice';

/** `yardam term` and `yardam calendar`: without an office by what ships, with one by its own years. */
async function yardam(...argv: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await runCli(argv, {
    ...{
      env: { YARDAM_PASSWORD: 'a long enough password' },
      isTerminal: false,
      stdin: () => Promise.resolve(new Uint8Array()),
    },
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
    serve: () => Promise.resolve(fail('system.notAvailableHere')),
  });
  return { code, json: JSON.parse(out) as unknown, err };
}

it('counts a term and tells each day on the way', async () => {
  expect(await yardam('term', '--kind', 'request', '--from', '2026-11-05')).toEqual({
    code: 0,
    err: '',
    json: {
      due: '2026-11-10',
      provisional: false,
      steps: [
        { day: '2026-11-06', counted: false, why: 'День Конституции Республики Татарстан' },
        { day: '2026-11-07', counted: false, why: 'weekend' },
        { day: '2026-11-08', counted: false, why: 'weekend' },
        { day: '2026-11-09', counted: true },
        { day: '2026-11-10', counted: true },
      ],
    },
  });
});

it('says in words which year has no calendar yet', async () => {
  const unknown = await yardam('term', '--kind', 'notice', '--from', '2027-12-29');
  expect(unknown).toMatchObject({ code: 1, json: { error: { code: 'calendar.unknown' } } });
  expect(unknown.err).toContain('Рабочие дни 2028 года');
});

it('shows a year as its file tells it', async () => {
  expect(await yardam('calendar', 'show', '2026')).toMatchObject({ code: 0, json: { workingDays: 244 } });
  expect(await yardam('calendar', 'show', '2030')).toMatchObject({ code: 1 });
});

it('brings a year into an office, and counts by it there', async () => {
  const office = await makeTestOffice();
  const at = ['--data', office.dataFolder];
  const due = async () => (await yardam('term', '--kind', 'request', '--from', '2026-11-23', ...at)).json;
  expect(await due()).toMatchObject({ due: '2026-11-25' });
  const file = join(office.folder, '2026.json');
  await writeFile(file, await shippedYear(2026, withDayOff('2026-11-24', 'указ')));
  expect(await yardam('calendar', 'import', file, '--user', office.login, ...at)).toMatchObject({
    ...{ code: 0, json: { year: 2026, workingDays: 243, moved: 0 } },
  });
  expect(await due()).toMatchObject({ due: '2026-11-26' });
  expect(await yardam('calendar', 'show', '2026', ...at)).toMatchObject({ json: { workingDays: 243 } });
  expect(await yardam('calendar', 'show', '2026')).toMatchObject({ json: { workingDays: 244 } });
  await writeFile(file, '{}');
  expect(await yardam('calendar', 'import', file, '--user', office.login, ...at)).toMatchObject({
    ...{ code: 1, json: { error: { code: 'calendar.malformed' } } },
  });
  await office.remove();
});
