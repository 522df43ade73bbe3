import { join } from 'node:path';
import { databaseFile } from '../../../db/file/openDatabase';
import { connect } from '../../../db/file/sqliteConnection';

/** Bytes that a PDF would begin with, told apart by their words. */
export const pdfOf = (words: string, size = 0): Buffer =>
  Buffer.concat([Buffer.from(`%PDF-1.7\n% ${words}\n`), Buffer.alloc(size, words)]);

export const pngBytes = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface Lying {
  readonly contents: number;
  readonly unnamed: number;
  readonly chunks: number;
  readonly bytes: number;
  readonly uses: number;
}

/** What lies in the database of bytes, read past the program. */
export async function lyingIn(dataFolder: string): Promise<Lying> {
  const connection = await connect(join(dataFolder, databaseFile), 'read');
  const found = await connection.get<Lying>(
    `SELECT (SELECT count(*) FROM file_content) AS contents,
            (SELECT count(*) FROM file_content WHERE address IS NULL) AS unnamed,
            (SELECT count(*) FROM file_chunk) AS chunks,
            (SELECT ifnull(sum(length(bytes)), 0) FROM file_chunk) AS bytes,
            (SELECT count(*) FROM file_use) AS uses`,
  );
  await connection.close();
  if (found === undefined) throw new Error('nothing was counted');
  return found;
}
