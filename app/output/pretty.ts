import { type Colours, coloursOf } from './text/colours.ts';
import { defuseWorkflow, neutraliseTerminal } from './text/neutralise.ts';
import { prettyComment, type PrettyOptions } from './pretty-comment.ts';
import { foldedComments, openComments, sureText } from './comment-words.ts';
import { type Remark, remarksOf } from './remarks.ts';
import { nothingText, rememberedText, standingConcerns, standingTexts } from './remembered.ts';
import type { ReviewOutput } from './review-output.ts';
import { cutText } from './text/text-width.ts';
import { usageLines } from './usage-text.ts';
import {
  countsText,
  filesText,
  coverageText,
  headline,
  heldBackIds,
  heldBackText,
  listText,
  pathText,
  missingText,
  nothingToReview,
  placeText,
  sizeText,
} from './words.ts';
import { unjudgedScope } from './scope-text.ts';
import { wrapText } from './text/wrap-text.ts';
import { isIncomplete, notCoveredTitle } from './coverage.ts';

/** Most paths named in one remark; all of them stand in the JSON. */
const MOST_PATHS = 8;
/** Most folded findings that are listed. */
const MOST_FOLDED = 20;
/** Most ids named in a hint how to ask. */
const MOST_HINTS = 3;
/** Most columns of the verdict's reason; the remarks above it have the rest. */
const LONGEST_REASON = 600;

/** The review for a terminal. Nothing to say is one quiet line. */
export function renderPretty(output: ReviewOutput, options: PrettyOptions): string {
  const colours = coloursOf(options.colour);
  const { review } = output;
  const remarks = remarksOf(output).flatMap((remark) => remarkLines(remark, colours, options.width));
  const held = [...heldBackLines(output, colours, options.width), ...rememberedLines(output, colours, options.width)];
  const lines =
    review.comments.length + standingConcerns(review).length === 0
      ? [
          ...nothingFound(output, colours, options.width),
          ...remarks,
          ...held,
          ...footer(output, colours, options.width),
        ]
      : [
          ...openComments(review).flatMap((comment) => [...prettyComment(comment, output, options), '']),
          ...foldedLines(output, colours, options.width),
          ...(remarks.length + held.length === 0 ? [] : [...remarks, ...held, '']),
          ...conclusion(output, colours, options.width),
          ...footer(output, colours, options.width),
          ...historyLines(output, colours),
        ];
  return defuseWorkflow(`${lines.join('\n')}\n`);
}

/** An unfinished review is never a tick. */
function nothingFound(output: ReviewOutput, colours: Colours, width: number): string[] {
  const { review } = output;
  const facts = `${filesText(output)}, ${coverageText(output)}.`;
  const nothing = nothingToReview(output);
  if (nothing !== null) return marked(colours.dim('·'), `${nothing}.`, width);
  if (!isIncomplete(review)) {
    const scope = unjudgedScope(output);
    const said = scope === null ? facts : `${scope}; ${coverageText(output)}.`;
    return marked(colours.green('✓'), `${nothingText(review)}. ${said}`, width);
  }
  const isSaid = review.incompleteReasons.length === 0 && notCoveredTitle(review) !== null;
  const why = isSaid ? '' : `: ${cutText(review.verdictReason, LONGEST_REASON)}`;
  const reason = (missingText(review) ?? `${headline(review)}${why}`).replace(/\.$/, '');
  return marked(colours.red('✗'), `${reason}. ${nothingText(review)} so far. ${facts}`, width);
}

/** The verdict with its reason, where the heading does not say it already. */
function verdictLine(review: ReviewOutput['review']): string {
  const title = headline(review);
  const isSaid = title.toLowerCase() === review.verdictReason.toLowerCase();
  return isSaid ? title : `${title}: ${cutText(review.verdictReason, LONGEST_REASON)}`;
}

