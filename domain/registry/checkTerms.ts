import type { Registry } from './defineRegistry';
import { termFields } from './traits/terms';

/** Throws where a declaration names what is not there, or what may not lie open: a bug of the noun. */
export function checkTerms(registry: Registry): void {
  const { code, fields, root } = registry;
  const terms = root?.terms ?? [];
  const events = new Set(root?.statuses.moves.map(({ event }) => event));
  for (const { term, starts, ends, exceptions = [] } of terms) {
    const wrong = (what: string): Error => new Error(`term ${term} of ${code}: ${what}`);
    if (terms.filter((one) => one.term === term).length > 1) throw wrong('declared twice');
    for (const edge of [starts, ...ends])
      if ('field' in edge) {
        if (fields[edge.field]?.kind.type !== 'date') throw wrong(`${edge.field} is no day`);
      } else for (const event of edge.events) if (!events.has(event)) throw wrong(`no move is ${event}`);
    for (const { field } of exceptions) if (fields[field] === undefined) throw wrong(`no field ${field}`);
  }
  for (const field of termFields(terms))
    if (fields[field]?.sealed === true)
      throw new Error(`the sealed field ${field} of ${code} would tell its day`);
}
