import { InfrastructureError } from '../../schemas/problem.ts';

/** What was printed did not arrive, a full disk behind `>` for example. */
export function lostOutput(cause: Error): InfrastructureError {
  return new InfrastructureError({
    what: `standard output cannot be written: ${cause.message}`,
    remedy: 'Free some space, or name a file with --output. What was recorded is in the history.',
    cause,
  });
}
