import type { Output, Parsed } from '../../domain/contract';
import { readPaperCode } from '../../domain/publication/paperCode';
import { recordTitle } from '../../domain/record/recordTitle';
import { ok, type Result } from '../../domain/values/result';
import { findIssuedPaper } from '../../db/publication/issuedPaperRepository';
import { findRecord } from '../../db/record/recordRepository';
import { paperDigest, paperModel, paperOf } from './papers';
import type { ReadDeps } from '../record/recordEdits';

/** Is a paper ours, and does the registry still say what it says? Made anew for its own day, it must say the same. */
export async function checkPaper(
  deps: ReadDeps,
  { code: typed }: Parsed<'paper.check'>,
): Promise<Result<Output<'paper.check'>, never>> {
  const code = readPaperCode(typed);
  const issued = code === null ? undefined : await findIssuedPaper(deps.read, code);
  const root = issued === undefined ? undefined : deps.read.registries.root(issued.registry);
  const declared = issued === undefined || root === undefined ? undefined : paperOf(root, issued.kind);
  if (issued === undefined || root === undefined || declared === undefined) return ok({ paper: null });
  const { digest, madeOn, recordId, ...said } = issued;
  const record = await findRecord(deps.read, root, recordId);
  if (record === undefined)
    return ok({ paper: { ...said, madeOn, recordId, title: '', state: 'gone' as const } });
  const now = paperDigest(await paperModel(deps, root, declared, { records: [record] }, madeOn));
  const title = recordTitle(root, record.fields);
  const state = now === digest ? ('true' as const) : ('changed' as const);
  return ok({ paper: { ...said, madeOn, recordId, title, state } });
}
