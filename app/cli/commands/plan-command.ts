import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import { jsonText } from '../../output/json-text.ts';
import { expectedJudging } from '../../expected-judging.ts';
import { planReview, policyOf } from '../../plan.ts';
import { openPlugins } from '../../analyse/open-change.ts';
import { type PlanDocument, renderPlan } from '../render/render-plan.ts';
import type { SourceOptions } from '../source-options.ts';
import { withChange } from '../with-change.ts';

/** `docket plan`: the change as Docket understands it, and who would look at it. Nobody does. */
export async function planCommand(
  range: string | undefined,
  options: SourceOptions & { readonly json?: boolean },
): Promise<number> {
  await withChange(range, options, async (changeSet, config) => {
    const plugins = await openPlugins(config.plugins, (line) => process.stderr.write(`${line}\n`));
    const plan = planReview([...BUILT_IN_REVIEWERS, ...plugins.reviewers], { config, only: null });
    await plugins.finish();
    const document: PlanDocument = {
      schemaVersion: 1,
      ...changeSet,
      files: changeSet.files.map(({ hunks, ...file }) => ({ ...file, hunks: hunks.length })),
      redactions: changeSet.redactions.filter((redaction) => redaction.first).length,
      reviewers: [
        ...plan.run.map(({ id }) => ({ id, runs: true, required: plan.required(id), reason: null })),
        ...plan.skipped.map(({ reviewer, reason }) => ({ id: reviewer.id, runs: false, required: false, reason })),
      ],
      judging: expectedJudging({ changeSet, reviewers: plan.run, policy: policyOf(config) }),
      pluginFailures: plugins.failures.map(({ plugin, hook, cause }) => ({ plugin, hook, cause: String(cause) })),
    };
    process.stdout.write(options.json === true ? jsonText(document) : renderPlan(document));
  });
  return 0;
}
