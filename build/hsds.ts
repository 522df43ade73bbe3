import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';

/**
 * `npm run hsds -- FOLDER FILE`: an HSDS export against the published schemas (`organization.json`, `service.json` of
 * openreferral/specification), which are CC BY-SA and lie outside the tree.
 */
const [folder, file] = process.argv.slice(2);
if (folder === undefined || file === undefined) throw new Error('npm run hsds -- FOLDER_WITH_SCHEMAS FILE');

const formats: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu,
  email: /^[^\s@]+@[^\s@]+$/u,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/iu,
  date: /^\d{4}-\d\d-\d\d$/u,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d/u,
  time: /^\d\d:\d\d/u,
};
const ajv = new Ajv({ strict: false, allErrors: true, formats: { ...formats } });
const schemaOf = async (name: string) =>
  ajv.compile(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as object);

const [organization, service] = [await schemaOf('organization'), await schemaOf('service')];
const all = JSON.parse(await readFile(file, 'utf8')) as readonly { readonly services?: readonly unknown[] }[];
const services = all.flatMap((one) => one.services ?? []);
const errors = [
  ...all.flatMap((one) => (organization(one) ? [] : (organization.errors ?? []))),
  ...services.flatMap((one) => (service(one) ? [] : (service.errors ?? []))),
];
for (const { instancePath, message } of errors.slice(0, 20)) console.log(instancePath, message);
console.log(JSON.stringify({ organizations: all.length, services: services.length, errors: errors.length }));
process.exitCode = errors.length === 0 ? 0 : 1;
