import { copyLog } from './back-up.ts';
import { inWords } from './open-error.ts';

/** Copies a consistent state of a log into a new file (0600). Throws an `InfrastructureError` when that cannot be done. */
export function copyHistory(path: string, copy: string): void {
  inWords(path, () => copyLog(path, copy));
}
