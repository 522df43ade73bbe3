import type { Readable } from 'node:stream';
import type { Failure, Result } from '../../domain/values/result';
import type { App } from '../app/app';
import type { EventListener } from '../tasks/events';
import type { StoredFile } from '../files/fileStore';
import { receiveUpload, type UploadedFile } from '../files/uploadedFile';

/** The office as the window of this shell meets it. */
export interface Host {
  call(name: string, input: unknown): Promise<Result<unknown>>;
  subscribe(listener: EventListener): () => void;
  upload(said: { name: string | null; mime: string | null }, bytes: Readable): Promise<Result<UploadedFile>>;
  /** A file for the signed-in operator. */
  findFile(fileId: string): StoredFile | undefined;
  close(): Promise<void>;
}

/** One window, one session. */
export function createHost(app: App): Host {
  const session = app.openSession();
  return {
    call: (name, input) => app.call(session, name, input),
    subscribe: (listener) => app.subscribe(session, listener),
    upload: (said, bytes) => receiveUpload(app, session, said, bytes),
    findFile: (fileId) => app.filesOf(session)?.find(fileId),
    close: () => app.close(),
  };
}

/**
 * An office that could not be opened (locked, damaged, newer, none). Every call answers why, so that the window says it
 * in the operator's language with the sentences it has for everything else.
 */
export function createClosedHost(error: Failure): Host {
  const refused = { ok: false, error } as const;
  return {
    call: () => Promise.resolve(refused),
    subscribe: () => () => undefined,
    upload: () => Promise.resolve(refused),
    findFile: () => undefined,
    close: () => Promise.resolve(),
  };
}
