import { expect, it, onTestFinished } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';
import { coordinate } from '../../coordinator/coordinate.ts';
import type { Forge } from '../../forge/forge.ts';
import { openRepository } from '../../forge/local/git/repository.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import { runReviewers } from '../../reviewers/runner/run-reviewers.ts';
import type { Review } from '../../schemas/review.ts';
import { UNJUDGEABLE } from './unjudgeable/changes.ts';
import { openUnjudgeable, unjudgeableRepository } from './unjudgeable/repository.ts';

const POLICY = { maxInlineComments: 15, minimumConfidence: 300, minimumSeverity: 'suggestion', accept: [] } as const;

/** The review that checks alone make of a change. */
async function reviewOf(forge: Forge, pool: ReturnType<typeof createAnalyserPool>): Promise<Review> {
  const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
  const reports = await runReviewers({
    reviewers: BUILT_IN_REVIEWERS,
    changeSet,
    contents: forge.contents,
    inspection: forge.inspection,
    pool,
    required: () => true,
    signal: new AbortController().signal,
    checkTimeoutMs: 240_000,
  });
  const paths = new Set(reports.flatMap(({ findings }) => findings.flatMap(({ location }) => location?.path ?? [])));
  const sources = await Promise.all(
    [...paths].map(async (path) => {
      const content = await forge.contents.read(path, 'new');
      return { path, side: 'new' as const, text: content.kind === 'text' ? content.text : null };
    }),
  );
  await forge.close();
  return coordinate({ changeSet, sources, reports, policy: { ...POLICY, accept: [] } }).review;
}

it('none of the changes that nothing can judge is approved', async () => {
  const folder = unjudgeableRepository();
  const pool = createAnalyserPool();
  const repository = await openRepository(folder.path);
  onTestFinished(async () => {
    await repository.close();
    await pool.close();
    folder.remove();
  });
  const scanner = createSecretScanner(pool);
  const passed: string[] = [];
  for (const change of UNJUDGEABLE) {
    const review = await reviewOf(await openUnjudgeable({ repository, change, scanner }), pool);
    if (review.verdict !== 'incomplete' && review.verdict !== 'significant_concerns') passed.push(change.name);
  }
  expect(passed).toEqual([]);
  expect(UNJUDGEABLE.length).toBeGreaterThanOrEqual(200);
});
