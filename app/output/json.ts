import { ReviewDocument } from '../../schemas/review-output.ts';
import { jsonText } from './json-text.ts';
import type { ReviewOutput } from './review-output.ts';

/** The review as one JSON document, described by `schemas/json/review-output.json`. */
export function renderJson(output: ReviewOutput): string {
  return jsonText(reviewDocument(output));
}

/** The document itself, checked against its own schema: a shape that drifted must not reach a reader. */
function reviewDocument(output: ReviewOutput): ReviewDocument {
  const { changeSet } = output;
  return ReviewDocument.parse({
    schemaVersion: 1,
    docketVersion: output.docketVersion,
    run: { id: output.runId, history: output.historyPath, elapsedMs: Math.max(0, Math.round(output.elapsedMs)) },
    exit: output.exit,
    change: {
      source: changeSet.source,
      label: changeSet.label,
      baseCommit: changeSet.baseCommit,
      mergeBase: changeSet.mergeBase,
      headCommit: changeSet.headCommit,
      tier: changeSet.tier,
      tierReason: changeSet.tierReason,
      files: changeSet.files.map((file) => file.newPath),
      noise: changeSet.files.flatMap(({ newPath: path, noise }) =>
        noise === undefined ? [] : [{ path, reason: noise }],
      ),
      filtered: changeSet.filtered.map((file) => ({ path: file.newPath, reason: file.reason })),
      skipped: changeSet.skipped,
    },
    review: output.review,
    decisions: output.decisions,
    findings: output.findings,
    usage: output.usage,
    judge: output.judge,
    problems: output.problems.map((problem) => ({
      what: problem.what,
      where: problem.where ?? null,
      remedy: problem.remedy ?? null,
    })),
  });
}
