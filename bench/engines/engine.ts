import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { root } from '../../build/root';

/**
 * `npm run bench -- --engine=node NAME …` measures the whole program on another SQLite: `node` is the one inside Node,
 * anything else a module that speaks like the package `sqlite3`. Every process that a bench starts gets it in place of
 * the shipped one. Answers the variables of the environment that bring it about.
 */
export function engineVariables(name: string): Readonly<Record<string, string>> {
  const place = pathToFileURL(name === 'node' ? join(root, 'bench', 'engines', 'nodeSqlite.ts') : name).href;
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({
      resolve: (specifier, context, next) => next(specifier === 'sqlite3' ? '${place}' : specifier, context),
    });`;
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hook)}` };
}
