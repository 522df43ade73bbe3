import { runCommandLine } from './commandLine';

/** The program `yardam` where Node is: the command line and nothing else. */
process.exitCode = await runCommandLine(process.argv.slice(2));
