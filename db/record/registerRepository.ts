import { birthField } from '../../domain/exchange/birth';
import { nameOfChange, type Change } from '../../domain/exchange/change';
import { emptyRegister, noteEvent, type Register } from '../../domain/exchange/register';
import type { ReadDb } from '../file/handles';
import { eventChange, eventColumns, readRow, type EventRow } from './eventRow';

/**
 * What the log tells of single fields, folded into registers: read for the fields that a change touches, inside the
 * transaction that writes it. Sealed values stay sealed here: only whether two are the same is ever asked.
 */
export interface Registers {
  of(field: FieldPlace): Register;
  /** Was this ask never shown as the value, because a person of the deciding office answers it? */
  isProposal(ask: Change): boolean;
}

/** A field is named with its registry: nothing keeps another office from giving a row the id of a record. */
export type FieldPlace = Pick<Change, 'registry' | 'recordId' | 'field'>;
export type Wanted = readonly FieldPlace[];

/**
 * Registers of these fields of these records and rows; one that nothing was told of is empty. With `held` only the
 * greatest word of each is read, and births: enough to change a field that is one's own, however long its history is.
 */
export async function readRegisters(
  db: ReadDb,
  wanted: Wanted,
  which: 'all' | 'held' = 'all',
): Promise<Registers> {
  const registers = new Map<string, Register>();
  const proposals = new Set<string>();
  const places = new Map<string, FieldPlace>();
  for (const { registry, recordId, field } of wanted) {
    registers.set(keyOf({ registry, recordId, field }), emptyRegister());
    for (const one of [field, birthField]) {
      const place = { registry, recordId, field: one };
      places.set(keyOf(place), place);
    }
  }
  const values = [
    JSON.stringify([...places.values()].map(({ registry, recordId, field }) => [recordId, field, registry])),
  ];
  const rows = await db.all<EventRow>(which === 'held' ? selectHeld : selectAll, values);
  for (const row of rows.sort((a, b) => a.seq - b.seq)) {
    for (const event of readRow(row)) {
      const register = registers.get(keyOf(event));
      if (register === undefined) continue;
      if (event.kind === 'ask' && event.outcome === 'stale') proposals.add(nameOfChange(event));
      noteEvent(register, eventChange(event));
    }
  }
  return {
    of: (place) => registers.get(keyOf(place)) ?? emptyRegister(),
    isProposal: (ask) => proposals.has(nameOfChange(ask)),
  };
}

const keyOf = ({ registry, recordId, field }: FieldPlace): string => `${registry}/${recordId}/${field}`;

// CROSS JOIN keeps this order of tables: each pair looks its own rows up by the index.
const ofPairs = `FROM json_each(?1) AS wanted CROSS JOIN change_event AS event
    ON record_id = wanted.value ->> 0 AND field = wanted.value ->> 1 AND registry = wanted.value ->> 2`;
const selectOpen = `SELECT ${eventColumns} ${ofPairs} AND kind IN ('ask', 'lost')`;
const selectAll = `SELECT ${eventColumns} ${ofPairs} AND kind = 'word' UNION ALL ${selectOpen}`;
// Of a birth that was accepted by parts every part is wanted.
const selectHeld = `
  SELECT ${eventColumns} ${ofPairs} AND kind = 'word' AND wanted.value ->> 1 = ''
   UNION ALL
  SELECT ${eventColumns} FROM json_each(?1) AS wanted CROSS JOIN change_event AS event
      ON event.seq = (SELECT seq FROM change_event AS word
                       WHERE word.record_id = wanted.value ->> 0 AND word.field = wanted.value ->> 1
                         AND word.registry = wanted.value ->> 2 AND word.kind = 'word' AND word.field <> '' ORDER BY word_key DESC LIMIT 1)
   UNION ALL
  ${selectOpen}`;
