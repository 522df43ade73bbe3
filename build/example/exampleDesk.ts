import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { CallName, Input, Output } from '../../domain/contract';
import type { App } from '../../electron/app/app';
import type { Session } from '../../electron/access/sessions';
import { createApp } from '../../electron/app/createApp';
import { installation } from '../../electron/app/installation';
import { shipped } from '../../electron/app/shipped';
import { receiveUpload } from '../../electron/files/uploadedFile';

/** Somebody at a window of an example office: everything goes in by the calls that windows make. */
export interface ExampleDesk {
  readonly session: Session;
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Hands a table in; answers its id. */
  send(file: string): Promise<string>;
}

export async function openExample(
  dataFolder: string,
  { resourcesFolder, pdfWorker } = installation(),
): Promise<App> {
  const opened = await createApp({ ...shipped, dataFolder, resourcesFolder, pdfWorker, capabilities: [] });
  if (!opened.ok) throw new Error(`${dataFolder}: ${opened.error.code}`);
  return opened.value;
}

export async function sitDown(app: App, login: string, password: string): Promise<ExampleDesk> {
  const session = app.openSession();
  const must: ExampleDesk['must'] = async (name, input) => {
    const result = await app.request(session, name, input);
    if (!result.ok) throw new Error(`${login}: ${name}: ${JSON.stringify(result.error)}`);
    return result.value;
  };
  await must('session.signIn', { login, password });
  const send: ExampleDesk['send'] = async (path) => {
    const said = { name: basename(path), mime: 'text/csv' };
    const received = await receiveUpload(app, session, said, createReadStream(path));
    if (!received.ok) throw new Error(received.error.code);
    return received.value.fileId;
  };
  return { session, must, send };
}
