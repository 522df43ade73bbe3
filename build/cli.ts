import { runCommandLine } from '../electron/commandLine';
import { bringUpToDate } from './upToDate';

/** `npm run cli -- …`: the command line from the sources, with the papers and the window that it may be asked for. */
const words = process.argv.slice(2);
await bringUpToDate('node');
if (words.includes('serve')) await bringUpToDate('renderer');
process.exitCode = await runCommandLine(words);
