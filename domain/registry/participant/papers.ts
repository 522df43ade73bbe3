import type { PaperMaker } from '../behaviour';
import { byBody, byDistrict, bySpeciality } from './directoryPapers';

export const participantPapers: Readonly<Record<string, PaperMaker>> = { byBody, byDistrict, bySpeciality };
