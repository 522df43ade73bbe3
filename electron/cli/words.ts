import type { InputPlace } from './order';

/** The words of a command line while an order is made of them; what is wrong with them is `WrongUsage`. */
export class WrongUsage extends Error {}

export interface Words {
  /** The next positional argument, by what it is for. */
  take(what: string): string;
  /** The next one, if there is one. */
  next(): string | undefined;
  needed(option: string): string;
  text(option: string): string | undefined;
  has(flag: string): boolean;
}

export function wordsOf(
  values: Readonly<Record<string, string | boolean | undefined>>,
  rest: string[],
): Words {
  const text = (option: string): string | undefined => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    text,
    has: (flag) => values[flag] === true,
    next: () => rest.shift(),
    take(what) {
      const word = rest.shift();
      if (word === undefined) throw new WrongUsage(`${what} is missing`);
      return word;
    },
    needed(option) {
      const value = text(option);
      if (value === undefined || value === '') throw new WrongUsage(`--${option} is missing`);
      return value;
    },
  };
}

/** The option where it was given, and no key where it was not. */
export function given<O extends string>(option: O, words: Words): { readonly [N in O]?: string } {
  const text = words.text(option);
  return text === undefined ? {} : ({ [option]: text } as { readonly [N in O]: string });
}

export function oneOf<T extends string>(word: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw new WrongUsage(`${word} is none of ${known.join(', ')}`);
  return found;
}

/** The value of `--json`, which is never said again: it may hold personal data. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new WrongUsage('--json is not JSON');
  }
}

/** Text of a pipe or a file without the mark that shells of Windows put before it; letters of another encoding are not guessed at. */
export function utf8Of(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WrongUsage('the input is not UTF-8');
  }
}

/** A port of this machine; 0 lets the system choose. */
export function portOf(words: Words): number {
  const port = Number(words.text('port') ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new WrongUsage('--port wants a number up to 65535');
  return port;
}

/** Given in the line, or where it is to be read: `-` and `@FILE`, which no JSON begins with. */
export function inputOf(words: Words): { input: unknown; inputFrom?: InputPlace } {
  const text = words.text('json') ?? '{}';
  if (text === '-') return { input: {}, inputFrom: 'stdin' };
  if (!text.startsWith('@')) return { input: parseJson(text) };
  if (text === '@') throw new WrongUsage('--json @FILE wants the name of a file');
  return { input: {}, inputFrom: { file: text.slice(1) } };
}
