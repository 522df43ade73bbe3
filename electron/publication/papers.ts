import { createHash } from 'node:crypto';
import type { PaperInput } from '../../domain/registry/behaviour';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { PaperDeclaration } from '../../domain/registry/traits/papers';
import { listPaper } from '../../domain/report/listPaper';
import { recordPaper } from '../../domain/report/recordPaper';
import type { ReportModel } from '../../domain/report/reportModel';
import type { ReadDeps } from '../record/recordEdits';
import { valuesOf, withTitles } from '../record/named/shownTitles';

/** The paper that `document.make` knows as `<registry>-<paper>`. */
export const paperOf = ({ code, root }: Registry, kind: string): PaperDeclaration | undefined =>
  root?.papers?.find((paper) => paper.code === kind.slice(code.length + 1));

/** What the paper says: by its registry's own maker, or of the declaration. */
export async function paperModel(
  deps: Pick<ReadDeps, 'read' | 'office' | 'context'>,
  root: Registry,
  paper: PaperDeclaration,
  content: Omit<PaperInput, 'office' | 'context'>,
  today: string = deps.context().today,
): Promise<ReportModel> {
  const others = Object.entries(content.others ?? {}).flatMap(([code, records]) => {
    const other = deps.read.registries.root(code);
    return other === undefined ? [] : records.flatMap((record) => valuesOf(other, record));
  });
  const named = [...content.records.flatMap((record) => valuesOf(root, record)), ...others];
  const context = await withTitles(deps.read, { ...deps.context(), today }, named);
  const input = { ...content, office: deps.office, context };
  const own = deps.read.registries.behaviourOf(root.code).papers?.[paper.code];
  if (own !== undefined) return own(input);
  return paper.of === 'list' ? listPaper(root, paper, input) : recordPaper(root, paper, input);
}

/** What the paper says of its record, whoever signs it: made anew, it must come out the same while that is true. */
export const paperDigest = ({ header, sections }: ReportModel): string => {
  const said = { title: header.title, kind: header.documentKind, notice: header.notice, sections };
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
};
