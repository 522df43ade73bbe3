import type { FieldValues } from '../fieldKinds';

/**
 * The number that a record is registered by: given once, inside the transaction that registers it, by the office that
 * decides on it, from a series of this office that never goes back. A mask is made of `{n:6}`, `{index}` (of the office,
 * `office.json`), `{year}` and `{kind}`; `{office}` is the old word for `{index}`. The declaration names the default,
 * `resources/registry/numbering.json` what an office has in its place.
 */
export interface NumberPlan {
  /** When the record first comes to this status. */
  readonly at: { readonly status: string };
  readonly mask: NumberMasks;
  /** The field, a choice, whose kinds are numbered each by itself. */
  readonly kind?: string;
  /** Does it begin anew with each calendar year? */
  readonly yearly?: true;
}

/** Only the ministry's may lack the index: there is one ministry, and no other office decides where it does. */
export interface NumberMasks {
  readonly ministry: string;
  readonly territorial: string;
}

export interface NumberParts {
  readonly index: string;
  readonly year: string;
  readonly kind: string;
}

/** What a declaration says of numbers; `defineRegistry.ts` reads this file, so this file knows no more of a registry. */
interface Numbered {
  readonly code: string;
  readonly root?: { readonly numbers?: NumberPlan };
}

const nPart = /\{n(?::(\d+))?\}/;

/** `16-{index}-{n:6}`, 42 and `07` give `16-07-000042`. */
export const fillMask = (mask: string, running: number, { index, year, kind }: NumberParts): string =>
  mask
    .replace(nPart, (_all, width?: string) => String(running).padStart(Number(width ?? 0), '0'))
    .replace('{office}', index)
    .replace('{index}', index)
    .replace('{year}', year)
    .replace('{kind}', kind);

/**
 * The series of one number: of the registry, of its year and of its kind where these are numbered apart. `floor` is the
 * series that a restoration lifts: what begins after it begins above what may have been given before.
 */
export function seriesOf(
  { code, root }: Numbered,
  { year, kind }: Pick<NumberParts, 'year' | 'kind'>,
): { readonly name: string; readonly floor: string } {
  const floor = root?.numbers?.yearly === true ? `${code}/${year}` : code;
  return { name: root?.numbers?.kind === undefined ? floor : `${floor}/${kind}`, floor };
}

/** The kind that a record is numbered by; null where it has none yet. */
export const kindOfNumber = ({ root }: Numbered, fields: FieldValues): string | null => {
  const field = root?.numbers?.kind;
  if (field === undefined) return '';
  const value = fields[field];
  return typeof value === 'string' ? value : null;
};

/** What makes a mask give the same number twice, null where nothing does. */
export function maskFault({ code, root }: Numbered, masks: NumberMasks): string | null {
  const plan = root?.numbers;
  if (plan === undefined) return `${code}: numbers nothing`;
  for (const office of ['ministry', 'territorial'] as const) {
    const mask = masks[office];
    const lacks = [
      ...(nPart.test(mask) ? [] : ['{n}']),
      ...(office === 'ministry' || /\{(index|office)\}/.test(mask) ? [] : ['{index}']),
      ...(plan.yearly !== true || mask.includes('{year}') ? [] : ['{year}']),
      ...(plan.kind === undefined || mask.includes('{kind}') ? [] : ['{kind}']),
    ];
    if (lacks.length > 0) return `${code}: the mask «${mask}» lacks ${lacks.join(', ')}`;
  }
  return null;
}
