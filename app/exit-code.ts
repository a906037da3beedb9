import type { Config } from '../schemas/config.ts';
import type { Problem } from '../schemas/problem.ts';
import type { Review } from '../schemas/review.ts';
import { Severity } from '../schemas/severity.ts';
import { isIncomplete } from './output/coverage.ts';
/** A reason for an exit code other than 0, in the order in which they win: `--fail-on` is never hidden by what is missing. */
type ExitCondition = 'usage' | 'findings' | 'incomplete' | 'infrastructure';

/** The exit code, and every condition that held: a script may care for one that did not win. */
export interface ExitCode {
  readonly code: number;
  readonly conditions: readonly ExitCondition[];
}

const PRECEDENCE: readonly (readonly [ExitCondition, number])[] = [
  ['usage', 2],
  ['findings', 1],
  ['incomplete', 3],
  ['infrastructure', 4],
];

/**
 * The exit code of a run: 2 wrong use or configuration, 1 findings at or above the threshold, 3 an incomplete review, 4 forge or
 * store failed, 0 otherwise. The first of them that holds decides.
 */
export function exitCode(state: {
  readonly usage?: boolean;
  readonly incomplete: boolean;
  /** How many published findings are at or above `--fail-on`; 0 when it is `never`. */
  readonly findingsAtOrAbove: number;
  readonly infrastructure: boolean;
}): ExitCode {
  const holds: Readonly<Record<ExitCondition, boolean>> = {
    usage: state.usage ?? false,
    incomplete: state.incomplete,
    findings: state.findingsAtOrAbove > 0,
    infrastructure: state.infrastructure,
  };
  const held = PRECEDENCE.filter(([condition]) => holds[condition]);
  return { code: held[0]?.[1] ?? 0, conditions: held.map(([condition]) => condition) };
}

/** The same ending, and the forge or the store failed as well. */
export function withInfrastructure({ conditions }: ExitCode): ExitCode {
  return exitCode({
    usage: conditions.includes('usage'),
    incomplete: conditions.includes('incomplete'),
    findingsAtOrAbove: conditions.includes('findings') ? 1 : 0,
    infrastructure: true,
  });
}

/** The exit code of a finished review, with every condition that held. */
export function exitOf(review: Review, config: Config, problems: readonly Problem[]): ExitCode {
  const most = Severity.options;
  const counted = config.failOn === 'never' ? [] : most.slice(0, most.indexOf(config.failOn) + 1);
  return exitCode({
    incomplete: isIncomplete(review),
    findingsAtOrAbove: counted.reduce((sum, severity) => sum + review.counts[severity], 0),
    infrastructure: problems.length > 0,
  });
}
