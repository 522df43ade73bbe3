import { packerWords, runPacker } from './makePackages';

/** `npm run dist [-- --linux deb rpm]`: the packages of this system, or those that are named, into `release/`. */
process.exitCode = await runPacker(packerWords(process.argv.slice(2)));
