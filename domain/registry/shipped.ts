// Made by `npm run lists` from the names of files. Do not edit.
import type { Registry } from './defineRegistry';
import { provider } from './provider/declaration';
import { person } from './person/declaration';

/** Every root registry the program keeps, in the order in which their tables came. */
export const shippedRegistries: readonly Registry[] = [provider, person];
