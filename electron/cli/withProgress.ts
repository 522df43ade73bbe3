import { randomUUID } from 'node:crypto';
import type { App } from '../app/app';
import type { Session } from '../access/sessions';

export type ShowProgress = (done: number, total: number) => void;

/** Does long work under a task of its own and shows how far it is. */
export async function withProgress<T>(
  app: App,
  session: Session,
  show: ShowProgress,
  work: (taskId: string) => Promise<T>,
): Promise<T> {
  const taskId = randomUUID();
  const stop = app.subscribe(session, (name, payload) => {
    if (name === 'task.progressed' && 'taskId' in payload && payload.taskId === taskId)
      show(payload.done, payload.total);
  });
  const result = await work(taskId);
  stop();
  return result;
}
