import { app } from 'electron';

/**
 * What was typed after the program: without its path, without the folder that stands there while it is not installed,
 * and without switches of Chromium before them. `isOwn` knows the options of this program.
 */
export function programWords(argv: readonly string[], isOwn: (word: string) => boolean): readonly string[] {
  const rest = argv.slice(1);
  const typed = app.isPackaged ? rest : rest.slice(rest.findIndex((word) => !word.startsWith('-')) + 1);
  const first = typed.findIndex((word) => !word.startsWith('-') || isOwn(word));
  return first === -1 ? [] : typed.slice(first);
}
