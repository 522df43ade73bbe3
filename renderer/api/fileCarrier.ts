import { fail, ok, type Result } from '../../domain/values/result';
import type { UploadedFile } from './transport';
import { answered, unreachable } from './answer';

/** Bytes travel beside the calls: every host serves `/files` at the page's own origin. */
export async function uploadFile(file: File): Promise<Result<UploadedFile>> {
  try {
    const response = await fetch(`/files?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': file.type === '' ? 'application/octet-stream' : file.type },
      body: file,
    });
    const result = await answered(response);
    return result.ok ? ok(result.value as UploadedFile) : result;
  } catch {
    return (await unreadable(file)) ?? unreachable;
  }
}

/** A browser says nothing of why it could not send: a file that another program holds looks as if the program were gone. */
async function unreadable(file: File): Promise<Result<never> | undefined> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return undefined;
  } catch (error) {
    const isGone = error instanceof Error && error.name === 'NotFoundError';
    return fail('file.unwritable', { params: { path: file.name, fault: isGone ? 'absent' : 'held' } });
  }
}

export const fileUrl = (fileId: string): string => `/files/${encodeURIComponent(fileId)}`;
