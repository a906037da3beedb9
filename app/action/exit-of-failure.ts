import { InputError } from '../../schemas/problem.ts';
import { exitCode } from '../exit-code.ts';

/** The exit code of a job that an error stopped: 2 for wrong use or configuration, 4 for everything else. */
export function exitOfFailure(error: unknown): number {
  const usage = error instanceof InputError;
  return exitCode({ usage, incomplete: false, findingsAtOrAbove: 0, infrastructure: !usage }).code;
}
