import type { Registry } from '../../domain/registry/defineRegistry';
import { fileTypes, type FileType } from '../../domain/values/fileType';
import { useWords } from '../locale/useWords';
import { useReferenceStore } from '../stores/referenceStore';
import { sayField } from './sayField';

/** Words about a file: of which kind it is, how large, and whether the window shows it. */
export function useFileWords() {
  const { say, language, megabytes, number } = useWords();
  const reference = useReferenceStore();

  const kindWords = (child: Registry, kind: string): string => {
    const declared = child.fields['kind']?.kind;
    return declared === undefined ? kind : sayField(declared, kind, language.value, reference.context);
  };

  /** Nothing for a size that is not told. */
  function sizeWords(size: number | null): string {
    if (size === null) return '';
    if (size < 1024) return say('files.bytes', { n: number(size) });
    if (size < 1024 * 1024) return say('files.kilobytes', { n: number(Math.round(size / 1024)) });
    return say('files.megabytes', { n: megabytes(size) });
  }

  /** The ending of a kept name says what the content is. */
  const isShown = (name: string): boolean => {
    const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
    return Object.values<FileType>(fileTypes).some(
      ({ extensions, shown }) => shown !== undefined && extensions.includes(ending),
    );
  };

  return { kindWords, sizeWords, isShown };
}
