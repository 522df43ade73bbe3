import { computed, ref, watch } from 'vue';
import type { Output } from '../../domain/contract';
import type { Registry } from '../../domain/registry/defineRegistry';
import { fileListName } from '../../domain/registry/traits/files';
import { useClient } from '../api/client';
import { saveFile } from '../api/saveFile';
import { createTurns } from '../keys/createTurns';
import { useWords } from '../locale/useWords';
import { useNoticeStore } from '../stores/noticeStore';
import { useRecordStore } from '../stores/recordStore';

/** A file of the record in the form, as the window shows it. */
export interface ShownFile {
  readonly rowId: string;
  readonly name: string;
  readonly kind: string;
  readonly size: number | null;
  readonly note: string;
  /** Who attached it and when; absent where the record as it is now does not have it. */
  readonly attached: Output<'file.list'>['files'][number] | undefined;
}

export type OpenedFile = Output<'file.open'>;

/** Files of the record in the form: attached, lent, saved and detached at once, beside what is typed and not saved. */
export function useFiles(registry: () => Registry) {
  const { say } = useWords();
  const client = useClient();
  const record = useRecordStore();
  const notice = useNoticeStore();
  const attached = ref<Output<'file.list'>['files']>([]);
  const maxSize = ref(0);
  /** The name of the file that is being attached. */
  const attaching = ref<string | null>(null);
  const inTurn = createTurns();

  const files = computed<readonly ShownFile[]>(() =>
    (record.opened.lists[fileListName] ?? []).flatMap((row) => {
      const { id } = row;
      if (id === undefined) return [];
      const text = (field: string): string => (typeof row[field] === 'string' ? row[field] : '');
      const size = typeof row['size'] === 'number' ? row['size'] : null;
      const known = attached.value.find(({ rowId }) => rowId === id);
      return [
        { rowId: id, name: text('name'), kind: text('kind'), size, note: text('note'), attached: known },
      ];
    }),
  );

  async function list(): Promise<void> {
    const { recordId } = record;
    if (recordId === null) {
      attached.value = [];
      return;
    }
    const answer = await client.call('file.list', { registry: registry().code, recordId });
    if (!answer.ok || record.recordId !== recordId) return;
    attached.value = answer.value.files;
    maxSize.value = answer.value.maxSize;
  }
  watch([() => record.recordId, () => record.version], list, { immediate: true });

  /** One behind the other: what is dropped while another is attached waits for its turn. */
  function attach(file: File, kind: string, note: string, name = file.name): Promise<boolean> {
    const { recordId } = record;
    return inTurn(() => attachNow(recordId, file, kind, note, name));
  }

  async function attachNow(
    recordId: string | null,
    file: File,
    kind: string,
    note: string,
    name: string,
  ): Promise<boolean> {
    if (recordId === null || record.recordId !== recordId) return false;
    attaching.value = name;
    try {
      const handed = await client.upload(
        name === file.name ? file : new File([file], name, { type: file.type }),
      );
      if (!handed.ok) {
        notice.refuse(handed.error);
        return false;
      }
      const { fileId } = handed.value;
      const said = note.trim() === '' ? {} : { note };
      const answer = await client.call('file.attach', {
        registry: registry().code,
        recordId,
        fileId,
        kind,
        ...said,
      });
      if (!answer.ok) {
        notice.refuse(answer.error);
        return false;
      }
      notice.say(attachedWords(answer.value));
      await follow(recordId);
      return true;
    } finally {
      attaching.value = null;
    }
  }

  function attachedWords({ name, said, asked }: Output<'file.attach'>): string {
    if (asked === true) return say('files.asked', { name });
    return said === undefined
      ? say('files.done', { name })
      : say('files.renamed', { name, said: said.toUpperCase() });
  }

  async function detach({ rowId, name }: ShownFile): Promise<void> {
    const { recordId } = record;
    if (recordId === null) return;
    const answer = await client.call('file.detach', { registry: registry().code, recordId, rowId });
    if (!answer.ok) {
      notice.refuse(answer.error);
      return;
    }
    notice.say(say(answer.value.asked === true ? 'files.detachAsked' : 'files.detached', { name }));
    await follow(recordId);
  }

  async function open({ rowId }: ShownFile): Promise<OpenedFile | null> {
    const { recordId } = record;
    if (recordId === null) return null;
    const answer = await client.call('file.open', { registry: registry().code, recordId, rowId });
    if (answer.ok) return answer.value;
    notice.refuse(answer.error);
    return null;
  }

  async function save(file: ShownFile): Promise<void> {
    const opened = await open(file);
    if (opened !== null) saveFile(client.fileUrl(opened.file.fileId), opened.file.name);
  }

  /** What is typed stands over the record with its new file: nobody is asked about what this very window did. */
  async function follow(recordId: string): Promise<void> {
    if (record.recordId !== recordId) return;
    await record.lookAtTheirs();
    const merged = record.merge();
    if (merged !== null && merged.conflicts.length === 0) record.settle(merged, []);
    await list();
  }

  return { files, maxSize, attaching, attach, detach, open, save };
}
