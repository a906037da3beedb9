import { InfrastructureError } from '../../schemas/problem.ts';
import { showProblem } from './action-log.ts';
import { exitOfFailure } from './exit-of-failure.ts';

/** What nobody caught ends the step with its reason and code 4: Node's own end would be code 1, which means findings. */
export function endUnexpectedly(): void {
  process.on('uncaughtException', (cause) => {
    const problem = new InfrastructureError({ what: `the step ended unexpectedly: ${String(cause)}`, cause });
    showProblem(problem);
    process.exit(exitOfFailure(problem));
  });
}
