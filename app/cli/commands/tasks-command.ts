import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import { delegatedTasks } from '../../mcp/delegated-tasks.ts';
import { jsonText } from '../../output/json-text.ts';
import { planReview } from '../../plan.ts';
import type { SourceOptions } from '../source-options.ts';
import { withChange } from '../with-change.ts';

/**
 * `docket tasks`, for `docket mcp`: what the specialists would ask a model about a change, as JSON. Nobody is asked, and plugins are not started:
 * a program of theirs may look, but an agent cannot play them. Returns 0.
 */
export async function tasksCommand(range: string | undefined, options: SourceOptions): Promise<number> {
  await withChange(range, options, (changeSet, config) => {
    const { run } = planReview(BUILT_IN_REVIEWERS, { config, only: null });
    const { sensitivePaths } = config;
    process.stdout.write(jsonText(delegatedTasks(changeSet, { reviewers: run, sensitivePaths })));
  });
  return 0;
}
