import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolders, makeFoldersAtOnce } from '../../db/file/makeFolders';
import { packetFolder } from '../support/exchange/packets';

/** Folders are made level by level; what cannot be made is an error and never a wait without end. */
it('makes what is missing and answers the topmost that it made', async () => {
  const root = await packetFolder();
  const deep = join(root, 'а', 'б', 'в');
  expect(await makeFolders(deep, 0o700)).toBe(join(root, 'а'));
  expect(await makeFolders(deep)).toBeUndefined();
  expect(await makeFolders(join(deep, 'г'))).toBe(join(deep, 'г'));
  if (process.platform !== 'win32') expect((await stat(join(root, 'а'))).mode & 0o777).toBe(0o700);
});

it('is asked twice at once', async () => {
  const root = await packetFolder();
  const deep = join(root, 'x', 'y', 'z');
  await Promise.all([makeFolders(deep), makeFolders(deep), makeFolders(join(root, 'x', 'w'))]);
  expect((await readdir(join(root, 'x'))).sort()).toEqual(['w', 'y']);
});

it('refuses where a file stands in the way', async () => {
  const root = await packetFolder();
  await writeFile(join(root, 'file'), '');
  await expect(makeFolders(join(root, 'file', 'x'))).rejects.toThrow(/ENOTDIR|EEXIST|ENOENT/);
  await expect(makeFolders(join(root, 'file'))).rejects.toThrow('EEXIST');
});

it('ends where no folder can be made', async () => {
  const nowhere = process.platform === 'win32' ? 'Q:\\none\\x' : '/proc/none/x';
  await expect(makeFolders(nowhere)).rejects.toThrow('ENOENT');
  expect(() => {
    makeFoldersAtOnce(nowhere);
  }).toThrow('ENOENT');
});

it('makes them at once too', async () => {
  const root = await packetFolder();
  await mkdir(join(root, 'a'));
  makeFoldersAtOnce(join(root, 'a', 'b', 'c'));
  makeFoldersAtOnce(join(root, 'a', 'b', 'c'));
  expect(await readdir(join(root, 'a', 'b'))).toEqual(['c']);
});
