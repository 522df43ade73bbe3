/**
 * What stretching a secret may cost at most. It bounds the policy and everything that says what a kept secret cost: a
 * line that asks for more was not written by this program, and believing it would take all memory of the machine.
 */
export const scryptBound = { cost: 2 ** 20, blockSize: 32, parallelization: 16 } as const;

export interface ScryptCost {
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

export const isWithinBound = ({ cost, blockSize, parallelization }: ScryptCost): boolean =>
  cost <= scryptBound.cost &&
  blockSize <= scryptBound.blockSize &&
  parallelization <= scryptBound.parallelization;
