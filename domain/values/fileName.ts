import { fileTypes, type FileTypeCode } from './fileType';

/** Names of files as senders say them: part of somebody's path, with what a file system or a header takes for an order. */

/** The last part of whatever path was said, without signs that order something; `file` where nothing is left. */
export function cleanFileName(said: string): string {
  const last = said.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const short = shortened(clean);
  return short === '' || /^\.+$/.test(short) ? 'file' : short;
}

/**
 * The name as it is kept: with one extension, which says what the content is. `said` is the extension that lied, in small
 * letters; absent where none did.
 */
export function trueFileName(
  name: string,
  type: FileTypeCode,
): { readonly name: string; readonly said?: string } {
  const own: readonly string[] = fileTypes[type].extensions;
  const parts = cleanFileName(name).split('.');
  const said = parts.length > 1 ? extensionIn(parts) : undefined;
  while (parts.length > 1 && extensionIn(parts) !== undefined) parts.pop();
  const bare = parts.join('.').replace(/[. ]+$/, '');
  const safe = bare === '' || /^\.+$/.test(bare) ? 'file' : reserved.test(bare) ? `_${bare}` : bare;
  const extension = said !== undefined && own.includes(said) ? said : (own[0] ?? '');
  const whole = `${Array.from(safe)
    .slice(0, maxLength - extension.length - 1)
    .join('')}.${extension}`;
  return said === undefined || own.includes(said) ? { name: whole } : { name: whole, said };
}

const maxLength = 200;

/** What Windows takes for a device, with any extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

function extensionIn(parts: readonly string[]): string | undefined {
  const last = (parts.at(-1) ?? '').trim().toLowerCase();
  return extensions.has(last) ? last : undefined;
}

/** A part that is none of these belongs to the name: a number of an act has points too. */
const extensions: ReadonlySet<string> = new Set([
  ...Object.values(fileTypes).flatMap((type): readonly string[] => type.extensions),
  ...'exe com scr pif bat cmd ps1 vbs vbe js jse mjs wsf wsh hta msi msp cpl dll jar lnk url reg sh app'.split(
    ' ',
  ),
  ...'htm html xhtml shtml svg svgz xml mht mhtml php asp aspx docm dotm xlsm xltm xlsb pptm ppt pptx'.split(
    ' ',
  ),
  ...'zip rar 7z gz tar iso img bmp heic heif avif mp3 mp4 avi mov'.split(' '),
]);

/** The extension stays where the rest is cut. */
function shortened(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= maxLength) return name;
  const dot = letters.lastIndexOf('.');
  const ending = dot > 0 && letters.length - dot <= 12 ? letters.slice(dot) : [];
  return [...letters.slice(0, maxLength - ending.length), ...ending].join('');
}
