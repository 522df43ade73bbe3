import { activityKinds, interactionForms } from './activities';
import type { Registry } from './defineRegistry';
import type { Option } from './fieldKinds';
import type { SaidOfInteraction } from './traits/interaction';

/** Throws where a declaration names no kind of activity, no form or no field: a bug of the noun. */
export function checkInteraction(registry: Registry): void {
  const { code, root } = registry;
  const { interaction } = root ?? {};
  if (interaction === undefined) return;
  const fieldOf = (name: string) => {
    const [list = '', field] = name.split('.');
    return field === undefined ? registry.fields[name] : root?.lists[list]?.fields[field];
  };
  const wrong = (what: string): Error => new Error(`interaction of ${code}: ${what}`);
  const check = (said: SaidOfInteraction | undefined, options: readonly Option[]): void => {
    if (said === undefined) return;
    if ('field' in said) {
      const kind = fieldOf(said.field)?.kind;
      if (kind?.type !== 'choice') throw wrong(`${said.field} chooses nothing`);
    } else if (!options.some((option) => option.code === said.code)) throw wrong(`no ${said.code}`);
  };
  check(interaction.activity, activityKinds);
  check(interaction.form, interactionForms);
  if (fieldOf(interaction.on)?.kind.type !== 'date') throw wrong(`${interaction.on} is no day`);
  if (interaction.body !== undefined && fieldOf(interaction.body)?.kind.type !== 'record')
    throw wrong(`${interaction.body} names nobody`);
}
