import { fail, ok, type Result } from '../../../domain/values/result';
import type { Message } from '../edmsFormat/message';
import { readMessage, type MessageErrorCode } from '../edmsFormat/readMessage';

/**
 * The message of a packet: the first XML file whose root is a message. Never chosen by its name, because every system
 * names it differently and the list in the envelope has no fixed order.
 */
interface FoundMessage {
  readonly name: string;
  readonly bytes: Buffer;
  readonly message: Message;
}

/** When no file is a message, the first refusal that is more telling than "no message". */
export function findMessage(files: ReadonlyMap<string, Buffer>): Result<FoundMessage, MessageErrorCode> {
  let refusal = fail<MessageErrorCode>('packet.noMessage');
  for (const [name, bytes] of files) {
    if (!/\.xml$/i.test(name)) continue;
    const message = readMessage(bytes);
    if (message.ok) return ok({ name, bytes, message: message.value });
    if (refusal.error.code === 'packet.noMessage') refusal = message;
  }
  return refusal;
}
