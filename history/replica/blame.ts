import { z } from 'zod';
import { describeCause, InfrastructureError, Problem } from '../../schemas/problem.ts';
import { historyError } from '../file/open-error.ts';

/** Codes of SQLite that are never the fault of the file that is read: they pass, or this machine lacks something. */
const OF_MACHINE = /^SQLITE_(?:FULL|NOMEM|BUSY|LOCKED|READONLY|PERM|AUTH|CANTOPEN|IOERR(?!_SHORT_READ|_CORRUPTFS))/;

const Cause = z.looseObject({
  code: z.string().optional(),
  syscall: z.string().optional(),
  cause: z.unknown().optional(),
});

/** Whether a failure is this machine's: a full disk, no memory, a folder that cannot be written. */
function isOfMachine(error: unknown): boolean {
  for (let at = Cause.safeParse(error), depth = 0; at.success && depth < 5; depth += 1) {
    const { code = '', syscall, cause } = at.data;
    if (syscall !== undefined || OF_MACHINE.test(code)) return true;
    at = Cause.safeParse(cause);
  }
  return false;
}

/**
 * What a restored file is to be blamed for; null when for nothing. Whatever it makes fail is its fault: who writes into a store may write anything there. A
 * full disk is not, and must never have a sound epoch set aside.
 *
 * @throws Problem where this machine is to blame.
 */
export function faultOf(path: string, look: () => string | null): string | null {
  try {
    return look();
  } catch (error) {
    if (isOfMachine(error)) throw told(historyError(error, path), path);
    return describeCause(error);
  }
}

function told(error: unknown, where: string): Problem {
  if (error instanceof Problem) return error;
  const what = `reading the history failed: ${describeCause(error)}`;
  return new InfrastructureError({ what, where, remedy: 'Run again where there is memory and room.', cause: error });
}
