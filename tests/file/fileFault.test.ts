import { describe, expect, it } from 'vitest';
import { refusalOfOwnFile } from '../../db/file/fileFault';
import { gloss } from '../../electron/cli/gloss';

/** What the system says of a file becomes a refusal that says the true cause; a bug stays a bug. */
describe('a file that cannot be had', () => {
  const told = (code: string, more: object = { syscall: 'open', path: 'a' }) =>
    refusalOfOwnFile(Object.assign(new Error(code), { code, ...more }), 'b')?.error;

  it.each([
    ['EBUSY', 'held', 'Закройте файл в другой программе'],
    ['EPERM', 'forbidden', 'нет права'],
    ['EACCES', 'forbidden', 'открыт другой программой'],
    ['EROFS', 'forbidden', 'нет права'],
    ['ENOENT', 'absent', 'не подключён диск'],
    ['EHOSTUNREACH', 'absent', 'Подключите диск'],
  ])('%s is told as %s', (code, fault, words) => {
    const refusal = told(code);
    expect(refusal).toEqual({ code: 'file.unwritable', params: { path: 'a', fault } });
    if (refusal !== undefined) expect(gloss(refusal)).toContain(words);
  });

  it('a full disk is told as such, what SQLite says by its code, and what has no cause without one', () => {
    expect(told('ENOSPC')).toEqual({ code: 'disk.full' });
    expect(told('SQLITE_BUSY', {})).toMatchObject({ params: { path: 'b', fault: 'held' } });
    expect(told('EIO')).toEqual({ code: 'file.unwritable', params: { path: 'a' } });
    expect(told('ERR_ASSERTION', {})).toBeUndefined();
    expect(refusalOfOwnFile(new TypeError('a bug'), 'b')).toBeUndefined();
  });
});
