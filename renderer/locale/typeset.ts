/**
 * Non-breaking spaces where Russian and Tatar typography wants them, put in once for all messages so that translators
 * type plain spaces. Never touches what stands in braces: those are names of parameters.
 */
const nbsp = '\u00a0';

export function typeset(text: string): string {
  return text
    .replace(/ —/g, `${nbsp}—`)
    .replace(/(^|[\s«(])(\p{L}{1,2}) (?=[\p{L}\d{«])/gu, `$1$2${nbsp}`)
    .replace(/(№|п\.|пп\.|ст\.|ч\.|рег\.|Рег\.) (?=\S)/g, `$1${nbsp}`)
    .replace(/(\{n\}|\d) (?=\p{L})/gu, `$1${nbsp}`);
}

/** A name whose initials stay with the surname at the end of a line. */
export const keepInitials = (name: string): string => name.replaceAll(/ (?=\p{Lu}\.)/gu, nbsp);

/** The same tree of messages with every string typeset. */
export function typesetAll<T>(messages: T): T {
  if (typeof messages === 'string') return typeset(messages) as T;
  if (typeof messages !== 'object' || messages === null) return messages;
  return Object.fromEntries(Object.entries(messages).map(([key, value]) => [key, typesetAll(value)])) as T;
}
