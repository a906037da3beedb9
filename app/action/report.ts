import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setOutput, summary } from '@actions/core';
import { Problem } from '../../schemas/problem.ts';
import { renderJobSummary } from '../output/github/job-summary.ts';
import { renderSarif } from '../output/sarif.ts';
import type { Handled } from '../pull-request/host.ts';
import { say, showProblem, showWarning } from './action-log.ts';
import { outputsOf } from './outputs.ts';
import type { Runner } from './runner.ts';

/** Tells what became of the event: in the log, in the outputs, and in the job's summary where there is something to read. */
export async function report(
  handled: Handled,
  { runner, store }: { readonly runner: Runner; readonly store: string | null },
): Promise<void> {
  const { kind, reason, output, problems } = handled;
  say(`${kind}: ${reason}`);
  for (const problem of problems) showProblem(problem);
  const sarif = output === null ? null : join(runner.RUNNER_TEMP, 'docket.sarif');
  if (output !== null && sarif !== null) await writeFile(sarif, renderSarif(output));
  for (const [name, value] of Object.entries(outputsOf(handled, sarif))) setOutput(name, value);
  if (kind !== 'ignored') await summarise(renderJobSummary(output, { ...summaryFacts(handled), store }));
}

/** Leaves in the job's summary why there is no review. */
export async function showFailure(error: unknown): Promise<void> {
  const problem = error instanceof Problem ? error : null;
  const reason = error instanceof Error ? error.message : String(error);
  const told = { what: reason, where: problem?.where, remedy: problem?.remedy };
  await summarise(renderJobSummary(null, { reason, publication: null, links: [], problems: [told], store: null }));
}

function summaryFacts({ reason, published, problems }: Handled) {
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
    await summary.addRaw(text, true).write();
  } catch (error) {
    // The pull request and the log have the same to say.
    showWarning(
      `the summary of the job could not be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
