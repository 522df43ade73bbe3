import type { Events } from './events';

/** Long work that tells how far it is and can be stopped. The caller names the task, so that it may cancel it. */
export interface Tasks {
  start(taskId: string | undefined): Task;
  /** False when no such task is under way. */
  cancel(taskId: string): boolean;
}

export interface Task {
  readonly isCancelled: () => boolean;
  progress(done: number, total: number): void;
  end(): void;
}

export function createTasks(events: Events): Tasks {
  const cancelled = new Map<string, boolean>();
  return {
    start(taskId) {
      if (taskId !== undefined) cancelled.set(taskId, false);
      return {
        isCancelled: () => taskId !== undefined && cancelled.get(taskId) === true,
        progress: (done, total) => {
          if (taskId !== undefined) events.emit('task.progressed', { taskId, done, total });
        },
        end: () => {
          if (taskId !== undefined) cancelled.delete(taskId);
        },
      };
    },
    cancel(taskId) {
      if (!cancelled.has(taskId)) return false;
      cancelled.set(taskId, true);
      return true;
    },
  };
}
