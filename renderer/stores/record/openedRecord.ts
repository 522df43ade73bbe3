import { computed, ref, shallowRef } from 'vue';
import type { Output } from '../../../domain/contract';
import type { RecordContent } from '../../../domain/record/validateRecord';
import { contentOf } from '../../record/blankRecord';
import { useReferenceStore } from '../referenceStore';

export type Opened = Output<'record.open'>;

/** The record in the form as the program told it: where it stands and what this operator may do with it. */
export function useOpenedRecord() {
  const reference = useReferenceStore();
  const registryCode = ref('');
  const recordId = ref<string | null>(null);
  const version = ref(0);
  const status = ref('');
  const registrationNumber = ref<string | null>(null);
  const possible = ref<Opened['moves']>([]);
  /** Places that are another office's, places whose change would be a proposal, and what this office asked for. */
  const notYours = ref<Opened['notYours']>([]);
  const proposes = ref<Opened['proposes']>([]);
  const waiting = ref<Opened['waiting']>([]);
  /** By whose emergency access it is open, to be read only; null where it is the operator's own to see. */
  const emergency = ref<Opened['emergency'] | null>(null);
  const opened = shallowRef<RecordContent>({ fields: {}, lists: {} });
  const registry = computed(() => reference.registries.root(registryCode.value));

  function keep(code: string, record: Opened): void {
    registryCode.value = code;
    recordId.value = record.recordId;
    version.value = record.version;
    status.value = record.status;
    registrationNumber.value = record.registrationNumber;
    possible.value = record.moves;
    notYours.value = record.notYours;
    proposes.value = record.proposes;
    waiting.value = record.waiting;
    emergency.value = record.emergency ?? null;
    opened.value = contentOf(record);
  }

  return {
    ...{ registryCode, recordId, version, status, registrationNumber, possible, notYours, proposes, waiting },
    ...{ emergency, opened, registry, keep },
  };
}
export type OpenedRecord = ReturnType<typeof useOpenedRecord>;
