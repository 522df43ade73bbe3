import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import type { Declared } from '../../db/file/migrate';
import { createDatabaseFile, openDatabase, type OpenError } from '../../db/file/openDatabase';
import { addOperator, hasOperators } from '../../db/access/operatorRepository';
import { isDiskFull } from '../../db/file/fileFault';
import { configName, readConfig } from '../files/officeFile';
import { stretchNew } from '../../db/sealing/keySlots';
import { makeDataKey, makeRecoverySlot } from '../access/keyring';
import { loadAccessRules, type AccessRules } from '../access/accessRules';
import { installation } from './installation';

/**
 * Makes a data folder for an office: its configuration, an empty database, one administrator and the key of personal
 * data, which the administrator cannot open: its recovery code is answered this once, for paper and a safe. Folders of the EDMS may
 * be written relative to the configuration file; they are made when absent, so that a first round has where to look.
 */
export interface InitOptions extends Declared {
  readonly dataFolder: string;
  readonly configFile: string;
  readonly login: string;
  /** Of the administrator, as the journal will say it; the login where none is told. */
  readonly name?: string;
  readonly password: string;
  /** Whose policy holds; of the installed program where none is told. */
  readonly resourcesFolder?: string;
}

interface MadeOffice {
  readonly office: string;
  readonly dataFolder: string;
  /** Opens personal data where every password is lost. */
  readonly recoveryCode: string;
}

type InitError =
  'disk.full' | OpenError | 'data.present' | 'config.invalid' | 'password.absent' | 'password.weak';

export async function initOffice(options: InitOptions): Promise<Result<MadeOffice, InitError>> {
  const { dataFolder, login, password, resourcesFolder = installation().resourcesFolder } = options;
  if (password === '') return fail('password.absent', { params: { variable: 'YARDAM_PASSWORD' } });
  const access = await loadAccessRules(resourcesFolder);
  const judged = await access.judge(password, login);
  if (!judged.ok) return judged;
  const config = await readConfig(options.configFile);
  if (!config.ok) return config;
  try {
    const created = await createDatabaseFile(dataFolder, options);
    const opened = await openDatabase(dataFolder, () => new Date(), options);
    if (!opened.ok) return created.ok ? opened : created;
    const made = await furnish(options, opened.value, config.value, access);
    await opened.value.close();
    return made;
  } catch (error) {
    if (isDiskFull(error)) return fail('disk.full');
    throw error;
  }
}

/** Only where nobody works yet: a folder whose making was cut off has no operator and is made to the end. */
async function furnish(
  { dataFolder, configFile, login, name = login, password }: InitOptions,
  database: Database,
  config: OfficeConfig,
  { policy }: AccessRules,
): Promise<Result<MadeOffice, 'data.present'>> {
  if (await hasOperators(database.read)) return fail('data.present', { params: { folder: dataFolder } });
  const placed = await placeFolders(config, dirname(resolve(configFile)));
  await writeFile(join(dataFolder, configName), `${JSON.stringify(placed, null, 2)}\n`, { mode: 0o600 });
  const office = placed.office.code;
  const { kept: passwordHash } = await stretchNew(password, policy.scrypt);
  return database.write({ login, operator: name, office }, async (tx) => {
    const at = database.now().toISOString();
    await addOperator(tx, { login, name, role: 'administrator', passwordHash }, at);
    await appendAudit(tx, [{ action: 'office.init', object: `office/${office}`, detail: {} }], at);
    const key = await makeDataKey(tx, at);
    const recoveryCode = await makeRecoverySlot(tx, key, policy.scrypt, at);
    await appendAudit(tx, [{ action: 'key.create', object: `key/${key.generation}`, detail: {} }], at);
    return ok({ office, dataFolder, recoveryCode });
  });
}

async function placeFolders(config: OfficeConfig, base: string): Promise<OfficeConfig> {
  if (config.edms === undefined) return config;
  const outgoing = resolve(base, config.edms.outgoing);
  const incoming = resolve(base, config.edms.incoming);
  await mkdir(outgoing, { recursive: true });
  await mkdir(incoming, { recursive: true });
  return { ...config, edms: { ...config.edms, outgoing, incoming } };
}
