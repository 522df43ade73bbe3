import { nodePacketFiles } from '../../../electron/exchange/packet/packetFiles';
import { readPacket } from '../../../electron/exchange/packet/takePacket';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  containerLimits,
  readContainer,
  type ContainerLimits,
} from '../../../electron/exchange/edmsFormat/container';
import { readPackage } from '../../../electron/exchange/letter/packageReader';
import { writePackage } from '../../../electron/exchange/letter/packageWriter';
import { sha256Of } from '../../../electron/exchange/packet/sha256Of';
import { packetAt, packetFolder, putPacket, samplePackage, snapshotOf, zipOf } from './packets';

/**
 * Whatever comes out of the incoming folder: a named refusal, nothing thrown, nothing written and nothing removed.
 */

export type Files = Record<string, Uint8Array | string>;

/** The packet as it lies in the incoming folder, through the transport and the reader; what became of it. */
export async function outcomeOf(files: Files, limits: ContainerLimits = containerLimits): Promise<string> {
  const root = await packetFolder();
  await putPacket(join(root, 'outside'), { 'kept.txt': 'kept' });
  await putPacket(join(root, 'In', 'x'), files);
  const before = await snapshotOf(root);
  const taken = await readPacket(nodePacketFiles, packetAt(join(root, 'In', 'x')));
  const read = taken.ok ? await readPackage(taken.value.files, limits) : taken;
  expect(await snapshotOf(root)).toEqual(before);
  return read.ok ? 'ok' : read.error.code;
}

export async function sound(): Promise<{
  'message.xml': Buffer;
  'document.edc.zip': Buffer;
  'envelope.ltr': Buffer;
}> {
  const { files, envelope } = await writePackage(samplePackage());
  const bytesOf = (name: string): Buffer =>
    Buffer.from(files.find((file) => file.name === name)?.bytes ?? '');
  return {
    'message.xml': bytesOf('message.xml'),
    'document.edc.zip': bytesOf('document.edc.zip'),
    'envelope.ltr': envelope,
  };
}

/** The files inside a sound container, to be put together again with something wrong in them. */
export async function insides(): Promise<Record<'passport.xml' | 'document.pdf' | 'changes.json', string>> {
  const inside = await readContainer((await sound())['document.edc.zip']);
  const text = (name: string): string => (inside.ok ? (inside.value.get(name)?.toString() ?? '') : '');
  return {
    'passport.xml': text('passport.xml'),
    'document.pdf': text('document.pdf'),
    'changes.json': text('changes.json'),
  };
}

export const withContainer = async (container: Uint8Array): Promise<Files> => ({
  ...(await sound()),
  'document.edc.zip': container,
});
export const withInsides = async (
  change: (files: Record<string, string>) => Record<string, string>,
): Promise<Files> => withContainer(await zipOf(Object.entries(change(await insides()))));
export const withMessage = async (change: (xml: string) => string | Uint8Array): Promise<Files> => {
  const files = await sound();
  return { ...files, 'message.xml': change(files['message.xml'].toString()) };
};
/** Manifest changed, and its digest stated anew, as somebody who means harm would. */
export const withManifest = (text: string): Promise<Files> =>
  withInsides((files) => ({
    ...files,
    'changes.json': text,
    'passport.xml': (files['passport.xml'] ?? '').replace(
      sha256Of(files['changes.json'] ?? ''),
      sha256Of(text),
    ),
  }));
