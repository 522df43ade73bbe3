import { parseArgs } from 'node:util';

/** A package for Linux as electron-builder orders it. */
export interface PackageOrder {
  readonly target: 'deb' | 'rpm';
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly maintainer: string;
  readonly vendor: string;
  readonly homepage: string;
  readonly licence: string;
  readonly category: string;
  readonly priority: string;
  /** One line. */
  readonly summary: string;
  readonly description: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  /** The package that is made. */
  readonly file: string;
  /** Paths of scripts. */
  readonly afterInstall: string;
  readonly afterRemove: string;
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

export interface Scripts {
  readonly afterInstall: string;
  readonly afterRemove: string;
}

const text = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;
/** An option that is not here is refused: whatever electron-builder asks for is either done or said aloud. */
const options = {
  'input-type': { ...text, short: 's' },
  'output-type': { ...text, short: 't' },
  force: { type: 'boolean' },
  depends: { ...many, short: 'd' },
  'deb-recommends': many,
  'deb-compression': text,
  'deb-priority': text,
  'rpm-os': text,
  'rpm-compression': text,
  'rpm-summary': text,
  architecture: text,
  'after-install': text,
  'after-remove': text,
  description: text,
  version: text,
  package: text,
  name: text,
  maintainer: text,
  vendor: text,
  url: text,
  category: text,
  license: text,
} as const;

/** Reads the words that would go to `fpm`. */
export function readOrder(argv: readonly string[]): PackageOrder {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const needed = (name: keyof typeof values): string => {
    const value = values[name];
    if (typeof value !== 'string' || value === '') throw new Error(`--${name} is missing`);
    return value;
  };
  const target = needed('output-type');
  if (target !== 'deb' && target !== 'rpm')
    throw new Error(`no packages of the kind ${target} are made here`);
  if (!needed(`${target}-compression`).startsWith('xz'))
    throw new Error('packages are made smaller by xz only');
  // For a deb the one line stands before the text.
  const [first = '', ...rest] = needed('description').split('\n');
  return {
    target,
    name: needed('name'),
    version: needed('version'),
    architecture: architectureOf(target, needed('architecture')),
    maintainer: needed('maintainer'),
    vendor: needed('vendor'),
    homepage: needed('url'),
    licence: needed('license'),
    category: needed('category'),
    priority: values['deb-priority'] ?? 'optional',
    summary: target === 'rpm' ? needed('rpm-summary') : first,
    description: (target === 'rpm' ? [first, ...rest] : rest).join('\n').trim(),
    depends: values.depends ?? [],
    recommends: values['deb-recommends'] ?? [],
    file: needed('package'),
    afterInstall: needed('after-install'),
    afterRemove: needed('after-remove'),
    files: positionals.map(readPair),
  };
}

/** The same processor under the name that the kind of package has for it. */
function architectureOf(target: 'deb' | 'rpm', said: string): string {
  const names: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };
  return target === 'rpm' ? (names[said] ?? said) : said;
}

/** `FROM=TO`, a file or a folder. */
function readPair(words: string): { from: string; to: string } {
  const at = words.lastIndexOf('=');
  if (at === -1) throw new Error(`${words} does not say where it goes`);
  return { from: words.slice(0, at), to: words.slice(at + 1) };
}

/** What stands in `DEBIAN/`. */
export function debFiles(deb: PackageOrder, kilobytes: number, { afterInstall, afterRemove }: Scripts) {
  const control = [
    `Package: ${deb.name}`,
    `Version: ${deb.version}`,
    `Section: ${deb.category}`,
    `Priority: ${deb.priority}`,
    `Architecture: ${deb.architecture}`,
    `Depends: ${deb.depends.join(', ')}`,
    ...(deb.recommends.length > 0 ? [`Recommends: ${deb.recommends.join(', ')}`] : []),
    `Installed-Size: ${kilobytes}`,
    `Maintainer: ${deb.maintainer}`,
    `Homepage: ${deb.homepage}`,
    `Description: ${deb.summary}`,
    ...deb.description.split('\n').map((line) => ` ${line === '' ? '.' : line}`),
  ];
  return [
    { name: 'control', text: `${control.join('\n')}\n`, mode: 0o644 },
    { name: 'postinst', text: afterInstall, mode: 0o755 },
    {
      name: 'postrm',
      text: onlyWhenRemoved('[ "$1" = remove ] || [ "$1" = purge ]', afterRemove),
      mode: 0o755,
    },
  ];
}

/** What `rpmbuild` reads. It takes the tree as it is: nothing is stripped, and no names of libraries are guessed. */
export function rpmSpec(rpm: PackageOrder, tree: string, { afterInstall, afterRemove }: Scripts): string {
  const own = [...new Set(rpm.files.map(({ to }) => to))];
  return [
    '%global debug_package %{nil}',
    '%global _build_id_links none',
    '%global __os_install_post %{nil}',
    '%global _binary_payload w6T.xzdio',
    `Name: ${rpm.name}`,
    `Version: ${rpm.version}`,
    'Release: 1',
    `Summary: ${rpm.summary}`,
    `License: ${rpm.licence}`,
    `Group: ${rpm.category}`,
    `Vendor: ${rpm.vendor}`,
    `Packager: ${rpm.maintainer}`,
    `URL: ${rpm.homepage}`,
    ...rpm.depends.map((one) => `Requires: ${one}`),
    'AutoReqProv: no',
    '',
    '%description',
    literally(rpm.description),
    '',
    '%install',
    'mkdir -p %{buildroot}',
    `cp -a ${literally(tree)}/. %{buildroot}/`,
    '',
    '%post',
    literally(afterInstall),
    '',
    '%postun',
    literally(onlyWhenRemoved('[ "$1" = 0 ]', afterRemove)),
    '',
    '%files',
    '%defattr(-,root,root,-)',
    ...own.map((path) => `"${literally(path)}"`),
    '',
  ].join('\n');
}

const literally = (words: string): string => words.replaceAll('%', '%%');

/**
 * An update removes the older package when the newer one has set up its link and its profile; what only a removal may undo
 * is not undone then.
 */
function onlyWhenRemoved(asked: string, script: string): string {
  const body = script.replace(/^#!.*\n/, '');
  return `#!/bin/bash\nif ${asked}; then\n${body}\nfi\n`;
}
