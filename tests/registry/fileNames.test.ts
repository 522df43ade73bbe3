import { describe, expect, it } from 'vitest';
import { cleanFileName, trueFileName } from '../../domain/values/fileName';
import { typeByContent, type FileSign } from '../../domain/values/fileType';

describe('a name of a file', () => {
  it.each([
    ['C:\\Мои документы\\Скан.pdf', 'Скан.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['отчёт\u202Efdp.exe', 'отчётfdp.exe'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    ['  два   слова .pdf', 'два слова .pdf'],
    ['...', 'file'],
    ['', 'file'],
  ])('%j is cleaned to %j', (said, clean) => {
    expect(cleanFileName(said)).toBe(clean);
  });

  it.each([
    ['Приказ от 01.02.2026.pdf', 'Приказ от 01.02.2026.pdf', undefined],
    ['Приказ от 01.02.2026', 'Приказ от 01.02.2026.pdf', undefined],
    ['акт.exe.pdf', 'акт.pdf', undefined],
    ['акт.pdf.exe', 'акт.pdf', 'exe'],
    ['скан.PDF', 'скан.pdf', undefined],
    ['план.svg', 'план.pdf', 'svg'],
    ['con.pdf', '_con.pdf', undefined],
    ['.pdf', 'file.pdf', undefined],
    [`${'я'.repeat(400)}.pdf`, `${'я'.repeat(196)}.pdf`, undefined],
  ])('%j of a PDF is kept as %j', (name, kept, said) => {
    expect(trueFileName(name, 'pdf')).toEqual(said === undefined ? { name: kept } : { name: kept, said });
  });
});

describe('what a file is', () => {
  const of = (head: string, ...signs: FileSign[]) => typeByContent({ head, signs: new Set(signs) });
  const compound = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
  const zip = 'PK\x03\x04';

  it('is told by the bytes alone', () => {
    expect(of('%PDF-1.4\n')).toBe('pdf');
    expect(of('\xff\xd8\xff\xe0')).toBe('jpeg');
    expect(of(zip, 'word')).toBe('docx');
    expect(of(zip, 'sheet')).toBe('xlsx');
    expect(of(compound, 'oldWord')).toBe('doc');
    expect(of('{\\rtf1 ')).toBe('rtf');
    expect(of('фамилия;имя\r\n')).toBe('text');
  });

  it.each([
    ['a program', 'MZ\x90\0'],
    ['a page', '  <!DOCTYPE html><script>'],
    ['a page after a word', 'текст <img src=x onerror=alert(1)>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg">'],
    ['an archive of anything', zip],
    ['an installer', compound],
    ['nothing', ''],
  ])('%s is nothing that is taken', (_what, head) => {
    expect(of(head)).toBeUndefined();
  });

  it('with macros is not taken', () => {
    expect(of(zip, 'word', 'macros')).toBeUndefined();
    expect(of(compound, 'oldSheet', 'oldMacros')).toBeUndefined();
  });
});
