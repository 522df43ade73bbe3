/** The part of the scanner that build/electronegativity.ts uses; the package has no types of its own. */
declare module '@doyensec/electronegativity' {
  interface Scan {
    readonly errors: readonly { readonly file: string; readonly message: string }[];
    readonly issues: readonly {
      readonly id: string;
      readonly file: string;
      readonly location: { readonly line: number };
      readonly description: string;
    }[];
  }

  interface Options {
    readonly input: string;
    readonly isRelative: boolean;
    readonly excludeFromScan: readonly string[];
  }

  export default function scan(options: Options): Promise<Scan>;
}
