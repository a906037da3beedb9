import { createHash } from 'node:crypto';
import type { ReviewerReport } from '../../schemas/report.ts';
import type { PromptVersions } from '../../schemas/review.ts';
import { type TaskResult, unanswered } from './ask-task.ts';
import type { Bar } from './finding-of-answer.ts';
import { splitByReviewer } from './split-by-reviewer.ts';
import { MODEL_PASS_LIMITS } from './limits.ts';
import { mergeReport, type PassResult } from './merge-report.ts';
import { bothReadings } from './second-reading.ts';
import { PACK_VERSION } from './pack/evidence-pack.ts';
import type { PromptForm } from '../../schemas/model.ts';
import { systemText } from './prompt/system-text.ts';
import { runTasks, shownName } from './run-tasks.ts';
import { uncoveredFiles } from './uncovered-files.ts';
import type { ModelPassOptions } from './model-pass-options.ts';

/** Bytes of a digest that tell versions of a text apart. */
const VERSION_LENGTH = 12;

/** The version of a text whose bytes are its version. */
export function textVersion(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, VERSION_LENGTH);
}

/** Null where nobody says with what findings are verified: then nothing is to be compared. */
function versionsOf(
  brief: number | undefined,
  form: PromptForm,
  { verifier }: ModelPassOptions,
): PromptVersions | null {
  if (brief === undefined || verifier === undefined) return null;
  return { system: textVersion(systemText(form)), verifier, brief, pack: PACK_VERSION };
}

const NO_BAR: Bar = { minimumSeverity: 'suggestion' };

/**
 * Lets the model halves look at the change, after all checks have settled, and returns the same reports with what they said. What goes wrong
 * in a conversation is in the reports. Reports of reviewers without a planned model half come back as they are.
 */
export async function runModelPass(options: ModelPassOptions): Promise<ReviewerReport[]> {
  const { plan, reports, changeSet, reviewers, bar = NO_BAR, onProgress } = options;
  const mostFindings = options.limits?.findings ?? MODEL_PASS_LIMITS.findings;
  const deal = (result: TaskResult) => splitByReviewer(result, { reviewers, changeSet, mostFindings, bar });
  const onSettled = (result: TaskResult): void => {
    for (const [reviewer, { findings }] of deal(result)) {
      const name = shownName(reviewer, result.task);
      onProgress?.({ kind: 'model-settled', reviewer: name, status: result.status, findings: findings.length });
    }
  };
  const { unusable } = plan;
  const results =
    unusable === null
      ? await runTasks(options, onSettled)
      : plan.tasks.map((task) => unanswered(task, 'failed', unusable));

  const halves = new Map<string, PassResult>();
  for (const [reviewer, half] of results.flatMap(deal)) {
    const other = halves.get(reviewer);
    halves.set(reviewer, other === undefined ? half : bothReadings(other, half));
  }
  const formOf = (reviewer: string): PromptForm =>
    results.find(({ task, form }) => form !== undefined && task.reviewers.includes(reviewer))?.form ?? 'full';
  const unseen = uncoveredFiles(changeSet.files, results);
  // Told once, by a reviewer that counts, so that the review is incomplete.
  const planned = reports.filter(({ reviewer }) => halves.has(reviewer));
  const teller = planned.find(({ required }) => required) ?? planned[0];
  return reports.map((report) => {
    const left = plan.notAsked.find(({ reviewer }) => reviewer === report.reviewer);
    if (left !== undefined) {
      return { ...report, model: { status: 'not-asked', reason: left.reason, models: [], judged: [] } };
    }
    const half = halves.get(report.reviewer);
    if (half === undefined) return report;
    const versions = versionsOf(
      reviewers.find(({ id }) => id === report.reviewer)?.brief?.version,
      formOf(report.reviewer),
      options,
    );
    const asked = versions === null ? half : { ...half, model: { ...half.model, versions } };
    return mergeReport(report, report === teller ? { ...asked, gaps: [...asked.gaps, ...unseen] } : asked);
  });
}
