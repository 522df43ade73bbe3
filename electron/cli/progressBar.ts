const width = 40;

/** Draws how far a task has come on one line of a terminal; a log file gets nothing. */
export function createProgressBar(isTerminal: boolean, write: (text: string) => void) {
  let drawn = '';
  return {
    show(done: number, total: number): void {
      if (!isTerminal || total === 0) return;
      const share = Math.min(1, done / total);
      const filled = Math.round(share * width);
      const line = `\r[${'#'.repeat(filled)}${' '.repeat(width - filled)}] ${Math.floor(share * 100)} %`;
      if (line !== drawn) write(line);
      drawn = line;
    },
    end(): void {
      if (drawn !== '') write('\n');
    },
  };
}
