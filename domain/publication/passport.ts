import { z } from 'zod';
import type { Registry } from '../registry/defineRegistry';
import { publishedFields } from './publishedRows';

/** `resources/registry/openData.json`: what the passport of a data set says, as rows whose values are filled in. */
export const openDataShape = z.object({
  source: z.string(),
  sure: z.boolean(),
  identifier: z.string(),
  publisherName: z.string(),
  publisherPhone: z.string(),
  publisherEmail: z.string(),
  passport: z.array(z.array(z.string())),
});
export type OpenData = z.infer<typeof openDataShape>;

/** Fills the rows of a passport; a gap that nothing fills stays empty. */
export function fillPassport(
  { passport }: OpenData,
  values: Readonly<Record<string, string>>,
): readonly (readonly string[])[] {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? '') : '',
    );
  return passport.map((row) => row.map(fill));
}

/** What each column of the table is: its name, its words and its kind. */
export function openDataStructure(root: Registry): readonly (readonly string[])[] {
  return [
    ['field name', 'english description', 'russian description', 'format'],
    ...publishedFields(root).map(({ name, label, kind }) => [
      name,
      spaced(name),
      label.ru,
      kind?.type === 'integer' || kind?.type === 'year' ? 'xs:integer' : 'xs:string',
    ]),
  ];
}

const spaced = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
