import { once } from 'node:events';
import { createApp } from '../../../electron/app/createApp';
import { installation } from '../../../electron/app/installation';
import { createHttpTransport } from '../../../electron/http/httpTransport';
import { withErrands } from './trialReferences';

/** The loopback host over a data folder, with bodies and errands beside what ships: for a spec that looks at them. */
const [dataFolder = '', root] = process.argv.slice(2);
const { resourcesFolder, windowFolder, pdfWorker } = installation(root);
const opened = await createApp({ ...withErrands, dataFolder, resourcesFolder, pdfWorker, capabilities: [] });
if (!opened.ok) throw new Error(opened.error.code);
const onBug = (error: unknown): never => {
  throw error;
};
const host = await createHttpTransport({ app: opened.value, windowFolder, port: 0, onBug });
process.stdout.write(`${JSON.stringify({ address: host.startAddress })}\n`);
await once(process, 'SIGTERM');
await host.close();
await opened.value.close();
