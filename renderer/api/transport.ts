import type { EventName } from '../../domain/contract';
import type { Result } from '../../domain/values/result';

/**
 * How the window reaches the program. A transport carries names and JSON and knows no call by name; bytes travel
 * beside the calls, through `upload` and `fileUrl`.
 */
export interface Transport {
  /** What is `lasting` goes out though the page goes away. */
  call(name: string, input: unknown, lasting?: 'lasting'): Promise<Result<unknown>>;
  /** `listener` hears every event until the answer is called. */
  onEvent(listener: EventListener): () => void;
  /** Hands a file in; calls then name it by its id. */
  upload(file: File): Promise<Result<UploadedFile>>;
  /** Where the bytes of a file can be shown or saved from. */
  fileUrl(fileId: string): string;
}

export type EventListener = (name: EventName, payload: unknown) => void;

export interface UploadedFile {
  readonly fileId: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
}
