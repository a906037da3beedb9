import type { Config } from '../schemas/config.ts';
import type { Problem } from '../schemas/problem.ts';
import type { Review } from '../schemas/review.ts';
import { Severity } from '../schemas/severity.ts';
import { exitCode, type ExitCode } from './exit-code.ts';

/** The exit code of a finished review, with every condition that held. */
export function exitOf(review: Review, config: Config, problems: readonly Problem[]): ExitCode {
  const most = Severity.options;
  const counted = config.failOn === 'never' ? [] : most.slice(0, most.indexOf(config.failOn) + 1);
  return exitCode({
    incomplete: review.incompleteReasons.length > 0,
    findingsAtOrAbove: counted.reduce((sum, severity) => sum + review.counts[severity], 0),
    infrastructure: problems.length > 0,
  });
}
