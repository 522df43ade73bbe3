/** What a file of tests told of itself, on either side of Wine. */
export interface Told {
  readonly source: string;
  readonly ms: number;
  readonly checks: readonly Check[];
}

export interface Check {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'left out';
  readonly ms: number;
  readonly complaints: readonly string[];
}

/** A file that told nothing. */
export const failedAsWhole = (source: string, complaint: string): Told => ({
  ...{ source, ms: 0 },
  checks: [{ name: 'the file ran', state: 'failed', ms: 0, complaints: [complaint] }],
});

export const isWell = ({ checks }: Told): boolean =>
  checks.length > 0 && checks.every(({ state }) => state !== 'failed');
