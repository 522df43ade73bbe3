import { useLittleMemory } from './app/littleMemory';
import { asksForCommand, isOption } from './cli/argvToCall';
import { runCommandLine } from './commandLine';
import { openDesktop } from './shell/main';
import { programWords } from './shell/programWords';
import { runWindowless } from './shell/runWindowless';

/**
 * The installed program. With a command (`yardam restore …`, `yardam --help`) it is the command line and opens no window, because a machine
 * that it was installed on has no Node to run one; without a command it is the window.
 */
useLittleMemory();
const words = programWords(process.argv, isOption);
if (asksForCommand(words)) runWindowless(() => runCommandLine(words));
else openDesktop();
