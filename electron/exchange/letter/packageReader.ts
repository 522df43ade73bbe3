import { z } from 'zod';
import {
  manifestShape,
  packageFormat,
  packageVersion,
  type PackageManifest,
} from '../../../domain/exchange/packageManifest';
import { fail, ok, type Err, type Result } from '../../../domain/values/result';
import {
  containerLimits,
  readContainer,
  type ContainerErrorCode,
  type ContainerLimits,
} from '../edmsFormat/container';
import { entryNamed } from '../edmsFormat/fileName';
import type { ContainerMessage } from '../edmsFormat/message';
import { passportName, type Passport, type PassportFile } from '../edmsFormat/passport';
import { readPassport, type PassportErrorCode } from '../edmsFormat/readPassport';
import type { MessageErrorCode } from '../edmsFormat/readMessage';
import { findMessage } from '../packet/findMessage';
import { changesName } from './packageWriter';
import { sha256Of } from '../packet/sha256Of';

/**
 * Reads a package of changes out of a packet's files: message, archive, passport, digests, manifest, in this order, so
 * that nothing is interpreted before what vouches for it. Who sent it, whether its number fits and what its changes do
 * is not known here. Pure but for memory: nothing is written.
 */
export interface ReadPackage {
  readonly message: ContainerMessage;
  readonly passport: Passport;
  readonly manifest: PackageManifest;
  /** The cover letter, as it came. */
  readonly cover: Buffer;
  /** Attachments by the name the passport gives them. */
  readonly attachments: ReadonlyMap<string, Buffer>;
}

export type PackageErrorCode =
  MessageErrorCode | ContainerErrorCode | PassportErrorCode | 'packet.badPayload' | 'packet.hashMismatch';

/** A receipt or another kind of message is `packet.unknownKind`: ask `findMessage` first. */
export async function readPackage(
  files: ReadonlyMap<string, Buffer>,
  limits: ContainerLimits = containerLimits,
): Promise<Result<ReadPackage, PackageErrorCode>> {
  const found = findMessage(files);
  if (!found.ok) return found;
  const message = found.value.message;
  if (message.kind !== 'container') return fail('packet.unknownKind', { params: { kind: message.kind } });
  const archive = entryNamed(files, message.body);
  if (archive === undefined) return absent(message.body);
  const container = await readContainer(archive, limits);
  if (!container.ok) return container;
  const description = entryNamed(container.value, passportName);
  if (description === undefined) return absent(passportName);
  const passport = readPassport(description);
  if (!passport.ok) return passport;
  const parts = checkFiles(passport.value, container.value);
  if (!parts.ok) return parts;
  const manifest = readManifest(parts.value.attachments);
  if (!manifest.ok) return manifest;
  return ok({ message, passport: passport.value, manifest: manifest.value, ...parts.value });
}

type Parts = Pick<ReadPackage, 'cover' | 'attachments'>;

/** Every file that the passport names is there and has the digest it states; `changes.json` must state one. */
function checkFiles(
  passport: Passport,
  files: ReadonlyMap<string, Buffer>,
): Result<Parts, 'packet.badContainer' | 'packet.hashMismatch'> {
  const checked = new Map<string, Buffer>();
  for (const file of [passport.document, ...passport.attachments]) {
    const bytes = entryNamed(files, file.name);
    if (bytes === undefined) return absent(file.name);
    if (!isSound(file, bytes)) return fail('packet.hashMismatch', { params: { name: file.name } });
    checked.set(file.name, bytes);
  }
  const cover = checked.get(passport.document.name);
  checked.delete(passport.document.name);
  return cover === undefined ? absent(passport.document.name) : ok({ cover, attachments: checked });
}

const isSound = ({ name, sha256 }: PassportFile, bytes: Buffer): boolean =>
  sha256 === null ? name !== changesName : sha256Of(bytes) === sha256;

const heading = z.object({ format: z.literal(packageFormat), version: z.number().int().positive() });

/** The version is looked at before the shape, so that a newer package is refused as newer and not as broken. */
function readManifest(
  attachments: ReadonlyMap<string, Buffer>,
): Result<PackageManifest, 'packet.badPayload' | 'packet.unknownVersion'> {
  const bytes = attachments.get(changesName);
  const json = bytes === undefined ? undefined : parseJson(bytes);
  const head = heading.safeParse(json);
  if (!head.success) return badPayload(head.error);
  if (head.data.version > packageVersion) {
    return fail('packet.unknownVersion', { params: { version: head.data.version } });
  }
  const manifest = manifestShape.safeParse(json);
  if (!manifest.success) return badPayload(manifest.error);
  return ok(manifest.data);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

const badPayload = (error: z.ZodError): Err<'packet.badPayload'> =>
  fail('packet.badPayload', {
    params: { detail: [changesName, ...(error.issues[0]?.path ?? [])].join('.') },
  });

const absent = (name: string): Err<'packet.badContainer'> =>
  fail('packet.badContainer', { params: { name } });
