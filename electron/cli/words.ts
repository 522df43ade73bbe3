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

export function oneOf<T extends string>(word: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw new WrongUsage(`${word} is none of ${known.join(', ')}`);
  return found;
}
