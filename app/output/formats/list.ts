import { neutraliseTerminal } from '../text/neutralise.ts';
import type { ReviewOutput } from '../review-output.ts';
import { countsText, coverageText, headline, nothingToReview, pathText, sizeText } from '../words.ts';
import { reportRows, type ReportRow } from './report-rows.ts';

/**
 * The review with a line a row, in the form that compilers use, which terminals and editors open (`src/user.ts:3: warning: ...`); the last
 * line is the verdict.
 */
export function renderList(output: ReviewOutput): string {
  const { review } = output;
  const counts = `${countsText(review.counts)} in ${sizeText(output)}; ${coverageText(output)}`;
  const last = nothingToReview(output) ?? `${headline(review)}: ${counts}`;
  return [...reportRows(output).map(listLine), last].map((line) => `${neutraliseTerminal(line)}\n`).join('');
}

function listLine({ rule, severity, text, path, lines }: ReportRow): string {
  return `${pathText(path)}:${lines === null ? '' : `${lines.start}:`} ${severity}: ${text} [${rule}]`;
}
