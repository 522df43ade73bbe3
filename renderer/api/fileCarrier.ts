import { ok, type Result } from '../../domain/values/result';
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
    return unreachable;
  }
}

export const fileUrl = (fileId: string): string => `/files/${encodeURIComponent(fileId)}`;
