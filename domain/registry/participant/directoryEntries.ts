import { findMunicipality } from '../classifiers';
import type { PaperInput } from '../behaviour';
import type { Registry } from '../defineRegistry';
import type { FieldContext } from '../fieldContext';
import type { FieldValues } from '../fieldKinds';
import { readReference } from '../references/recordReference';
import { specialist } from '../specialist/declaration';
import {
  noInformationCell,
  printedValue,
  publishedFields,
  type PrintedRecord,
} from '../../report/printedFields';
import { participant } from './declaration';

/** What the printed directory is made of: entries that hold today, by what they belong to. */
export interface DirectoryEntries {
  readonly participants: readonly PrintedRecord[];
  readonly specialists: readonly PrintedRecord[];
  /** The participant that a field of an entry names. */
  participantOf(fields: FieldValues, field: string): PrintedRecord | undefined;
  readonly context: FieldContext;
}

export function entriesOf({ records, others, context, selection }: PaperInput): DirectoryEntries {
  const participants = records.filter(isActive);
  const byId = new Map(participants.map((record) => [record.recordId ?? '', record]));
  const participantOf = (fields: FieldValues, field: string): PrintedRecord | undefined =>
    byId.get(readReference(fields[field] ?? null)?.id ?? '');
  // Of a part of the participants, the specialists of that part.
  const specialists = (others?.[specialist.code] ?? [])
    .filter(isActive)
    .filter(({ fields }) => selection === undefined || participantOf(fields, 'participant') !== undefined);
  return { participants, specialists, participantOf, context };
}

const isActive = ({ status }: PrintedRecord): boolean => status === participant.root.statuses.versionedFrom;

/** A published field in words. */
export function sayField(
  registry: Registry,
  fields: FieldValues,
  name: string,
  context: FieldContext,
): string {
  const field = publishedFields(registry).find((one) => one.name === name);
  return field === undefined ? '' : printedValue(field.declaration, fields[name], context, '');
}

/** The first that says anything; a dash where nothing does. */
export const firstOf = (...words: readonly string[]): string =>
  words.find((one) => one !== '') ?? noInformationCell;

/** The municipality that an entry is of: its code, as the list of them has it. */
export function municipalityOf({ fields }: PrintedRecord, { classifiers }: FieldContext): string | undefined {
  const oktmo = fields['oktmo'];
  return typeof oktmo === 'string' ? findMunicipality(classifiers.oktmo, oktmo)?.code : undefined;
}
