import { openDatabase } from '../../../db/file/openDatabase';
import { ok } from '../../../domain/values/result';
import { shipped } from '../../../electron/app/shipped';

/** A second program on a data folder: opens it, writes a line, says so and stays until it is killed. */
const folder = process.argv[2] ?? '';
const opened = await openDatabase(folder, () => new Date(), shipped);
if (!opened.ok) throw new Error(opened.error.code);
const database = opened.value;
await database.write({ login: 'admin', operator: 'admin', office: 'mintrud' }, async (tx) => {
  await tx.run("INSERT INTO number_series (name, last) VALUES ('held', 7)");
  return ok(null);
});
process.stdout.write('held\n');
// Mentions the database, so that it is not collected as garbage and its lock with it.
setInterval(() => database.now(), 60_000);
