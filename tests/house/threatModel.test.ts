import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asvsRequirements } from './asvsRequirements';

/** What the documents on security claim must at least be there: each file they name, each requirement they answer. */
const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const documents = ['docs/threat-model.md', 'docs/asvs.md'];
const rowsOf = (path: string): readonly (readonly string[])[] =>
  read(path)
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| -'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const answers = rowsOf('docs/asvs.md')
  .filter(([numbers = '']) => numbers.startsWith('V'))
  .map(([numbers = '', level = '', asks = '', answer = '']) => ({
    numbers: numbers.split(', '),
    level: Number(level),
    asks,
    answer,
  }));

describe('the documents on security', () => {
  it.each(documents)('%s names only files that there are', (document) => {
    const named = [
      ...read(document).matchAll(/`((?:tests|docs|build|domain|electron|renderer)\/[\w./-]+)`/g),
    ];
    expect(named.length).toBeGreaterThan(30);
    const missing = new Set(
      named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path))),
    );
    expect([...missing]).toEqual([]);
  });

  it('prove every measure by a test', () => {
    const tables = rowsOf('docs/threat-model.md');
    const measures = tables.filter((row) => row.at(-1)?.includes('tests/') === true);
    expect(measures.length).toBeGreaterThan(60);
    const [, section4 = ''] = /\n## 4\.(.*?)\n## 5\./s.exec(read('docs/threat-model.md')) ?? [];
    const unproven = section4
      .split('\n')
      .filter(
        (line) => line.startsWith('|') && !/^\| -|^\| (threat|№) /.test(line) && !line.includes('`tests/'),
      );
    expect(unproven).toEqual([]);
  });
});

describe('the answers to ASVS', () => {
  const wanted = Object.entries(asvsRequirements).flatMap(([section, levels]) =>
    levels.flatMap((numbers, index) => numbers.map((number) => `${index + 1} V${section}.${number}`)),
  );

  it('are asked 70 times by level 1 and 183 times more by level 2', () => {
    expect([1, 2].map((level) => wanted.filter((one) => one.startsWith(`${level} `)).length)).toEqual([
      70, 183,
    ]);
  });

  it('answer every requirement once, at its level', () => {
    const given = answers.flatMap(({ numbers, level }) => numbers.map((number) => `${level} ${number}`));
    expect(given.toSorted()).toEqual(wanted.toSorted());
  });

  it('show what is met by a file, and say of everything else why', () => {
    const bad = answers.filter(({ asks, answer }) => {
      if (asks === '') return true;
      if (answer.startsWith('**Met**. ')) return !/`(tests|docs)\//.test(answer);
      if (answer.startsWith('**In part**. ')) return !/`(tests|docs)\//.test(answer) || answer.length < 80;
      return !/^(\*\*Not applicable\*\*, because|\*\*Not met\*\*, knowingly:|\*\*The organisation's\*\*:) .{15}/.test(
        answer,
      );
    });
    expect(bad).toEqual([]);
  });
});
