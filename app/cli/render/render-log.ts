import type { Colours } from '../../output/text/colours.ts';
import type { RunSummary } from '../../../history/read/run-summary.ts';
import type { RunState } from '../../../schemas/run.ts';
import type { Verdict } from '../../../schemas/review.ts';
import { cutText, textWidth } from '../../output/text/text-width.ts';
import { countsText, verdictText } from '../../output/words.ts';
import { type LogOptions, plainOneLine, pageText, shortId, timeText } from './log-text.ts';

/** Room for what stands before a run's label. */
const COLUMNS = { id: 13, time: 20 };

/** `docket log`: one line a run, newest first. */
export function renderRuns(runs: readonly RunSummary[], { width, colours }: LogOptions): string {
  if (runs.length === 0) return pageText(['No runs yet.']);
  return pageText(runs.map((run) => runLine(run, width, colours)));
}

function runLine(summary: RunSummary, width: number, colours: Colours): string {
  const { run } = summary;
  const id = shortId(run.id).padEnd(COLUMNS.id);
  const time = timeText(run.startedAt).padEnd(COLUMNS.time);
  const end = plainOneLine(endText(summary));
  const left = width - textWidth(`${id}  ${time}    ${end}`);
  // The end of a run matters more than how its change was called.
  const label = cutText(plainOneLine(run.label), Math.max(left, 8));
  return `${colours.yellow(id)}  ${colours.dim(time)}  ${endColour(summary, colours)(end)}  ${label}`;
}

/** `Minor issues: 2 warnings`, or how the run ended without a review. */
export function endText({ state, review, note }: Pick<RunSummary, 'state' | 'review' | 'note'>): string {
  if (review !== null) {
    const found = review.verdict === 'approved' ? '' : `: ${countsText(review.counts)}`;
    return `${verdictText(review.verdict)}${found}${state === 'finished' ? '' : ` (${stateWords(state)})`}`;
  }
  return note === null ? stateWords(state) : `${stateWords(state)}: ${note}`;
}

/** A run without an end is at work, or died. */
export function stateWords(state: RunState): string {
  return state === 'started' ? 'not finished' : state;
}

function endColour({ state, review }: RunSummary, colours: Colours): (text: string) => string {
  if (review === null) return state === 'finished' ? colours.dim : colours.red;
  return verdictColour(review.verdict, colours);
}

function verdictColour(verdict: Verdict, colours: Colours): (text: string) => string {
  switch (verdict) {
    case 'approved':
    case 'approved_with_comments':
      return colours.green;
    case 'minor_issues':
      return colours.yellow;
    case 'significant_concerns':
    case 'incomplete':
      return colours.red;
  }
}
