import { shippedBy } from '../../domain/registry/shippedBy';
import type { Registry } from '../../domain/registry/defineRegistry';
import type { FieldValue } from '../../domain/registry/fieldKinds';
import { useWords } from '../locale/useWords';
import { useReferenceStore } from '../stores/referenceStore';
import { useSessionStore } from '../stores/sessionStore';
import { sayField } from './sayField';

/** A field and its value in words, fields that the program keeps for itself too: status, number, who keeps the record. */
export function useSystemWords() {
  const { say, pick, language } = useWords();
  const reference = useReferenceStore();
  const session = useSessionStore();

  function fieldLabel(registry: Registry, field: string): string {
    const declared = Object.hasOwn(registry.fields, field) ? registry.fields[field] : undefined;
    if (declared !== undefined) return pick(declared.label);
    switch (field) {
      case 'status':
        return say('list.status');
      case 'registrationNumber':
        return say('list.registrationNumber');
      case 'keeper':
        return say('record.system.keeper');
      case 'decider':
        return say('record.system.decider');
      case 'removed':
        return say(registry.parent === undefined ? 'record.system.record' : 'record.system.row');
      case 'parentId':
        return say('record.system.row');
      case 'position':
        return say('record.system.position');
      default:
        return field;
    }
  }

  function valueWords(registry: Registry, field: string, value: FieldValue): string {
    if (value === null || value === '') return say('record.history.nothing');
    const declared = Object.hasOwn(registry.fields, field) ? registry.fields[field] : undefined;
    if (declared !== undefined)
      return (
        sayField(declared.kind, value, language.value, reference.context) || say('record.history.nothing')
      );
    return systemValue(registry, field, value);
  }

  function systemValue(registry: Registry, field: string, value: FieldValue): string {
    switch (field) {
      case 'status': {
        const words = registry.root?.statuses.words[String(value)];
        return words === undefined ? String(value) : pick(words);
      }
      case 'keeper':
      case 'decider':
        return officeName(String(value));
      case 'removed':
        if (value !== true) return say('record.history.restored');
        return say(registry.parent === undefined ? 'record.history.withdrawn' : 'record.history.removed');
      case 'parentId':
        return say('record.system.added');
      case 'position':
        return say('record.row', { n: Number(value) + 1 });
      default:
        return String(value);
    }
  }

  /** Own office by one word, others by their names. */
  function officeName(code: string): string {
    const { office } = session;
    if (code === office?.code) return say('record.history.ownOffice');
    if (code === shippedBy) return say('record.history.program');
    return office?.peers.find((peer) => peer.code === code)?.name ?? code;
  }

  return { fieldLabel, valueWords, officeName };
}
