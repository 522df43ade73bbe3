import { officeConfigShape, type OfficeConfig } from '../../domain/exchange/officeConfig';
import type { Result } from '../../domain/values/result';
import { readSettingsFile, type SettingsRefusal } from './settingsFile';

/** The configuration of an office in its data folder. */
export const configName = 'office.json';

/** Reads and checks an `office.json`. */
export const readConfig = (file: string): Promise<Result<OfficeConfig, SettingsRefusal>> =>
  readSettingsFile(officeConfigShape, file);
