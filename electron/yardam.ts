import { useLittleMemory } from './app/littleMemory';
import { runCommandLine } from './commandLine';

/** The program `yardam` where Node is: the command line and nothing else. */
useLittleMemory();
process.exitCode = await runCommandLine(process.argv.slice(2));
