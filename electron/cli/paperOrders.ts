import { shippedRegistries } from '../../domain/registry/shipped';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { Book } from '../../domain/registry/traits/book';
import type { PaperDeclaration } from '../../domain/registry/traits/papers';
import type { CallOrder, Desk } from './order';
import { oneOf, type Words } from './words';

/** `yardam export …`, `print …`, `publish …`: what leaves the program as a file, by what registries declare. */
type Call = Omit<CallOrder, 'verb' | keyof Desk>;

/** A registry, or a book by its name: `export directory`. */
export function exportOrder(words: Words): Call {
  const named = oneOf(words.take('REGISTRY'), [
    ...shippedRegistries.map(({ code }) => `${code}s`),
    ...books.keys(),
  ]);
  const book = books.get(named);
  const out = words.needed('out');
  const own = ['csv', 'xlsx', 'json'];
  if (book === undefined)
    return {
      ...{ name: 'export.make', out },
      input: { registry: named.slice(0, -1), format: oneOf(words.needed('format'), own) },
    };
  const format = oneOf(words.needed('format'), [...own, ...(book.root?.book?.formats ?? [])]);
  return { name: 'export.make', input: { registry: book.code, format, book: true }, out };
}

/** A paper by its name, or a book in one of its orders: `print directory --by district`. */
export function printOrder(words: Words): Call {
  const named: string = oneOf(words.take('DOCUMENT'), [...papers.keys(), ...books.keys()]);
  const kind = books.has(named) ? orderedBook(named, words.needed('by')) : named;
  const input = papers.get(kind) === 'list' ? { kind } : { kind, recordId: words.needed('id') };
  return { name: 'document.make', input, out: words.needed('out') };
}

function orderedBook(book: string, by: string): string {
  const { code = '', root } = books.get(book) ?? {};
  const ordered = new Map(
    (root?.papers ?? []).flatMap((paper) => (paper.by === undefined ? [] : [[paper.by, paper.code]])),
  );
  return `${code}-${ordered.get(oneOf(by, [...ordered.keys()])) ?? ''}`;
}

/** The public registry; the only one where no other is named. */
export function publishOrder(words: Words): Call {
  const codes = shippedRegistries.flatMap(({ code, root }) =>
    root?.publication === undefined ? [] : [code],
  );
  const registry = oneOf(words.next() ?? codes[0] ?? '', codes);
  return { name: 'registry.publish', input: { registry }, folder: words.needed('out') };
}

/** An empty form, for who fills it in without the program. */
export const formOrder = (words: Words): Call => ({
  name: 'form.make',
  input: { registry: registryOf(words) },
  out: words.needed('out'),
});

/** Registries go by their plural here: `providers`. */
export function registryOf(words: Words): string {
  const plural = oneOf(
    words.take('REGISTRY'),
    shippedRegistries.map(({ code }) => `${code}s`),
  );
  return plural.slice(0, -1);
}

/** Registries that leave together, by what they are called together. */
const books = new Map<string, Registry>(
  shippedRegistries.flatMap((registry) => {
    const book: Book | undefined = registry.root?.book;
    return book === undefined ? [] : [[book.code, registry] as const];
  }),
);

/** Papers that registries declare, by the name that `document.make` knows. */
const papers = new Map<string, PaperDeclaration['of']>(
  shippedRegistries.flatMap(({ code, root }) =>
    (root?.papers ?? []).map((paper) => [`${code}-${paper.code}`, paper.of] as const),
  ),
);
