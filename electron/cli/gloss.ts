import type { Failure } from '../../domain/values/result';

/** One line for the person at the terminal: the name, what it is about, the particulars. */
const about: Readonly<Record<string, string>> = {
  call: 'the call was not understood',
  session: 'signing in did not succeed',
  permission: 'the operator may not do this',
  system: 'the program could not do this',
  data: 'the data folder cannot be used',
  disk: 'the disk has no room left',
  config: 'the office configuration is not valid',
  password: 'the environment variable YARDAM_PASSWORD is empty',
  record: 'the record was not changed',
  registry: 'there is no such registry',
  file: 'the file cannot be used',
  import: 'nothing was imported',
  task: 'the task did not finish',
  exchange: 'the exchange did not take place',
  packet: 'the packet was not accepted',
};

export function gloss({ code, params, issues }: Failure): string {
  const noun = code.split('.')[0] ?? '';
  const particulars = Object.entries(params ?? {}).map(([name, value]) => `${name}=${value}`);
  const fields = (issues ?? []).map((issue) => `${issue.path}: ${issue.code}`);
  const details = [...particulars, ...fields];
  return `${code}: ${about[noun] ?? 'refused'}${details.length === 0 ? '' : ` (${details.join('; ')})`}`;
}
