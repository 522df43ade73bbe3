import {
  failedCell,
  monthsOfDates,
  nothingCells,
  notOfNames,
  phoneJoiners,
  phoneWord,
  posts,
  smallNameParts,
  yearWord,
} from '../registry/kinds/cellWords';
import { isManyValued, type FieldKind } from '../registry/fieldKinds';
import { foldText } from '../values/foldText';
import { withoutUnseen } from '../values/plainText';
import type { IssueBody } from '../values/result';

/**
 * What a cell of somebody's list means, before it is parsed like anything typed. Only spelling is changed; where more is
 * taken away than spelling (a post, a remark in brackets) the caller must keep the whole cell in the note.
 */
export interface CellParts {
  /** To be parsed one by one. */
  readonly parts: readonly string[];
  /** Do the parts say less than the cell? */
  readonly shortened: boolean;
}

/** A cell without the signs and the spaces around it that nobody sees. */
export const cleanCell = (cell: string): string => withoutUnseen(cell).trim();

/** Does the cell only say that there is nothing? Where yes and no are the answer, it is one. */
export const saysNothing = (cell: string, kind: FieldKind | undefined): boolean =>
  kind?.type !== 'boolean' && nothingCells.includes(foldText(cell));

/** Why this cell can be no value of any field, or null. */
export const wrongCell = (cell: string): IssueBody | null =>
  failedCell.test(cell) ? { code: 'cell.failed', params: { typed: cell } } : null;

export function partsOfCell(kind: FieldKind, cell: string): CellParts {
  switch (kind.type) {
    case 'date':
      return whole(respellDate(cell));
    case 'personName': {
      const name = cell.replace(posts, '').replace(/\s+/gu, ' ').trim();
      return { parts: [name], shortened: name !== cell.replace(/\s+/gu, ' ').trim() };
    }
    case 'phones':
      return phonesOf(cell);
    case 'choices':
      // Half of a sentence about choices says another thing: a cell of them is read whole or not at all.
      return whole(cell.replaceAll('\n', '; '));
    case 'text':
      return whole(kind.lines === 'many' ? cell : cell.replace(/\s+/gu, ' '));
    default:
      return isManyValued(kind)
        ? { parts: split(cell, /[,;\n]/), shortened: false }
        : whole(cell.replace(/\s+/gu, ' '));
  }
}

/** Does this read as the name of somebody, and not as a post or a remark? */
export function isNameOfPerson(name: string): boolean {
  const words = name.split(/\s+/u);
  const capital = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  const small = words.filter((word) => smallNameParts.includes(word.toLowerCase())).length;
  return (
    capital >= 2 && capital + small >= words.length && words.length - small <= 4 && !notOfNames.test(name)
  );
}

const whole = (part: string): CellParts => ({ parts: [part], shortened: false });
const split = (cell: string, by: RegExp): string[] =>
  cell
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `15.03.2016 0:00:00`, `15. 03. 2016`, `15 of March 2016` in words. */
function respellDate(cell: string): string {
  const day = cell
    .replace(/[\u00ab\u00bb"\u201c-\u201e]/gu, '')
    .replace(/[ T]0{1,2}:00(?::00(?:[.,]0+)?)?Z?$/, '')
    .replace(/\s*\.\s*/g, '.')
    .trim();
  const [, number = '', word = '', year = ''] = /^(\d{1,2})\s+(\p{L}+)\s+(\d{4})(?:\D.*)?$/u.exec(day) ?? [];
  const month = monthsOfDates.indexOf(word.toLowerCase()) + 1;
  if (month === 0 || !(day.endsWith(year) || yearWord.test(day))) return day;
  return `${number}.${month}.${year}`;
}

function phonesOf(cell: string): CellParts {
  const parts = split(cell, phoneJoiners).map((part) => {
    const number = part.replace(/\s*\(\s*\p{L}[^()]*\)\s*$/u, '').trim();
    return { number: number.replace(phoneWord, ''), hasRemark: number !== part };
  });
  // A fax after a slash is one word with what stands before it.
  const numbers = parts.map(({ number }) => number).filter((number) => /\d/.test(number));
  const lone = parts.filter(({ number }) => !/\d/.test(number));
  return { parts: numbers, shortened: lone.length > 0 || parts.some(({ hasRemark }) => hasRemark) };
}
