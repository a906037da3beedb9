import { markdownOneLine } from './markdown-comment.ts';
import { inlineCode } from './text/neutralise.ts';
import { type Remark, remarksOf } from './remarks.ts';
import type { ReviewOutput } from './review-output.ts';
import { heldBackIds, heldBackText } from './words.ts';

const MOST_PATHS = 10;
const MARKS: Readonly<Record<Remark['level'], string>> = { error: '❌', warning: '⚠️', note: 'ℹ️' };

/**
 * What stands beside the findings, as items of a Markdown list: the gravest first, what was held back last.
 *
 * @param ask the command by which whoever reads this can ask about a finding
 */
export function remarkLines(output: ReviewOutput, ask: 'docket why' | '/docket explain'): string[] {
  return [
    ...remarksOf(output).map((remark) => `- ${MARKS[remark.level]} ${remarkText(remark)}`),
    ...heldBack(output, ask),
  ];
}

function remarkText(remark: Remark): string {
  const left = remark.paths.length - MOST_PATHS;
  const paths = remark.paths.slice(0, MOST_PATHS).map((path) => inlineCode(path.slice(0, 300).toWellFormed()));
  const list = paths.length === 0 ? '' : `: ${paths.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  return `${markdownOneLine(remark.text.slice(0, 500).toWellFormed())}${list}${acceptanceText(remark)}`;
}

/** The line to copy is a block of its own, which GitHub gives a button to copy it. */
function acceptanceText({ acceptance }: Remark): string {
  if (acceptance === undefined) return '';
  const { where, line, language } = acceptance;
  return `\n\n  ${markdownOneLine(where)}:\n\n  \`\`\`${language}\n  ${line}\n  \`\`\`\n`;
}

function heldBack(output: ReviewOutput, ask: string): string[] {
  const held = heldBackText(output);
  const [id] = heldBackIds(output, 1);
  if (held === null || id === undefined) return [];
  const hint = output.runId === null ? 'see the output of `--format json`' : inlineCode(`${ask} ${id}`);
  return [`- ℹ️ ${held}: ${hint}`];
}
