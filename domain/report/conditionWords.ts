import { askedField } from '../question/askedField';
import type { Asked, Condition } from '../question/question';
import type { Registry } from '../registry/defineRegistry';
import type { FieldContext } from '../registry/fieldContext';
import type { FieldKind } from '../registry/fieldKinds';
import { formatField } from '../registry/kinds/formatField';
import { systemFieldWords } from '../registry/systemFields';
import { statusWords } from './printedFields';

/** What a paper says of a condition by which a list was narrowed: «свободных мест — от 3 до 5». */
export function conditionWords(root: Registry, condition: Condition, context: FieldContext): string {
  const { field, is, from, to, empty, contains } = condition;
  const asked = askedField(root, field);
  const registry = asked?.list === undefined ? root : root.root?.lists[asked.list];
  const declared = registry?.fields[asked?.field ?? ''];
  const isDay = asked?.shape === 'day' || asked?.shape === 'instant';
  const kind: FieldKind | undefined = isDay ? { type: 'date' } : declared?.kind;
  const say = (value: Asked): string => {
    if (field === 'status' && root.root !== undefined) return statusWords(root.root.statuses, String(value));
    return kind === undefined ? String(value) : formatField(kind, value, 'ru', context);
  };
  const values = [...(is === undefined ? [] : [is]), ...(condition.in ?? [])];
  const ends = [
    ...(from === undefined ? [] : [`от ${say(from)}`]),
    ...(to === undefined ? [] : [`до ${say(to)}`]),
  ];
  const said = [
    ...(values.length === 0 ? [] : [values.map(say).join(', ')]),
    ...(ends.length === 0 ? [] : [ends.join(' ')]),
    ...(empty === undefined ? [] : [empty ? 'не заполнено' : 'заполнено']),
    ...(contains === undefined ? [] : [`содержит «${contains}»`]),
  ];
  return `${nameOf(root, field, registry).toLowerCase()} — ${said.join(', ')}`;
}

function nameOf(root: Registry, field: string, registry: Registry | undefined): string {
  if (field === 'changedAt') return 'Время изменения';
  if (field === 'dueOn' || field.startsWith('term:')) return 'Срок, который идёт';
  const asked = askedField(root, field);
  const own = registry?.fields[asked?.field ?? '']?.label.ru ?? systemFieldWords(asked?.field ?? field).ru;
  if (asked?.list === undefined || registry === undefined) return own;
  return asked.field === undefined ? registry.name.ru : `${registry.name.ru}: ${own}`;
}
