import type { HandlerError, Output, Parsed } from '../../domain/contract';
import { daysOf } from '../../domain/question/period';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import type { Interaction, SaidOfInteraction } from '../../domain/registry/traits/interaction';
import { ok, type Result } from '../../domain/values/result';
import type { Database } from '../../db/file/database';
import type { Viewer } from '../access/personAccess';
import { askRecords } from './askService';

/**
 * How much of each kind of activity and form of interaction there was, by body and half-year (907 п. 3.1, 4.8): one
 * question to every registry that declares what its records count for, of those that the asker may see.
 */
type Cell = Output<'interaction.count'>['cells'][number];

export async function countInteraction(
  deps: { readonly database: Database },
  viewer: Viewer,
  { halfYear }: Parsed<'interaction.count'>,
): Promise<Result<Output<'interaction.count'>, HandlerError<'interaction.count'>>> {
  const cells: Cell[] = [];
  for (const root of deps.database.read.registries.roots.filter(viewer.reads)) {
    const { interaction } = root.root ?? {};
    if (interaction === undefined) continue;
    const counted = await countIn(deps, viewer, root, interaction, halfYear);
    if (!counted.ok) return counted;
    cells.push(...counted.value);
  }
  return ok({ cells });
}

async function countIn(
  deps: { readonly database: Database },
  viewer: Viewer,
  root: Registry,
  { activity, form, body, on }: Interaction,
  halfYear: string | undefined,
): Promise<Result<readonly Cell[], HandlerError<'record.ask'>>> {
  const day = `${on}:halfYear`;
  const fields = [fieldOf(activity), fieldOf(form), body].filter((name) => name !== undefined);
  const by = [day, ...new Set(fields)];
  const where = [
    { field: on, ...(halfYear === undefined ? { empty: false } : daysOf('halfYear', halfYear)) },
  ];
  const asked = await askRecords(deps, viewer, { registry: root.code, where, by });
  if (!asked.ok) return asked;
  const said = (
    what: SaidOfInteraction | undefined,
    key: Readonly<Record<string, FieldValue>>,
  ): string | null => (what === undefined ? null : 'code' in what ? what.code : textOf(key[what.field]));
  const cells = asked.value.cells.map(({ key, value }) => ({
    registry: root.code,
    activity: said(activity, key),
    form: said(form, key),
    body: body === undefined ? null : textOf(key[body]),
    halfYear: textOf(key[day]) ?? '',
    value,
  }));
  return ok(cells);
}

const fieldOf = (said: SaidOfInteraction | undefined): string | undefined =>
  said !== undefined && 'field' in said ? said.field : undefined;
const textOf = (value: FieldValue | undefined): string | null => (typeof value === 'string' ? value : null);
