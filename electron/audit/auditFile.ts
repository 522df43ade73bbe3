import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  exportedLine,
  exportHeader,
  witnessFile,
  type ExportHeader,
  type WitnessFile,
} from '../../domain/audit/auditFile';
import type { AuditReport, Head } from '../../domain/audit/finding';
import { fail, ok, type Err, type Result } from '../../domain/values/result';
import { isAbsent, refusalOfFile, type FileRefusal } from '../../db/file/fileFault';
import { createChainWalk, type HashedLine } from '../../db/journal/auditChain';
import { lineText } from '../../db/journal/auditLog';
import { hasCode } from '../../db/file/sqliteConnection';

/**
 * The journal as a file. What is hashed stands in each line literally, so that a reader in any language need not write
 * JSON the way this program does; the reader here is as strict as the script of docs/audit-format.md.
 */

/** The text that was hashed with the hash in it as the last value. */
export const toExportedLine = (line: HashedLine): string =>
  `${lineText(line).slice(0, -1)},${JSON.stringify(line.hash)}]`;

export type FileReport = Omit<AuditReport, 'changes' | 'files'> &
  Pick<ExportHeader, 'office' | 'from' | 'to'>;

/** Checks an exported file by itself and, when they are given, against heads that another office holds. */
export async function checkAuditFile(
  path: string,
  witness?: WitnessFile,
): Promise<Result<FileReport, 'file.notFound' | FileRefusal | 'audit.notExport' | 'audit.notWitness'>> {
  const lines = textLines(path);
  try {
    const first = await lines.next();
    const header = exportHeader.safeParse(first.done === true ? undefined : parseJson(first.value));
    if (!header.success) return fail('audit.notExport', { params: { path } });
    const { office, from, to, before, last } = header.data;
    if (witness !== undefined && witness.office !== office) return foreignWitness(witness, office);
    const seen = (witness?.heads ?? []).filter(({ seq }) => isWithin(header.data, seq));
    const walk = createChainWalk([...seen, ...(last.seq > before.seq ? [last] : [])], before);
    let expected = before.seq + 1;
    for await (const text of lines) {
      const line = fromExportedLine(text);
      if (line === null) walk.add('changed', expected);
      else walk.take(line);
      expected = (line?.seq ?? expected) + 1;
    }
    const { lines: count, findings, found, head } = walk.end();
    return ok({ office, from, to, lines: count, ok: found === 0, findings, found, head });
  } catch (error) {
    return refusedFile(error, path);
  } finally {
    await lines.return(undefined);
  }
}

const isWithin = ({ before, last }: ExportHeader, seq: number | null): boolean =>
  seq !== null && seq > before.seq && seq <= last.seq;

/** Null for a text that is no line, or not to the letter the one that was hashed. */
function fromExportedLine(text: string): HashedLine | null {
  const values = exportedLine.safeParse(parseJson(text));
  if (!values.success) return null;
  const [seq, at, office, operator, action, object, detail, previous, hash] = values.data;
  const line = { seq, at, office, operator, action, object, detail, previous, hash };
  return toExportedLine(line) === text ? line : null;
}

/** Heads of the journal of `office` out of a file that another office made. */
export async function readWitness(
  path: string,
  office: string | undefined,
): Promise<Result<readonly Head[], 'file.notFound' | FileRefusal | 'audit.notWitness'>> {
  const read = await readWitnessFile(path);
  return read.ok ? headsOf(read.value, office) : read;
}

/** The same of a file that was handed in. */
export function parseWitness(text: string, office: string): Result<readonly Head[], 'audit.notWitness'> {
  const parsed = witnessFile.safeParse(parseJson(text));
  return parsed.success ? headsOf(parsed.data, office) : fail('audit.notWitness');
}

export async function readWitnessFile(
  path: string,
): Promise<Result<WitnessFile, 'file.notFound' | FileRefusal | 'audit.notWitness'>> {
  try {
    const parsed = witnessFile.safeParse(parseJson(await readFile(path, 'utf8')));
    return parsed.success ? ok(parsed.data) : fail('audit.notWitness', { params: { path } });
  } catch (error) {
    return refusedFile(error, path);
  }
}

function headsOf(
  witness: WitnessFile,
  office: string | undefined,
): Result<readonly Head[], 'audit.notWitness'> {
  return office === undefined || witness.office === office
    ? ok(witness.heads)
    : foreignWitness(witness, office);
}

const foreignWitness = (witness: WitnessFile, office: string) =>
  fail('audit.notWitness', { params: { of: witness.office, journal: office } });

/** Split at line feeds alone: the texts may hold the other ends of lines that Unicode knows. */
async function* textLines(path: string): AsyncGenerator<string> {
  let left = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>) {
    const lines = (left + chunk).split('\n');
    left = lines.pop() ?? '';
    yield* lines;
    // No line of a journal is so long; what is left of it is no line either and is found as such.
    if (left.length > longestLine) left = left.slice(0, longestLine);
  }
  if (left !== '') yield left;
}

const longestLine = 4 * 1024 * 1024;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusedFile(error: unknown, path: string): Err<'file.notFound' | FileRefusal> {
  if (isAbsent(error) || hasCode(error, 'EISDIR')) return fail('file.notFound', { params: { path } });
  const refusal = refusalOfFile(error, path);
  if (refusal === undefined) throw error;
  return refusal;
}
