import { runBench } from './benches';

/** The process of one bench: `main.ts` bundles it and starts it with the bench's name. */
await runBench(process.argv[2] ?? '');
