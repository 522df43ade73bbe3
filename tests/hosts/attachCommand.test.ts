import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argvToCall } from '../../electron/cli/argvToCall';
import { runCli } from '../../electron/cli/main';
import { ok } from '../../domain/values/result';
import { makeTestOffice, type TestOffice } from '../support/offices/testOffice';
import { pdfOf } from '../support/record/contents';

/** `yardam attach`: the file is handed in and attached by one command line. */
describe('yardam attach', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await makeTestOffice();
  });
  afterAll(() => office.remove());

  async function yardam(...argv: string[]): Promise<{ code: number; json: unknown }> {
    let stdout = '';
    const code = await runCli([...argv, '--data', office.dataFolder, '--user', office.login], {
      env: { YARDAM_PASSWORD: office.password },
      isTerminal: false,
      stdin: () => Promise.resolve(new Uint8Array()),
      stdout: (text) => (stdout += text),
      stderr: () => undefined,
      serve: () => Promise.resolve(ok(null)),
    });
    return { code, json: stdout === '' ? null : JSON.parse(stdout) };
  }

  it('attaches a file to a record by its names, and says by name why not', async () => {
    const created = JSON.stringify({ registry: 'provider', fields: { fullName: 'Дом у озера' } });
    const { json } = await yardam('call', 'record.create', '--json', created);
    const { recordId } = json as { recordId: string };
    const file = join(office.folder, 'Протокол № 3.pdf');
    await writeFile(file, pdfOf('протокол'));
    const to = ['--registry', 'provider', '--id', recordId];
    const done = await yardam('attach', ...to, file, '--kind', 'protocol', '--note', 'заседание');
    expect(done).toMatchObject({ code: 0, json: { version: 2, name: 'Протокол № 3.pdf' } });
    const opened = await yardam(
      'call',
      'record.open',
      '--json',
      JSON.stringify({ registry: 'provider', recordId }),
    );
    expect(opened.json).toMatchObject({ lists: { files: [{ kind: 'protocol', note: 'заседание' }] } });
    await writeFile(file, '<svg/>');
    expect(await yardam('attach', ...to, file)).toMatchObject({
      code: 1,
      json: { error: { code: 'file.wrongType' } },
    });
    await rm(file);
    expect(await yardam('attach', ...to, file)).toMatchObject({
      code: 1,
      json: { error: { code: 'file.notFound' } },
    });
  });

  it('wants the registry, the record and the file', () => {
    const words = ['attach', '--registry', 'provider', '--id', 'r', 'a.pdf', '--user', 'u', '--data', 'd'];
    expect(argvToCall(words)).toEqual({
      ...{ verb: 'call', name: 'file.attach', dataFolder: 'd', user: 'u', upload: 'a.pdf' },
      input: { registry: 'provider', recordId: 'r' },
    });
    for (const missing of ['provider', 'r', 'a.pdf'])
      expect(() => argvToCall(words.filter((word) => word !== missing))).toThrow();
  });
});
