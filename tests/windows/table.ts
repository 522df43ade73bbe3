import type { Check, Told } from './told';

/** Every scenario of the lane by its name, and a line for each file of tests that the lane shares with `npm test`. */
export function tableOf(tolds: readonly Told[]): string {
  const sorted = [...tolds].sort((one, other) => one.source.localeCompare(other.source));
  const lines = sorted.flatMap((told) => {
    const failed = told.checks.filter(({ state }) => state === 'failed');
    if (told.source.startsWith('tests/windows/')) return told.checks.map(lineOf);
    const count = told.checks.filter(({ state }) => state === 'passed').length;
    const state = failed.length === 0 ? 'passed' : 'FAILED';
    return [
      `${state.padEnd(8)} ${seconds(told.ms)}  ${told.source}: ${count} of ${told.checks.length}`,
      ...failed.map(lineOf),
    ];
  });
  const complaints = sorted.flatMap(({ source, checks }) =>
    checks.flatMap(({ name, complaints: said }) =>
      said.map((text) => `\n${source} › ${name}\n${text.slice(0, 3000)}`),
    ),
  );
  return [...complaints, '', ...lines].join('\n');
}

const lineOf = ({ name, state, ms }: Check): string =>
  `${(state === 'failed' ? 'FAILED' : state).padEnd(8)} ${seconds(ms)}  ${name}`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(6)} s`;
