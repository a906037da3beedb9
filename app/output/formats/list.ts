import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { neutraliseTerminal } from '../text/neutralise.ts';
import type { ReviewOutput } from '../review-output.ts';
import { countsText, coverageText, headline, nothingToReview, pathText, sizeText } from '../words.ts';
import { reportRows, type ReportRow } from './report-rows.ts';

/**
 * The review with a line a row, in the form that compilers use, which terminals and editors open (`src/user.ts:3: warning: ...`); the last
 * line is the verdict.
 *
 * @param root the folder of the repository, where places become links (OSC 8) that a terminal opens
 */
export function renderList(output: ReviewOutput, root: string | null = null): string {
  const { review } = output;
  const counts = `${countsText(review.counts)} in ${sizeText(output)}; ${coverageText(output)}`;
  const last = nothingToReview(output) ?? `${headline(review)}: ${counts}`;
  const rows = reportRows(output).map((row) => listLine(row, root));
  return [...rows, neutraliseTerminal(last)].map((line) => `${line}\n`).join('');
}

function listLine({ rule, severity, text, path, lines }: ReportRow, root: string | null): string {
  const place = neutraliseTerminal(`${pathText(path)}:${lines === null ? '' : `${lines.start}:`}`);
  const rest = neutraliseTerminal(` ${severity}: ${text} [${rule}]`);
  return `${root === null || path === '.' ? place : linked(place, join(root, path))}${rest}`;
}

/** A link as terminals read it; an address has no character that ends it. */
function linked(text: string, file: string): string {
  return `\u001b]8;;${pathToFileURL(file.toWellFormed()).href}\u001b\\${text}\u001b]8;;\u001b\\`;
}
