import { useRouter } from 'vue-router';
import type { PaperDeclaration } from '../../domain/registry/traits/papers';
import { useClient } from '../api/client';
import { useDeed } from '../keys/useDeed';
import { useWords } from '../locale/useWords';
import { useNoticeStore } from '../stores/noticeStore';
import { useRecordStore } from '../stores/recordStore';

/** Makes a paper of the saved record in the form and shows it; `issue` gives it out under a number and a code. */
export function useMakePaper(registry: () => string) {
  const { say, pick } = useWords();
  const client = useClient();
  const router = useRouter();
  const record = useRecordStore();
  const notice = useNoticeStore();
  const { busy, once, isHere } = useDeed();

  async function make(paper: PaperDeclaration, issue?: true): Promise<void> {
    if (record.recordId === null) return;
    const kind = `${registry()}-${paper.code}`;
    const answer = await client.call('document.make', {
      ...{ kind, recordId: record.recordId },
      ...(issue === undefined ? {} : { issue }),
    });
    if (!answer.ok) {
      notice.refuse(answer.error);
      return;
    }
    if (!isHere()) return;
    const { file, pages, number, code } = answer.value;
    const isIssued = number !== undefined && code !== undefined;
    await router.push({
      name: 'document',
      params: { fileId: file.fileId },
      query: { title: pick(paper.name), name: file.name, pages },
    });
    if (isIssued) notice.say(say('record.documents.issued', { number, code }));
  }
  return { busy, make: (paper: PaperDeclaration, issue?: true) => once(() => make(paper, issue)) };
}
