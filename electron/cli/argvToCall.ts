import { parseArgs } from 'node:util';
import { accountName } from '../../domain/contract/accountCalls';
import { checkedKinds } from '../../domain/values/checkCode';
import { defaultDataFolder } from '../app/dataFolder';
import type { Order } from './order';
import { calendarOrder, termOrder } from './termOrders';
import { exportOrder, formOrder, printOrder, publishOrder, registryOf } from './paperOrders';
import { userOrder } from './userOrders';
import { given, inputOf, oneOf, portOf, wordsOf, WrongUsage, type Words } from './words';

/**
 * From the words of a command line to an order. Friendly verbs are nothing but names for calls of the contract: what
 * they may be given is the contract's to judge, here is only what a command line can get wrong.
 */
const options = {
  data: { type: 'string' },
  user: { type: 'string' },
  config: { type: 'string' },
  port: { type: 'string' },
  open: { type: 'boolean' },
  json: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  id: { type: 'string' },
  by: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  peer: { type: 'string' },
  witness: { type: 'string' },
  'dry-run': { type: 'boolean' },
  registry: { type: 'string' },
  note: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  kind: { type: 'string' },
  territory: { type: 'string' },
  latest: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Option = keyof typeof options;

const desk = (words: Words) => ({ dataFolder: folder(words), user: words.needed('user') });
const folder = (words: Words): string => words.text('data') ?? defaultDataFolder();

const verbs: Readonly<Record<string, { readonly allows: readonly Option[]; order(words: Words): Order }>> = {
  list: { allows: [], order: () => ({ verb: 'list' }) },
  check: {
    allows: [],
    order: (words) => ({
      verb: 'check',
      kind: oneOf(words.take('KIND'), checkedKinds),
      value: words.take('VALUE'),
    }),
  },
  term: { allows: ['kind', 'from', 'data'], order: termOrder },
  'calendar show': { allows: ['data'], order: calendarOrder },
  'calendar import': {
    allows: ['data', 'user'],
    order: (words) => ({ verb: 'calendarImport', file: words.take('FILE'), ...desk(words) }),
  },
  'check extract': {
    allows: ['data', 'user'],
    order: (words) => ({
      verb: 'call',
      name: 'paper.check',
      input: { code: words.take('CODE') },
      ...desk(words),
    }),
  },
  init: {
    allows: ['data', 'user', 'config', 'name'],
    order: (words) => ({
      verb: 'init',
      configFile: words.needed('config'),
      ...nameOf(words),
      ...desk(words),
    }),
  },
  serve: {
    allows: ['data', 'port', 'open'],
    order: (words) => ({
      verb: 'serve',
      dataFolder: folder(words),
      port: portOf(words),
      open: words.has('open'),
    }),
  },
  call: {
    allows: ['data', 'user', 'json'],
    order: (words) => ({ verb: 'call', name: words.take('NAME'), ...inputOf(words), ...desk(words) }),
  },
  import: {
    allows: ['data', 'user', 'dry-run'],
    order: (words) => ({
      verb: 'import',
      registry: registryOf(words),
      file: words.take('FILE'),
      dryRun: words.has('dry-run'),
      ...desk(words),
    }),
  },
  export: {
    allows: ['data', 'user', 'format', 'out'],
    order: (words) => ({ verb: 'call', ...exportOrder(words), ...desk(words) }),
  },
  attach: {
    allows: ['data', 'user', 'registry', 'id', 'kind', 'note'],
    order: (words) => ({
      verb: 'call',
      name: 'file.attach',
      input: {
        ...{ registry: words.needed('registry'), recordId: words.needed('id') },
        ...given('kind', words),
        ...given('note', words),
      },
      upload: words.take('FILE'),
      ...desk(words),
    }),
  },
  print: {
    allows: ['data', 'user', 'id', 'by', 'out'],
    order: (words) => ({ verb: 'call', ...printOrder(words), ...desk(words) }),
  },
  form: {
    allows: ['data', 'user', 'out'],
    order: (words) => ({ verb: 'call', ...formOrder(words), ...desk(words) }),
  },
  publish: {
    allows: ['data', 'user', 'out'],
    order: (words) => ({ verb: 'call', ...publishOrder(words), ...desk(words) }),
  },
  user: {
    allows: ['data', 'user', 'name', 'role', 'territory'],
    order: (words) => ({ verb: 'call', ...userOrder(words), ...desk(words) }),
  },
  rekey: {
    allows: ['data', 'user'],
    order: (words) => ({
      verb: 'call',
      name: 'key.renew',
      input: {},
      secrets: { password: 'YARDAM_PASSWORD' },
      isLong: true,
      ...desk(words),
    }),
  },
  backup: {
    allows: ['data', 'out', 'user'],
    // At an operator's desk it is the call, which asks for the right; without one it is for a scheduler of the machine.
    order: (words) => {
      if (words.text('user') === undefined)
        return { verb: 'backup', dataFolder: folder(words), ...given('out', words) };
      if (words.text('out') !== undefined) throw new WrongUsage('backup takes --out or --user');
      return { verb: 'call', name: 'backup.make', input: {}, ...desk(words) };
    },
  },
  restore: {
    allows: ['data', 'user', 'latest'],
    order: (words) => ({
      verb: 'restore',
      from: words.has('latest') ? 'latest' : { file: words.take('FILE') },
      dataFolder: words.needed('data'),
      ...given('user', words),
    }),
  },
  verify: {
    allows: ['data', 'user'],
    order: (words) => {
      const dataFolder = words.text('data');
      const of = dataFolder === undefined ? { file: words.take('FILE') } : { dataFolder };
      return { verb: 'verify', of, ...given('user', words) };
    },
  },
  exchange: {
    allows: ['data', 'user'],
    order: (words) => ({ verb: 'call', name: 'exchange.run', input: {}, ...desk(words) }),
  },
  'audit verify': {
    allows: ['data', 'user', 'witness'],
    order: (words) => ({
      verb: 'auditVerify',
      dataFolder: folder(words),
      user: words.text('user'),
      witness: words.text('witness'),
    }),
  },
  'audit check': {
    allows: ['witness'],
    order: (words) => ({ verb: 'auditCheck', file: words.take('FILE'), witness: words.text('witness') }),
  },
  'audit export': {
    allows: ['data', 'user', 'from', 'to', 'out'],
    order: (words) => ({
      verb: 'call',
      name: 'audit.export',
      input: { from: words.needed('from'), to: words.needed('to') },
      out: words.needed('out'),
      ...desk(words),
    }),
  },
  'audit witnessed': {
    allows: ['data', 'user', 'peer', 'out'],
    order: (words) => ({
      verb: 'call',
      name: 'audit.exportWitnessed',
      input: { peer: words.needed('peer') },
      out: words.needed('out'),
      ...desk(words),
    }),
  },
};

/** Is this word an option of ours, with or without its value? */
export const isOption = (word: string): boolean =>
  word === '-h' || Object.keys(options).some((name) => word.split('=')[0] === `--${name}`);

/**
 * Do these words ask for a command? Options may stand before it, and commands of two words are known by their first. What
 * is no command of ours, an address that a system adds for instance, asks for none.
 */
export function asksForCommand(argv: readonly string[]): boolean {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
  });
  const [word] = positionals;
  if (values['help'] === true || word === 'help') return true;
  return Object.keys(verbs).some((name) => name.split(' ')[0] === word);
}

