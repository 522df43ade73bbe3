/**
 * Legal days and times are those of Tatarstan: Moscow time, UTC+3 without summer time. A workstation whose own
 * zone is set otherwise must not move a date.
 */
export const legalOffsetHours = 3;
const offsetMs = legalOffsetHours * 60 * 60 * 1000;

/** Today as YYYY-MM-DD. */
export const legalDate = (at: Date): string => shifted(at).slice(0, 10);

/** The instant as `YYYY-MM-DDTHH:mm:ss+03:00`. */
export const legalDateTime = (at: Date): string => `${shifted(at).slice(0, 19)}+03:00`;

/** The instant, ISO, at which a day (YYYY-MM-DD) begins. */
export const legalDayStart = (day: string): string => new Date(`${day}T00:00:00+03:00`).toISOString();

/** The instant, ISO, at which a day is over. */
export const legalDayEnd = (day: string): string =>
  new Date(Date.parse(legalDayStart(day)) + 24 * 60 * 60 * 1000).toISOString();

const shifted = (at: Date): string => new Date(at.getTime() + offsetMs).toISOString();
