import type { FieldDeclaration, Registry, Words } from '../../domain/registry/defineRegistry';
import { useWords } from '../locale/useWords';

/** Names of the places in a record: `inn`, `places`, `places.2.oktmo`. */
export function usePlaces() {
  const { say, pick } = useWords();

  /** How a place is called to a person: «Лицензии, строка 2: Номер». */
  function placeLabel(registry: Registry, path: string): string {
    const [name = '', index, field] = path.split('.');
    const list = registry.root?.lists[name];
    if (list === undefined) return pick(registry.fields[name]?.label ?? asIs(name));
    const row = index === undefined ? '' : `, ${say('record.row', { n: Number(index) + 1 })}`;
    const cell = field === undefined ? '' : `: ${pick(list.fields[field]?.label ?? asIs(field))}`;
    return `${pick(list.name)}${row}${cell}`;
  }

  return { placeLabel };
}

export const fieldAt = (registry: Registry, path: string): FieldDeclaration | undefined => {
  const [name = '', , field] = path.split('.');
  const list = registry.root?.lists[name];
  return list === undefined ? registry.fields[name] : list.fields[field ?? ''];
};

const asIs = (name: string): Words => ({ ru: name, tt: name });

/** Above the form, where the records that look the same are. */
export const twinsPlace = 'twins';

export const inputId = (path: string): string => `field-${path}`;

/** Takes the operator to a place of the form: its input, or what begins the list when the place is a list. */
export function goToPlace(path: string): void {
  const place = document.getElementById(inputId(path));
  const target =
    place?.matches('input, select, textarea, button') === true
      ? place
      : place?.querySelector<HTMLElement>('input, button');
  place?.scrollIntoView({ block: 'center' });
  target?.focus({ preventScroll: true });
}