/** The order in `argv` (without node and script); throws `WrongUsage` with what is wrong about it. */
export function argvToCall(argv: readonly string[]): Order {
  const { values, positionals } = parse(argv);
  // Some commands are of two words: `audit verify`.
  const count = Object.hasOwn(verbs, positionals.slice(0, 2).join(' ')) ? 2 : 1;
  const name = positionals.length === 0 ? undefined : positionals.slice(0, count).join(' ');
  const rest = positionals.slice(count);
  if (values.help === true || name === 'help') return { verb: 'help' };
  const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined)
    throw new WrongUsage(name === undefined ? 'no command' : `no such command: ${name}`);
  for (const option of Object.keys(values) as Option[])
    if (!verb.allows.includes(option)) throw new WrongUsage(`${name ?? ''} takes no --${option}`);
  const words = wordsOf(values, rest);
  const order = verb.order(words);
  if (rest.length > 0) throw new WrongUsage(`too many arguments: ${rest.join(' ')}`);
  return order;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

/** Of somebody who works here, by the contract's own rule: no call judges it while there is no office. */
function nameOf(words: Words): { name?: string } {
  const typed = words.text('name');
  if (typed === undefined) return {};
  const name = accountName.safeParse(typed);
  if (!name.success) throw new WrongUsage('--name wants a name of up to 250 letters');
  return { name: name.data };
}
