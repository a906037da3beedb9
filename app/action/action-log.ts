import { error, info, warning } from '@actions/core';
import { Problem } from '../../schemas/problem.ts';
import type { AnalysisProgress } from '../analyse/progress-event.ts';
import { scrub } from '../known-secrets.ts';
import { neutraliseWorkflow } from '../output/text/neutralise.ts';
import { plural } from '../output/plural.ts';

/** Writes a text into the job's log. Nothing in it can be an order to the runner. */
export function say(text: string): void {
  info(scrub(neutraliseWorkflow(`docket: ${text}`)));
}

/** Shows an error as an annotation of the job: what happened, where, what to do. Never a stack trace. */
export function showProblem(problem: unknown): void {
  error(scrub(neutraliseWorkflow(textOf(problem))), { title: 'Docket' });
}

/** Shows what costs the review nothing. */
export function showWarning(text: string): void {
  warning(scrub(neutraliseWorkflow(text)), { title: 'Docket' });
}

function textOf(problem: unknown): string {
  if (problem instanceof Problem) {
    const { message, where, remedy } = problem;
    return [message, where && `Where: ${where}`, remedy && `To do: ${remedy}`].filter(Boolean).join('\n');
  }
  const message = problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
  return `Unexpected failure: ${message}\nTo do: report it with the log of this job.`;
}

/** Tells how a review goes on, a line for each thing that ended. */
export function sayProgress(event: AnalysisProgress): void {
  switch (event.kind) {
    case 'stage':
      return say(event.stage);
    case 'reviewer-settled':
      return say(`${event.reviewer}: ${event.status}, ${plural(event.findings, 'finding')}`);
    case 'notice':
      return say(event.text);
    case 'reviewer-started':
    case 'check-settled':
      return undefined;
  }
}
