import { expect, it, onTestFinished } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';
import { openRepository } from '../../forge/local/git/repository.ts';
import { reviewByChecks } from './rows.ts';
import { UNJUDGEABLE } from './unjudgeable/changes.ts';
import { openUnjudgeable, unjudgeableRepository } from './unjudgeable/repository.ts';

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
    const review = await reviewByChecks(await openUnjudgeable({ repository, change, scanner }), pool);
    if (review.verdict !== 'incomplete' && review.verdict !== 'significant_concerns') passed.push(change.name);
  }
  expect(passed).toEqual([]);
  expect(UNJUDGEABLE.length).toBeGreaterThanOrEqual(200);
});
