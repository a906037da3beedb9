import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import { openChange } from '../../analyse/open-change.ts';
import { delegatedTasks } from '../../mcp/delegated-tasks.ts';
import { jsonText } from '../../output/json-text.ts';
import { planReview } from '../../plan.ts';
import { openHost } from '../host.ts';
import { type SourceOptions, workspaceRequest } from '../source-options.ts';

/** `docket tasks`, for `docket mcp`: what the specialists would ask a model about a change, as JSON. Nobody is asked. Returns 0. */
export async function tasksCommand(range: string | undefined, options: SourceOptions): Promise<number> {
  const host = openHost(options.cwd);
  const place = await workspaceRequest(host, range, options);
  try {
    const change = await openChange(place);
    try {
      const { config } = place.effective;
      const changeSet = await change.forge.changeSet(config);
      const { run } = planReview(BUILT_IN_REVIEWERS, { config: { ...config, plugins: [] }, only: null });
      const { sensitivePaths } = config;
      process.stdout.write(jsonText(delegatedTasks(changeSet, { reviewers: run, sensitivePaths })));
      return 0;
    } finally {
      await change.close();
    }
  } finally {
    await place.close();
  }
}
