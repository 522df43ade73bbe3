import type { Finding, FindingKind, Head } from '../../domain/audit/finding';
import { hashLine, type ChainedLine } from './auditLog';
import type { AuditTail } from '../file/handles';

/**
 * Walks lines of the journal in the order they lie in and names every break. Nothing but the lines themselves is
 * trusted, so the same walk serves the database and an exported file. It keeps one line and the findings, never the
 * journal.
 */
export interface HashedLine extends ChainedLine {
  readonly hash: string;
}

export interface ChainWalk {
  /** Takes the next line; answers whether its hash fits its contents. */
  take(line: HashedLine): boolean;
  add(kind: FindingKind, seq: number, to?: number): void;
  end(): ChainResult;
}

export interface ChainResult {
  readonly lines: number;
  readonly findings: readonly Finding[];
  readonly found: number;
  readonly head: AuditTail;
}

const findingsKept = 100;

/** `before` is what the first line must follow; `heads` are lines that were seen in this journal before. */
export function createChainWalk(
  heads: readonly Head[] = [],
  before: AuditTail = { seq: 0, hash: '' },
): ChainWalk {
  const findings: Finding[] = [];
  const strays: HashedLine[] = [];
  const witnessed = createWitnessCheck(heads);
  let found = 0;
  let lines = 0;
  let last: AuditTail = before;

  const add = (kind: FindingKind, seq: number, to?: number): void => {
    found += 1;
    if (findings.length < findingsKept) findings.push({ seq, kind, ...(to === undefined ? {} : { to }) });
  };

  return {
    add,
    take(line) {
      lines += 1;
      const fits = hashLine(line) === line.hash;
      if (!fits) {
        add('changed', line.seq);
        if (strays.length < findingsKept) strays.push(line);
      }
      if (line.seq <= last.seq) {
        add('moved', line.seq);
        return fits;
      }
      if (line.seq > last.seq + 1) add('missing', last.seq + 1, line.seq - 1);
      else if (fits && line.previous !== last.hash) add('unchained', line.seq);
      if (!witnessed.agrees(line)) add('rewritten', line.seq);
      last = { seq: line.seq, hash: line.hash };
      return fits;
    },
    end() {
      for (const head of witnessed.unseen()) {
        if (head.seq === null) add('rewritten', 0);
        else if (head.seq > last.seq) add('cut', head.seq);
      }
      return { lines, findings: nameMoved(findings, strays), found, head: last };
    },
  };
}

/** A line that fits under the number of another stray was not changed: the two were exchanged. */
function nameMoved(findings: readonly Finding[], strays: readonly HashedLine[]): readonly Finding[] {
  const moved = new Set(
    strays
      .filter((line) => strays.some(({ seq }) => hashLine({ ...line, seq }) === line.hash))
      .map(({ seq }) => seq),
  );
  return findings.map((finding) =>
    finding.kind === 'changed' && moved.has(finding.seq) ? { ...finding, kind: 'moved' } : finding,
  );
}

function createWitnessCheck(heads: readonly Head[]) {
  const bySeq = new Map<number, Set<string>>();
  const byHash = new Set<string>();
  for (const { seq, hash } of heads) {
    if (seq === null) byHash.add(hash);
    else bySeq.set(seq, (bySeq.get(seq) ?? new Set()).add(hash));
  }
  return {
    agrees({ seq, hash }: AuditTail): boolean {
      byHash.delete(hash);
      const held = bySeq.get(seq);
      bySeq.delete(seq);
      return held === undefined || (held.size === 1 && held.has(hash));
    },
    /** A head inside a gap is left out by its reader: the gap itself is a finding. */
    unseen: (): readonly Head[] => [
      ...[...bySeq.keys()].map((seq) => ({ seq, hash: '' })),
      ...[...byHash].map((hash) => ({ seq: null, hash })),
    ],
  };
}
