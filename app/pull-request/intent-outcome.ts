import type { Published } from '../../forge/github/publish/published.ts';
import type { Problem } from '../../schemas/problem.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { ReviewOutput } from '../output/review-output.ts';
import type { IntentOutcome } from './host.ts';

/** An outcome without a review; problems make it exit 4. */
export function intentOutcome(
  kind: IntentOutcome['kind'],
  reason: string,
  {
    output = null,
    published = null,
    problems = [],
    exit,
  }: {
    readonly output?: ReviewOutput | null;
    readonly published?: Published | null;
    readonly problems?: readonly Problem[];
    readonly exit?: ExitCode;
  } = {},
): IntentOutcome {
  const infrastructure = problems.length > 0;
  return {
    kind,
    reason,
    exit: exit ?? exitCode({ incomplete: false, findingsAtOrAbove: 0, infrastructure }),
    output,
    published,
    problems,
  };
}
