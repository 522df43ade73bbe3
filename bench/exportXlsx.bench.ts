import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { provider } from '../domain/registry/provider/declaration';
import { publishedFields, toPublishedRow } from '../domain/publication/publishedRows';
import { writeCsv } from '../electron/spreadsheet/writeCsv';
import { writeXlsx } from '../electron/spreadsheet/writeXlsx';
import { recordContext } from '../tests/support/record/fieldContext';
import { makeProvider } from '../tests/support/record/makeProviders';
import { ms, times, type Answer } from './answer';
import { median, timed } from './timing';

/**
 * The export of twenty thousand providers as XLSX, from rows to the bytes of the file. The rival writes the same rows as
 * CSV and packs them as a zip would: no writer of XLSX can do less.
 */
const count = 20_000;
const rounds = 3;

export async function exportXlsx(): Promise<Answer> {
  const header = publishedFields(provider).map(({ label }) => label.ru);
  const rows = Array.from({ length: count }, (_, number) =>
    toPublishedRow(provider, { registrationNumber: null, ...makeProvider(number) }, 'ru', recordContext),
  );
  const peakBefore = peakMb();
  const ours: number[] = [];
  const rivals: number[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round += 1)
    ours.push(
      await timed(async () => {
        bytes = (await writeXlsx({ title: 'XLSX', madeAt: '2026-01-01T00:00:00Z', header, rows })).length;
      }),
    );
  const peak = peakMb();
  for (let round = 0; round < rounds; round += 1)
    rivals.push(await timed(() => promisify(deflateRaw)(writeCsv({ header, rows }))));
  const ratio = median(ours) / median(rivals);
  return {
    question: `${count} providers of ${header.length} columns as XLSX, ${rounds} times`,
    figures: [
      ms('XLSX, median', median(ours)),
      ms('CSV, packed, median', median(rivals)),
      times('ratio of medians', ratio),
      { what: 'memory at the peak, beyond the rows themselves', value: peak - peakBefore, unit: 'MB' },
      { what: 'the file', value: bytes / 1024 ** 2, unit: 'MB' },
    ],
    targets: [{ ...times('XLSX, of the same rows as packed CSV', ratio), atMost: 4 }],
  };
}

const peakMb = (): number => process.resourceUsage().maxRSS / 1024;
