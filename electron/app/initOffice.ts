import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { OfficeConfig } from '../../domain/exchange/officeConfig';
import { fail, ok, type Result } from '../../domain/values/result';
import { appendAudit } from '../../db/journal/auditLog';
import type { Database } from '../../db/file/database';
import type { Declared } from '../../db/file/migrate';
import { emptyOnes } from '../../db/file/ownFolder';
import { createDatabaseFile, openDatabase, type OpenError } from '../../db/file/openDatabase';
import { addOperator, hasOperators } from '../../db/access/operatorRepository';
import { refusalOfFile, refusalOfOwnFile } from '../../db/file/fileFault';
import { configName, readConfig } from '../files/officeFile';
import { stretchNew } from '../../db/sealing/keySlots';
import { makeDataKey, makeRecoverySlot } from '../access/keyring';
import { loadAccessRules, type AccessRules } from '../access/accessRules';
import { installation } from './installation';
import { makeFolders } from '../../db/file/makeFolders';

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

type InitError = OpenError | 'data.present' | 'password.absent' | 'password.weak';

export async function initOffice(options: InitOptions): Promise<Result<MadeOffice, InitError>> {
  const { dataFolder, login, password, resourcesFolder = installation().resourcesFolder } = options;
  if (password === '') return fail('password.absent', { params: { variable: 'YARDAM_PASSWORD' } });
  const access = await loadAccessRules(resourcesFolder);
  const judged = await access.judge(password, login);
  if (!judged.ok) return judged;
  const config = await readConfig(options.configFile);
  if (!config.ok) return config;
  const made = [dataFolder, ...exchangeFolders(config.value, options.configFile).map(({ path }) => path)];
  const takeBack = await emptyOnes(made);
  const initialised = await initIn(options, config.value, access);
  if (!initialised.ok) await takeBack();
  return initialised;
}

async function initIn(
  options: InitOptions,
  config: OfficeConfig,
  access: AccessRules,
): Promise<Result<MadeOffice, InitError>> {
  const { dataFolder } = options;
  const placed = await placeFolders(config, options.configFile);
  if (!placed.ok) return placed;
  try {
    const created = await createDatabaseFile(dataFolder, options);
    const opened = await openDatabase(dataFolder, () => new Date(), options);
    if (!opened.ok) return created.ok ? opened : created;
    const made = await furnish(options, opened.value, placed.value, access);
    await opened.value.close();
    return made;
  } catch (error) {
    const refusal = refusalOfOwnFile(error, dataFolder);
    if (refusal !== undefined) return refusal;
    throw error;
  }
}

/** Only where nobody works yet: a folder whose making was cut off has no operator and is made to the end. */
async function furnish(
  { dataFolder, login, name = login, password }: InitOptions,
  database: Database,
  config: OfficeConfig,
  { policy }: AccessRules,
): Promise<Result<MadeOffice, 'data.present'>> {
  if (await hasOperators(database.read)) return fail('data.present', { params: { folder: dataFolder } });
  await writeFile(join(dataFolder, configName), `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  const office = config.office.code;
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

/** Folders of the exchange may be written relative to the configuration file. */
function exchangeFolders({ edms }: OfficeConfig, configFile: string) {
  if (edms === undefined) return [];
  const base = dirname(resolve(configFile));
  return (['outgoing', 'incoming'] as const).map((field) => ({ field, path: resolve(base, edms[field]) }));
}

/** Made before anything else: an office whose folders cannot be there is not begun. */
async function placeFolders(
  config: OfficeConfig,
  configFile: string,
): Promise<Result<OfficeConfig, 'config.invalid' | 'disk.full'>> {
  const folders = exchangeFolders(config, configFile);
  for (const { field, path } of folders) {
    try {
      await makeFolders(path);
    } catch (error) {
      const refusal = refusalOfFile(error, path);
      if (refusal === undefined) throw error;
      if (refusal.error.code === 'disk.full') return fail('disk.full');
      const named = { file: configFile, field: `edms.${field}`, path };
      return fail('config.invalid', { params: { fault: 'folder', ...named } });
    }
  }
  const placed = Object.fromEntries(folders.map(({ field, path }) => [field, path]));
  return ok(config.edms === undefined ? config : { ...config, edms: { ...config.edms, ...placed } });
}
