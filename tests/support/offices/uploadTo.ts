import { Readable } from 'node:stream';
import type { App } from '../../../electron/app/app';
import type { Session } from '../../../electron/access/sessions';
import { receiveUpload } from '../../../electron/files/uploadedFile';

/** Hands a file in at a desk; answers its id. */
export async function uploadTo(
  app: App,
  session: Session,
  name: string,
  bytes: string | Uint8Array,
): Promise<string> {
  const said = { name, mime: 'text/csv' };
  const received = await receiveUpload(app, session, said, Readable.from([Buffer.from(bytes)]));
  if (!received.ok) throw new Error(received.error.code);
  return received.value.fileId;
}
