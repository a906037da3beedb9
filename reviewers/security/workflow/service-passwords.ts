/** Hosts that only the very machine reaches. */
const OF_THE_MACHINE = /\blocalhost\b|\b127\.0\.0\.1\b|\bjob\.services\./;

/** Whether a line (counted from one) names the machine itself as the host that its password is for. */
export function isOfMachine(text: string, line: number): boolean {
  return OF_THE_MACHINE.test(text.split('\n')[line - 1] ?? '');
}

/**
 * Whether a line of a workflow (counted from one) stands below `services:`, which a job starts for itself and throws away: whoever reads such a password
 * opens nothing with it.
 */
export function isOfJobService(text: string, line: number): boolean {
  const lines = text.split('\n');
  let depth = indentOf(lines[line - 1] ?? '');
  for (let above = line - 2; above >= 0 && depth > 0; above -= 1) {
    const written = lines[above] ?? '';
    if (written.trim() === '' || indentOf(written) >= depth) continue;
    if (written.trim() === 'services:') return true;
    depth = indentOf(written);
  }
  return false;
}

/** Whether a job of a workflow starts a service for itself: the settings beside it are for the tests that use it. */
export const startsServices = (text: string): boolean => /^ {2,12}services:\s*$/m.test(text);

const indentOf = (line: string): number => line.length - line.trimStart().length;
