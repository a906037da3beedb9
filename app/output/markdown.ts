import type { ReviewComment } from '../../schemas/review.ts';
import { foldedComments, openComments, sureText } from './comment-words.ts';
import { BODY_LIMIT, fitBody } from './fit-body.ts';
import { markdownComment, markdownOneLine } from './markdown-comment.ts';
import { inlineCode } from './text/neutralise.ts';
import { remarkLines } from './remark-lines.ts';
import { nothingText, rememberedText, standingConcerns, standingTexts } from './remembered.ts';
import type { ReviewOutput } from './review-output.ts';
import { usageLines } from './usage-text.ts';
import { countsText, coverageText, headline, missingText, nothingToReview, placeText, sizeText } from './words.ts';
import { plural } from './plural.ts';
import { isIncomplete } from './coverage.ts';
import { unjudgedScope } from './scope-text.ts';

/** Most folded comments that are listed. */
const MOST_FOLDED = 50;

/**
 * The review as Markdown for a comment or a job summary. All text from outside is made harmless. What does not fit into the limit
 * is left out by whole findings, least severe first, and the text says how many and where they are.
 */
export function renderMarkdown(output: ReviewOutput, limit: number = BODY_LIMIT): string {
  return fitBody(
    {
      head: head(output),
      blocks: [
        ...openComments(output.review).map((comment) => `---\n\n${markdownComment(comment, output.runId !== null)}`),
        ...foldedBlock(output),
      ],
      lines: [...rememberedLines(output), ...remarkLines(output, 'docket why')],
      foot: usageLines(output).map(markdownOneLine).join(' '),
      blocksLeft: (left) => `---\n\n**${plural(left, 'more finding')} did not fit here.** ${whereToLook(output)}`,
      linesLeft: (left) => `- … ${plural(left, 'more remark')} did not fit here. ${whereToLook(output)}`,
    },
    limit,
  );
}

/** What is folded, a line each; more than these stand in the log. */
function foldedBlock({ review }: ReviewOutput): string[] {
  const folded = foldedComments(review);
  if (folded.length === 0) return [];
  const more = folded.length > MOST_FOLDED ? [`- … and ${folded.length - MOST_FOLDED} more`] : [];
  const lines = folded.slice(0, MOST_FOLDED).map((comment) => `- ${foldedLine(comment)}`);
  return [
    `<details><summary>${folded.length} more, folded</summary>\n\n${[...lines, ...more].join('\n')}\n\n</details>`,
  ];
}

function foldedLine(comment: ReviewComment): string {
  const place = placeText(comment.location);
  const where = place === null ? '' : `${inlineCode(place)} `;
  return `**${comment.severity}** ${where}${markdownOneLine(comment.title)} · ${sureText(comment)} · ${inlineCode(comment.finding)}`;
}

function head(output: ReviewOutput): string {
  const { review } = output;
  const nothing = nothingToReview(output);
  if (nothing !== null) return `${markdownOneLine(nothing)}.`;
  const facts = `${sizeText(output)} · ${coverageText(output)}`;
  if (review.comments.length + standingConcerns(review).length === 0 && !isIncomplete(review))
    return `✓ ${nothingText(review)}. ${quietFacts(output)}`;
  const missing = missingText(review);
  return [
    `### Docket: ${markdownOneLine(headline(review))}`,
    markdownOneLine(review.verdictReason.slice(0, 500).toWellFormed()),
    missing === null ? '' : `**${markdownOneLine(missing.slice(0, 1000).toWellFormed())}**`,
    `**${countsText(review.counts)}** · ${facts}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What stands beside a tick: what was looked for where nothing had to be judged, else how much was looked at. */
function quietFacts(output: ReviewOutput): string {
  const scope = unjudgedScope(output);
  return `${scope === null ? sizeText(output) : markdownOneLine(scope)} · ${coverageText(output)}`;
}

/** What was raised before: what still counts as an item each, the rest in numbers. */
function rememberedLines({ review }: ReviewOutput): string[] {
  const text = rememberedText(review);
  if (text === null) return [];
  const standing = standingTexts(review).map((one) => `  - ${markdownOneLine(one.slice(0, 500).toWellFormed())}`);
  return [[`- ℹ️ ${text}`, ...standing].join('\n')];
}

function whereToLook(output: ReviewOutput): string {
  return output.runId === null
    ? 'They stand in the output of `--format json`.'
    : `All of it: ${inlineCode(`docket log ${output.runId}`)}, or the output of \`--format json\`.`;
}
