import { createApp } from '../electron/app/createApp';
import { shipped } from '../electron/app/shipped';
import { installation } from '../electron/app/installation';
import { makeKeyOffices, passwordOf } from '../tests/support/offices/keyOffice';
import { ms, type Answer } from './answer';
import { median, p95, timed } from './timing';

/** Signing in with the policy's own cost: the password proven, the slot of the key opened, the journal written. */
const rounds = 40;

export async function signIn(): Promise<Answer> {
  const offices = await makeKeyOffices();
  const dataFolder = await offices.copy();
  const { resourcesFolder, pdfWorker } = installation();
  const opened = await createApp({ ...shipped, dataFolder, resourcesFolder, pdfWorker, capabilities: [] });
  if (!opened.ok) throw new Error(`the office does not open: ${opened.error.code}`);
  const app = opened.value;
  const enter = async (): Promise<void> => {
    const session = app.openSession();
    const input = { login: 'operator', password: passwordOf('operator') };
    const entered = await app.request(session, 'session.signIn', input);
    if (!entered.ok || entered.value.operator.key !== 'open') throw new Error('not let in');
    await app.request(session, 'session.lock', {});
  };
  // The first time stretches twice: the tests' accounts were made at a lower cost.
  await enter();
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) took.push(await timed(enter));
  await app.close();
  await offices.remove();
  return {
    question: `Signing in and locking again, ${rounds} times`,
    figures: [ms('signing in, median', median(took)), ms('signing in, p95', p95(took))],
    targets: [{ ...ms('signing in, p95', p95(took)), atMost: 1000 }],
  };
}
