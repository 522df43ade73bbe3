/** A label in both state languages. */
export interface Words {
  readonly ru: string;
  readonly tt: string;
}
