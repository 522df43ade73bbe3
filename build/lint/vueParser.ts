import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Linter } from 'eslint';
import * as vue from 'vue-eslint-parser';

type ParserOptions = Linter.ParserOptions;

/**
 * The parser of Vue, which opens every component below `folder` at the first of them. The type service sees a
 * component's script only when it is parsed, and works out all types anew after each new file: with all of them seen
 * at once it does so once, not for every component.
 */
export function vueParser(folder: string): Linter.Parser {
  let areOpen = false;
  return {
    meta: vue.meta,
    parseForESLint(code: string, options: ParserOptions = {}) {
      if (!areOpen) {
        areOpen = true;
        for (const filePath of componentsIn(folder))
          vue.parseForESLint(readFileSync(filePath, 'utf8'), { ...options, filePath });
      }
      return vue.parseForESLint(code, options);
    },
  };
}

const componentsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.vue'))
    .map((name) => join(folder, name));
