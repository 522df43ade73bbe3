import type { CallName, CallResult, Input, Output } from '../../../domain/contract';
import type { App } from '../../../electron/app/app';
import type { Session } from '../../../electron/access/sessions';
import { makeTestOffice } from './testOffice';
import { uploadTo } from './uploadTo';

/** One real office opened by `createApp`, with its administrator signed in. */
export interface DeskOffice {
  readonly app: App;
  readonly session: Session;
  readonly dataFolder: string;
  call<N extends CallName>(name: N, input: Input<N>): Promise<CallResult<N>>;
  /** A call that must succeed. */
  must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** A call that must be refused; answers the code. */
  refusal<N extends CallName>(name: N, input: Input<N>): Promise<string>;
  /** Hands a file in; answers its id. */
  upload(bytes: string | Uint8Array): Promise<string>;
  close(): Promise<void>;
}

export async function openDeskOffice(): Promise<DeskOffice> {
  const office = await makeTestOffice();
  const { dataFolder, login, password } = office;
  const app = await office.open();
  const session = app.openSession();
  const call = <N extends CallName>(name: N, input: Input<N>) => app.request(session, name, input);
  const must = async <N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const result = await call(name, input);
    if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
    return result.value;
  };
  await must('session.signIn', { login, password });
  return {
    ...{ app, session, dataFolder, call, must },
    async refusal(name, input) {
      const result = await call(name, input);
      if (result.ok) throw new Error(`${name} was not refused`);
      return result.error.code;
    },
    upload: (bytes) => uploadTo(app, session, 'list.csv', bytes),
    async close() {
      await app.close();
      await office.remove();
    },
  };
}
