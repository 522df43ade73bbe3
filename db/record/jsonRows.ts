/**
 * Many rows for one statement, as JSON that it reads by `json_each`: bound one by one they take three times the time, and
 * every statement of its own is a way to another thread and back.
 */
export function* jsonRows(rows: readonly (readonly unknown[])[]): Generator<string> {
  for (let from = 0; from < rows.length; from += rowsPerStatement)
    yield JSON.stringify(rows.slice(from, from + rowsPerStatement));
}

/** Keeps the JSON of one statement about a megabyte. */
const rowsPerStatement = 1000;

/** The columns of such a row, as a statement selects them from `json_each`. */
export const jsonColumns = (count: number): string =>
  Array.from({ length: count }, (_, index) => `value ->> ${index}`).join(', ');
