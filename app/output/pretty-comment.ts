import { type Colours, coloursOf } from './text/colours.ts';
import type { FailureScenario } from '../../schemas/finding.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import type { Severity } from '../../schemas/severity.ts';
import { alsoTexts, sureText } from './comment-words.ts';
import { codeFrame, type FrameLine } from './text/code-frame.ts';
import { neutraliseTerminal } from './text/neutralise.ts';
import type { ReviewOutput } from './review-output.ts';
import { placeText, reviewersText } from './words.ts';
import { wrapText } from './text/wrap-text.ts';

/** How a terminal wants to be written to. */
export interface PrettyOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const INDENT = '  ';
const MARKS: Readonly<Record<Severity, string>> = { critical: '✗', warning: '▲', suggestion: '●' };

/** Paints a mark or a word in the colour of its severity. */
function paint(colours: Colours, severity: Severity, text: string): string {
  switch (severity) {
    case 'critical':
      return colours.red(text);
    case 'warning':
      return colours.yellow(text);
    case 'suggestion':
      return colours.blue(text);
  }
}

/** One published concern: what and where, the code, why, how it fails, what to write instead, who says it. */
export function prettyComment(comment: ReviewComment, output: ReviewOutput, options: PrettyOptions): string[] {
  const colours = coloursOf(options.colour);
  const room = options.width - INDENT.length;
  const text = (words: string) => wrapText(neutraliseTerminal(words), room).map((line) => `${INDENT}${line}`.trimEnd());
  const [title = '', ...more] = wrapText(neutraliseTerminal(`${comment.severity}: ${comment.title}`), room);
  const mark = paint(colours, comment.severity, MARKS[comment.severity]);
  const place = placeText(comment.location) ?? 'no place given';
  return [
    `${mark} ${colours.bold(title)}`,
    ...more.map((line) => `${INDENT}${colours.bold(line)}`),
    ...text(place).map((line) => colours.cyan(line)),
    ...frameLines(codeFrame(comment, output.changeSet, room - 9), colours),
    ...(comment.explanation.trim() === comment.title.trim() ? [] : text(comment.explanation)),
    ...(comment.failureScenario === null ? [] : ['', ...scenarioLines(comment.failureScenario).flatMap(text)]),
    ...replacementLines(comment, room, colours),
    ...alsoTexts(comment).flatMap((said) => text(`Said with it: ${said}`)),
    ...text(`${sureText(comment)}, ${comment.rule}, by ${reviewersText(comment)}`).map((line) => colours.dim(line)),
    ...(comment.references.length === 0 ? [] : text(comment.references.join(', ')).map((line) => colours.dim(line))),
    ...(output.runId === null ? [] : text(`docket why ${comment.finding}`).map((line) => colours.dim(line))),
  ];
}

function frameLines(frame: readonly FrameLine[], colours: Colours): string[] {
  if (frame.length === 0) return [];
  const lines = frame.map((line) => {
    const number = (line.number === null ? '' : String(line.number)).padStart(5);
    const gutter = line.kind === 'marked' ? colours.red('>') : ' ';
    const body = line.text.trimEnd();
    const head = `${gutter}${colours.dim(`${number} |`)}`;
    if (body === '') return head;
    if (line.kind === 'caret') return `${head} ${colours.red(body)}`;
    return `${head} ${line.kind === 'marked' ? body : colours.dim(body)}`;
  });
  return ['', ...lines.map((line) => `${INDENT}${line}`), ''];
}

function scenarioLines(scenario: FailureScenario): string[] {
  const labelled: readonly (readonly [string, string | undefined])[] = [
    ['How it fails', scenario.description],
    ['Run', scenario.command],
    ['Expected', scenario.expected],
    ['Actual', scenario.actual],
  ];
  return labelled.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${value}`]));
}

function replacementLines(comment: ReviewComment, room: number, colours: Colours): string[] {
  if (comment.replacement === null) return [];
  if (comment.replacement === '')
    return ['', ...wrapText('Suggestion: delete these lines.', room).map((line) => `${INDENT}${line}`), ''];
  const lines = neutraliseTerminal(comment.replacement).replace(/\n$/, '').split('\n');
  const mark = '  + ';
  const wrapped = lines.flatMap((line) =>
    wrapText(line, room - mark.length).map((part, at) =>
      `${at === 0 ? mark : ' '.repeat(mark.length)}${part}`.trimEnd(),
    ),
  );
  return ['', `${INDENT}Suggestion:`, ...wrapped.map((line) => `${INDENT}${colours.green(line)}`), ''];
}
