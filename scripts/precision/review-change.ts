import type { AnalyserPool } from '../../analysers/analyser.ts';
import { gatherSources } from '../../app/analyse/gather-sources.ts';
import { DEFAULT_CONFIG } from '../../app/config/config.ts';
import { policyOf } from '../../app/plan.ts';
import { coordinate } from '../../coordinator/coordinate.ts';
import type { SecretScanner } from '../../forge/forge.ts';
import type { Repository } from '../../forge/local/git/repository.ts';
import { openRange } from '../../forge/local/open.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import { runReviewers } from '../../reviewers/runner/run-reviewers.ts';
import type { Review } from '../../schemas/review.ts';

/** As the program has it without configuration. */
const POLICY = policyOf(DEFAULT_CONFIG);

/** The machine is shared, and no check may fail for that. */
const CHECK_TIMEOUT_MS = 600_000;

/** What the checks alone publish about a range of commits. */
export async function reviewChange(request: {
  readonly repository: Repository;
  readonly range: string;
  readonly scanner: SecretScanner;
  readonly pool: Pick<AnalyserPool, 'analyse'>;
  /** The ids of the only checks that are to run; empty for all. */
  readonly checks: readonly string[];
}): Promise<{ readonly review: Review; readonly subject: string }> {
  const { repository, range, scanner, pool, checks } = request;
  const forge = await openRange({ repository, range, scanner });
  try {
    const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
    const { signal } = new AbortController();
    const { contents, inspection } = forge;
    const required = () => true;
    const reviewers = BUILT_IN_REVIEWERS.map((one) =>
      checks.length === 0 ? one : { ...one, checks: one.checks.filter(({ id }) => checks.includes(id)) },
    );
    const looked = { reviewers, changeSet, contents, inspection, pool, required, signal };
    const reports = await runReviewers({ ...looked, checkTimeoutMs: CHECK_TIMEOUT_MS });
    const sources = await gatherSources(contents, reports);
    const { review } = coordinate({ changeSet, sources, reports, policy: POLICY });
    return { review, subject: changeSet.title.slice(0, 80) };
  } finally {
    await forge.close();
  }
}
