import type { FieldDeclaration } from './defineRegistry';
import type { FieldKind, Option } from './fieldKinds';

/** Short words for what declarations say again and again. */
export const text = (max: number, lines?: 'many'): FieldKind =>
  lines === undefined ? { type: 'text', max } : { type: 'text', max, lines };
export const day: FieldKind = { type: 'date' };
export const pastDay: FieldKind = { type: 'date', notAfterToday: true };
export const yesOrNo: FieldKind = { type: 'boolean' };
export const municipality: FieldKind = { type: 'classifier', classifier: 'oktmo' };
export const choice = (options: readonly Option[]): FieldKind => ({ type: 'choice', options });
export const recordOf = (registry: string): FieldKind => ({ type: 'record', registry });

type Traits = Omit<FieldDeclaration, 'kind' | 'label'>;

/** A field with its words in both languages. */
export const field = <const T extends Traits>(kind: FieldKind, ru: string, tt: string, traits: T) => ({
  kind,
  label: { ru, tt },
  ...traits,
});
