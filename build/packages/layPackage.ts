#!/usr/bin/env tsx
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { debFiles, readOrder, rpmSpec, type PackageOrder } from './packageOrder';

/**
 * What electron-builder hands to `fpm`, done with `dpkg-deb` and `rpmbuild`, which every Linux brings: it fetches `fpm` from a
 * place that closed networks do not reach, and asks whatever program `CUSTOM_FPM_PATH` names instead.
 */
const order = readOrder(process.argv.slice(2));
const work = mkdtempSync(join(tmpdir(), 'yardam-package-'));
try {
  const tree = join(work, 'tree');
  for (const { from, to } of order.files) {
    const target = join(tree, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  plainRights(tree);
  if (order.target === 'deb') makeDeb(order, tree);
  else makeRpm(order, tree, work);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function makeDeb(deb: PackageOrder, tree: string): void {
  mkdirSync(join(tree, 'DEBIAN'));
  for (const { name, text, mode } of debFiles(deb, kilobytes(tree), scriptsOf(deb))) {
    writeFileSync(join(tree, 'DEBIAN', name), text);
    chmodSync(join(tree, 'DEBIAN', name), mode);
  }
  run('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', tree, deb.file]);
}

function makeRpm(rpm: PackageOrder, tree: string, folder: string): void {
  const spec = join(folder, 'package.spec');
  writeFileSync(spec, rpmSpec(rpm, tree, scriptsOf(rpm)));
  const set = (name: string, value: string): readonly string[] => ['--define', `${name} ${value}`];
  run('rpmbuild', [
    ...['-bb', spec, '--target', `${rpm.architecture}-linux`, '--buildroot', join(folder, 'root')],
    ...set('_topdir', join(folder, 'rpm')),
    ...set('_rpmdir', dirname(rpm.file)),
    ...set('_rpmfilename', rpm.file.slice(dirname(rpm.file).length + 1)),
  ]);
}

function scriptsOf({ afterInstall, afterRemove }: PackageOrder) {
  return { afterInstall: readFileSync(afterInstall, 'utf8'), afterRemove: readFileSync(afterRemove, 'utf8') };
}

/** Whoever builds may have a careful umask; everybody at the desk must be able to read the program. */
function plainRights(path: string): void {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return;
  const runs = entry.isDirectory() || (entry.mode & 0o100) !== 0;
  chmodSync(path, runs ? 0o755 : 0o644);
  if (entry.isDirectory()) for (const name of readdirSync(path)) plainRights(join(path, name));
}

function kilobytes(path: string): number {
  const entry = statSync(path);
  if (!entry.isDirectory()) return Math.ceil(entry.size / 1024);
  return readdirSync(path).reduce((sum, name) => sum + kilobytes(join(path, name)), 4);
}

function run(program: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) throw new Error(`${program} is not on this machine`, { cause: error });
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}\n${stderr}`);
}
