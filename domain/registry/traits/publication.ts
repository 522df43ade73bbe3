import type { Words } from '../words';

/** The registry is public: pages and open data of it are made. Absent: it is not. */
export interface Publication {
  /** Heading of the pages. */
  readonly title: Words;
  /** What the data set is, for its passport. */
  readonly description: Words;
  /** Topic and key words of the data set. */
  readonly subject: string;
}
