/**
 * A name that came from outside may become a file of ours on Windows, macOS or Linux. Names are refused, never repaired:
 * a repaired name could meet another file's. Everything in a packet lies in one folder (приказ 186/258: no subfolders),
 * so a separator is never innocent.
 */
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]/u;
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;
const maxBytes = 255;

/** Can this be the name of a plain file in a folder on every system we run on? */
export function isSafeFileName(name: string): boolean {
  return (
    name.length > 0 &&
    Buffer.byteLength(name) <= maxBytes &&
    !forbidden.test(name) &&
    !reserved.test(name) &&
    !/^[.\s]|[.\s]$/.test(name)
  );
}

/** One spelling for names that Windows would take for the same file. */
export const foldFileName = (name: string): string => name.normalize('NFC').toLowerCase();

/** The entry of that name, or the one whose name Windows would take for it. */
export function entryNamed<T>(files: ReadonlyMap<string, T>, name: string): T | undefined {
  const exact = files.get(name);
  if (exact !== undefined) return exact;
  return [...files].find(([other]) => foldFileName(other) === foldFileName(name))?.[1];
}
