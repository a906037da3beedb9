import type { CheckProgress } from '../../../models/check/check-model.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';

/** A tenth of a stage, where every line stays. */
const EVERY = 5;

/** Shows on standard error how far a check is: one line that changes on a terminal, a line now and then elsewhere. */
export function checkProgress(name: string): { readonly tell: (progress: CheckProgress) => void; end(): void } {
  const isTTY = process.stderr.isTTY === true;
  const shown = neutraliseTerminal(name);
  return {
    tell: ({ stage, done, of }) => {
      if (isTTY) process.stderr.write(`\r\u001b[2K${shown}: ${stage} ${done}/${of} (Ctrl+C stops)`);
      else if (done % EVERY === 0 || done === of) process.stderr.write(`${shown}: ${stage} ${done}/${of}\n`);
    },
    end: () => {
      if (isTTY) process.stderr.write('\r\u001b[2K');
    },
  };
}
