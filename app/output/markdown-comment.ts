import type { ReviewComment } from '../../schemas/review.ts';
import { alsoTexts, sureText } from './comment-words.ts';
import { fenceLanguage } from './text/fence-language.ts';
import { labelled } from './text/labelled.ts';
import { codeBlock, inlineCode, neutraliseMarkdown } from './text/neutralise.ts';
import { placeText, reviewersText } from './words.ts';

/** Longest text of one field in characters; the rest stands in the history. Cut before neutralising, so no fence is cut open. */
const LONGEST_FIELD = 4000;
const MOST_REFERENCES = 10;

/** One published concern as Markdown. Whether it was recorded decides if its story can be asked for. */
export function markdownComment(comment: ReviewComment, recorded: boolean): string {
  const place = placeText(comment.location);
  const scenario = comment.failureScenario;
  const parts = [
    `**${comment.severity}** ${place === null ? '' : `${inlineCode(place)} `}— **${markdownOneLine(comment.title)}**`,
    comment.evidence === null ? '' : codeBlock(bounded(comment.evidence), languageOf(comment)),
    comment.explanation.trim() === comment.title.trim() ? '' : neutraliseMarkdown(bounded(comment.explanation)).trim(),
    scenario === null ? '' : labelled('*How it fails:*', neutraliseMarkdown(bounded(scenario.description)).trim()),
    scenario?.command === undefined ? '' : `*Run:* ${inlineCode(bounded(scenario.command))}`,
    ...(['Expected', 'Actual'] as const).map((name) => {
      const value = name === 'Expected' ? scenario?.expected : scenario?.actual;
      return value === undefined ? '' : `*${name}:* ${markdownOneLine(value)}`;
    }),
    replacement(comment),
    also(comment),
    [
      inlineCode(comment.rule),
      inlineCode(reviewersText(comment)),
      sureText(comment),
      ...comment.references.slice(0, MOST_REFERENCES).map((reference) => inlineCode(bounded(reference))),
      ...(recorded ? [inlineCode(`docket why ${comment.finding}`)] : []),
    ].join(' · '),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const languageOf = ({ location }: ReviewComment): string => (location === null ? '' : fenceLanguage(location.path));

/** Hostile text on one line of Markdown. */
export function markdownOneLine(text: string): string {
  return neutraliseMarkdown(bounded(text).replace(/\s+/g, ' ').trim());
}

function replacement(comment: ReviewComment): string {
  if (comment.replacement === null) return '';
  if (comment.replacement === '') return 'Suggestion: delete these lines.';
  return `Suggestion:\n\n${codeBlock(bounded(comment.replacement), languageOf(comment))}`;
}

/** A second mistake that was put together with the first is not lost to the reader. */
function also(comment: ReviewComment): string {
  const said = alsoTexts(comment);
  return said.length === 0 ? '' : ['*Said with it:*', ...said.map((one) => `- ${markdownOneLine(one)}`)].join('\n');
}

function bounded(text: string): string {
  return text.length <= LONGEST_FIELD ? text : `${text.slice(0, LONGEST_FIELD).toWellFormed()} … (cut)`;
}
