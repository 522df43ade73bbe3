import { app } from 'electron';

/**
 * What was typed after the program: without its path, without the folder that stands there while it is not installed,
 * and without switches of Chromium before them. `--data` is the window's own and begins what was typed.
 */
export function programWords(argv: readonly string[]): readonly string[] {
  const rest = argv.slice(1);
  const first = rest.findIndex((word) => !word.startsWith('-') || word === '--data');
  if (first === -1) return [];
  return rest.slice(app.isPackaged ? first : first + 1);
}
