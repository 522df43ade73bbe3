import { shipped } from '../../../electron/app/shipped';
import { restoreOffice } from '../../../electron/backup/restoreOffice';
import { failingMoves } from './failingMoves';

/** Restores the newest backup of a folder and is killed before a step: `killedRestoration.ts FOLDER STEP`. */
const [dataFolder = '', step = ''] = process.argv.slice(2);
const { files } = failingMoves(Number(step), 'EIO', 'gone', () => process.kill(process.pid, 'SIGKILL'));
const code = process.env['YARDAM_RECOVERY_CODE'] ?? '';
await restoreOffice({ ...shipped, dataFolder, from: 'latest', secret: { kind: 'recovery', code }, files });
