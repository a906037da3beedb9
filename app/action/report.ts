import { setOutput, summary } from '@actions/core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, describeCause } from '../../schemas/problem.ts';
import { renderJobSummary } from '../output/github/job-summary.ts';
import { scrub } from '../known-secrets.ts';
import type { ReviewOutput } from '../output/review-output.ts';
import { renderSarif } from '../output/sarif/render-sarif.ts';
import type { IntentOutcome } from '../pull-request/host.ts';
import { say, showProblem, showWarning } from './action-log.ts';
import type { ActionRunner } from './runner.ts';

/** The outputs of the Action; action.yml repeats the names with a description of each. */
export const OUTPUTS = [
  'verdict',
  'critical',
  'warning',
  'suggestion',
  'review-url',
  'cost-usd',
  'run-id',
  'sarif',
  'report',
] as const;
type OutputName = (typeof OUTPUTS)[number];

/** What later steps are told; everything is empty where no review was made. `sarif` and `report` are paths. */
function outputsOf(
  { output, published }: IntentOutcome,
  { sarif, page }: { readonly sarif: string | null; readonly page: string | null },
): Record<OutputName, string> {
  const counts = output?.review.counts;
  return {
    verdict: output?.review.verdict ?? '',
    critical: String(counts?.critical ?? ''),
    warning: String(counts?.warning ?? ''),
    suggestion: String(counts?.suggestion ?? ''),
    'review-url': published?.reviewUrl ?? '',
    'cost-usd': output === null ? '' : costOf(output),
    'run-id': output?.runId ?? '',
    sarif: sarif ?? '',
    report: page ?? '',
  };
}

/** In dollars with six digits, which is exact. */
function costOf({ usage }: ReviewOutput): string {
  const micro = (usage?.models ?? []).reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  return (micro / 1_000_000).toFixed(6);
}

/** Tells what became of the event: in the log, in the outputs, and in the job's summary where there is something to read. */
export async function report(
  handled: IntentOutcome,
  {
    runner,
    store,
    page,
  }: { readonly runner: ActionRunner; readonly store: string | null; readonly page: string | null },
): Promise<void> {
  const { kind, reason, output, problems } = handled;
  say(`${kind}: ${reason}`);
  for (const problem of problems) showProblem(problem);
  const sarif = output === null ? null : join(runner.RUNNER_TEMP, 'docket.sarif');
  if (output !== null && sarif !== null) await writeFile(sarif, scrub(renderSarif(output)));
  for (const [name, value] of Object.entries(outputsOf(handled, { sarif, page }))) setOutput(name, scrub(value));
  if (kind !== 'ignored') await summarise(renderJobSummary(output, { ...summaryFacts(handled), store }));
}

/** Leaves in the job's summary why there is no review. */
export async function showFailure(error: unknown): Promise<void> {
  const problem = error instanceof Problem ? error : null;
  const reason = describeCause(error);
  const told = { what: reason, where: problem?.where, remedy: problem?.remedy };
  await summarise(renderJobSummary(null, { reason, publication: null, links: [], problems: [told], store: null }));
}

function summaryFacts({ reason, published, problems }: IntentOutcome) {
  const links = [
    { name: 'Review', url: published?.reviewUrl },
    { name: 'Summary', url: published?.summaryUrl },
    { name: 'Check', url: published?.checkUrl },
  ];
  return {
    reason,
    publication: null,
    links: links.flatMap(({ name, url }) => (url === null || url === undefined ? [] : [{ name, url }])),
    problems: problems.map(({ message: what, where, remedy }) => ({ what, where, remedy })),
  };
}

async function summarise(text: string): Promise<void> {
  try {
    await summary.addRaw(scrub(text), true).write();
  } catch (error) {
    // The pull request and the log have the same to say.
    showWarning(`the summary of the job could not be written: ${describeCause(error)}`);
  }
}