function conclusion(output: ReviewOutput, colours: Colours, width: number): string[] {
  const { review } = output;
  const verdict = neutraliseTerminal(verdictLine(review));
  const facts = `${countsText(review.counts)} in ${sizeText(output)}; ${coverageText(output)}`;
  const missing = missingText(review);
  return [
    ...wrapText(verdict, width).map((line) => colours.bold(line)),
    ...(missing === null ? [] : wrapText(neutraliseTerminal(missing), width).map((line) => colours.red(line))),
    ...wrapText(facts, width),
  ];
}

function remarkLines(remark: Remark, colours: Colours, width: number): string[] {
  const marks: Readonly<Record<Remark['level'], string>> = {
    error: colours.red('✗'),
    warning: colours.yellow('!'),
    note: colours.dim('·'),
  };
  const paths = remark.paths.length === 0 ? '' : `: ${listText(remark.paths.map(pathText), MOST_PATHS)}`;
  return [...marked(marks[remark.level], `${remark.text}${paths}`, width), ...acceptanceLines(remark, width)];
}

/** The line to copy stands for itself, at the very beginning of a line, and is never wrapped. */
function acceptanceLines({ acceptance }: Remark, width: number): string[] {
  if (acceptance === undefined) return [];
  return [...marked(' ', `${acceptance.where}:`, width), neutraliseTerminal(acceptance.line)];
}

function heldBackLines(output: ReviewOutput, colours: Colours, width: number): string[] {
  const held = heldBackText(output);
  if (held === null) return [];
  // Without a record there is nothing to ask; the JSON output has them all.
  const ids = heldBackIds(output, MOST_HINTS + 1);
  const more = ids.length > MOST_HINTS ? ' | …' : '';
  const hint =
    output.runId === null ? 'see --format json' : `docket why ${ids.slice(0, MOST_HINTS).join(' | ')}${more}`;
  return marked(colours.dim('·'), `${held}: ${hint}`, width);
}

/** What is folded: a line each, the most valuable first. */
function foldedLines({ review }: ReviewOutput, colours: Colours, width: number): string[] {
  const folded = foldedComments(review);
  if (folded.length === 0) return [];
  const more = folded.length > MOST_FOLDED ? marked(' ', `… and ${folded.length - MOST_FOLDED} more`, width) : [];
  const lines = folded
    .slice(0, MOST_FOLDED)
    .flatMap((one) =>
      marked(
        ' ',
        `${one.severity}: ${one.title.replaceAll('\n', ' ')} (${placeText(one.location) ?? 'no place'}, ${sureText(one)})`,
        width,
      ),
    );
  return [...marked(colours.dim('·'), `${folded.length} more, folded:`, width), ...lines, ...more, ''];
}

function footer(output: ReviewOutput, colours: Colours, width: number): string[] {
  return usageLines(output)
    .flatMap((line) => wrapText(neutraliseTerminal(line), width))
    .map((line) => colours.dim(line));
}

/** What was raised before: what still counts on a line each, the rest in numbers. */
function rememberedLines({ review }: ReviewOutput, colours: Colours, width: number): string[] {
  const text = rememberedText(review);
  if (text === null) return [];
  const standing = standingTexts(review).flatMap((one) =>
    marked(' ', neutraliseTerminal(one).replaceAll('\n', ' '), width),
  );
  return [...marked(colours.dim('·'), standing.length === 0 ? text : `${text}:`, width), ...standing];
}

/** Not wrapped: a path that is broken over lines can be neither copied nor found. */
function historyLines(output: ReviewOutput, colours: Colours): string[] {
  if (output.runId === null) return [];
  const where = output.historyPath === null ? '' : ` in ${output.historyPath}`;
  return [colours.dim(neutraliseTerminal(`Run ${output.runId}${where}`))];
}

/** A mark, and text beside it that wraps under itself. */
function marked(mark: string, text: string, width: number): string[] {
  return wrapText(neutraliseTerminal(text), width - 2).map((line, at) => (at === 0 ? `${mark} ${line}` : `  ${line}`));
}
