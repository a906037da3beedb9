import type { ReviewComment } from '../../../schemas/review.ts';
import { alsoTexts, sureText } from '../comment-words.ts';
import { labelled } from '../text/labelled.ts';
import { codeBlock, inlineCode, neutraliseMarkdown } from '../text/neutralise.ts';
import { placeText, reviewersText } from '../words.ts';
import { line, cut } from './one-line.ts';

/** Longest fields of a comment in characters; the log has all of them. */
const LONGEST = { title: 250, explanation: 1500, scenario: 1000, value: 300, code: 4000, reference: 100 } as const;
const MOST_REFERENCES = 5;
/** How much of the longest fields is left when everything at once does not fit, one try after the other. */
const SHARES = [1, 0.3, 0.05] as const;

/** What a comment is made from. */
export interface InlineFacts {
  /** Lines that one click may apply; see `suggestionOf`. */
  readonly suggestion: string | null;
  /** Whether the run stands in a log that can be asked. */
  readonly recorded: boolean;
  /** Show place and quote: GitHub shows neither beside a comment on a file, nor beside an entry of the summary. */
  readonly withPlace: boolean;
  /** Bytes. */
  readonly limit: number;
}

/** A comment on lines or on a file: what is wrong, why, how it fails, what to write instead, and how to ask or to object. */
export function inlineBody(comment: ReviewComment, facts: InlineFacts): string {
  const bodies = SHARES.map((share) => bodyOf(comment, facts, share));
  return bodies.find((body) => Buffer.byteLength(body) <= facts.limit) ?? headOf(comment);
}

/** `**critical** — **Title**`, on one line. */
export function headOf(comment: Pick<ReviewComment, 'severity' | 'title'>): string {
  return `**${comment.severity}** — **${line(comment.title, LONGEST.title)}**`;
}

function bodyOf(comment: ReviewComment, facts: InlineFacts, share: number): string {
  const { suggestion, withPlace } = facts;
  const bounded = (text: string, longest: number) => cut(text, Math.ceil(longest * share));
  const place = placeText(comment.location);
  const scenario = comment.failureScenario;
  const explained = comment.explanation.trim() !== comment.title.trim();
  const parts = [
    headOf(comment),
    withPlace && place !== null ? inlineCode(cut(place, LONGEST.value)) : '',
    withPlace && comment.evidence !== null ? codeBlock(bounded(comment.evidence, LONGEST.explanation)) : '',
    explained ? neutraliseMarkdown(bounded(comment.explanation, LONGEST.explanation)).trim() : '',
    scenario === null
      ? ''
      : labelled('*How it fails:*', neutraliseMarkdown(bounded(scenario.description, LONGEST.scenario)).trim()),
    ...(['command', 'expected', 'actual'] as const).map((key) => {
      const value = inlineCode(bounded(scenario?.[key] ?? '', LONGEST.value));
      return value === '' ? '' : `*${key}:* ${value}`;
    }),
    // Half a suggestion would be a wrong one.
    suggestion !== null && share === 1 ? suggestionBlock(suggestion) : instead(comment, bounded),
    also(comment, bounded),
    footer(comment, facts.recorded),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** GitHub puts exactly the lines inside in the place of the commented ones; none at all deletes these. */
function suggestionBlock(lines: string): string {
  if (lines === '') return '```suggestion\n```';
  return codeBlock(`${lines}\n`, 'suggestion');
}

/** A replacement that cannot be applied by a click is shown all the same. */
function instead({ replacement }: ReviewComment, bounded: (text: string, longest: number) => string): string {
  if (replacement === null) return '';
  if (replacement === '') return '*Instead:* delete these lines.';
  return `*Instead:*\n\n${codeBlock(bounded(replacement, LONGEST.code))}`;
}

/** A second mistake that was put together with the first is not lost to the reader. */
function also(comment: ReviewComment, bounded: (text: string, longest: number) => string): string {
  const said = alsoTexts(comment).map((one) => `- ${line(bounded(one, LONGEST.title), LONGEST.title)}`);
  return said.length === 0 ? '' : ['*Said with it:*', ...said].join('\n');
}

function footer(comment: ReviewComment, recorded: boolean): string {
  const references = comment.references.slice(0, MOST_REFERENCES).map((one) => inlineCode(cut(one, LONGEST.reference)));
  return [
    inlineCode(cut(comment.rule, LONGEST.reference)),
    inlineCode(cut(reviewersText(comment), LONGEST.reference)),
    sureText(comment),
    ...references,
    ...ways(comment.finding, recorded),
  ].join(' · ');
}

/** How to ask about a finding, and how to object to it. */
function ways(finding: string, recorded: boolean): string[] {
  const id = cut(finding, LONGEST.reference);
  return [...(recorded ? [inlineCode(`docket why ${id}`)] : []), inlineCode(`/docket dismiss ${id} reason`)];
}
