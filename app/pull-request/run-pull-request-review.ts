import type { StartedRun } from '../../forge/github/checks/start-check.ts';
import type { HistoryLog } from '../../history/log.ts';
import type { ObjectId } from '../../schemas/change-set.ts';
import type { Config } from '../../schemas/config.ts';
import type { Memory } from '../../schemas/memory.ts';
import { Problem } from '../../schemas/problem.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { PublicationFacts } from '../output/github/publication-facts.ts';
import { Superseded } from '../publisher.ts';
import { review } from '../review.ts';
import type { ReviewParts } from '../review-parts.ts';
import type { PullContext } from './context.ts';
import { githubPublisher } from './github-publisher.ts';
import { intentOutcome } from './intent-outcome.ts';
import type { IntentOutcome } from './host.ts';
import { knownPublications } from './logged-memory.ts';

interface Way {
  readonly config: Config;
  readonly base: ObjectId;
  readonly history: { readonly log: HistoryLog; readonly path: string | null };
  readonly analysis: ReviewParts['analysis'];
  readonly memory: () => Promise<Memory>;
  /** The check that was begun for this review; absent where none was. */
  readonly started?: StartedRun | null;
  readonly trackRecord?: ReviewParts['trackRecord'];
  readonly suppressions?: ReviewParts['suppressions'];
  readonly breakGlass?: PublicationFacts['breakGlass'];
}

/**
 * The common way with a pull request at its end. A review that was made and could not be published is returned all the same: the job
 * summary can show it.
 */
export async function runPullRequestReview(context: PullContext, way: Way): Promise<IntentOutcome> {
  const { host, problems, label, trust } = context;
  const { config, history, analysis, memory, trackRecord, suppressions } = way;
  const known = knownPublications(history.log, label);
  const publisher = githubPublisher({ ...way, context, known });
  try {
    const exit = await review({
      config,
      analysis,
      history,
      publisher,
      trust,
      memory,
      trackRecord,
      suppressions,
      outside: async () => [],
      problems,
      onProgress: host.onProgress,
      signal: host.signal,
      clock: host.clock,
    });
    return reviewed(exit);
  } catch (error) {
    if (error instanceof Superseded) return intentOutcome('superseded', error.message, { output: publisher.output });
    if (publisher.output === null || !(error instanceof Problem)) throw error;
    problems.push(error);
    const { conditions } = publisher.output.exit;
    return reviewed(
      exitCode({
        incomplete: conditions.includes('incomplete'),
        findingsAtOrAbove: conditions.includes('findings') ? 1 : 0,
        infrastructure: true,
      }),
    );
  }

  function reviewed(exit: ExitCode): IntentOutcome {
    const { output, published } = publisher;
    const reason = output === null ? 'reviewed' : `${output.review.verdict}: ${output.review.verdictReason}`;
    return intentOutcome('reviewed', reason, { output, published, problems, exit });
  }
}
