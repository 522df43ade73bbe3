import { useLittleMemory } from './app/littleMemory';
import { isCommand } from './cli/argvToCall';
import { runCommandLine } from './commandLine';
import { openDesktop } from './shell/main';
import { programWords } from './shell/programWords';
import { runWindowless } from './shell/runWindowless';

/**
 * The installed program. With a command (`yardam restore …`) it is the command line and opens no window, because a machine
 * that it was installed on has no Node to run one; without a command it is the window.
 */
useLittleMemory();
const words = programWords(process.argv);
if (isCommand(words[0])) runWindowless(() => runCommandLine(words));
else openDesktop();
