import type { ReviewComment } from '../../../schemas/review.ts';
import { alsoTexts, sureText } from '../comment-words.ts';
import { labelled } from '../text/labelled.ts';
import { fenceLanguage } from '../text/fence-language.ts';
import { codeBlock, inlineCode, neutraliseMarkdown } from '../text/neutralise.ts';
import { placeText, reviewersText } from '../words.ts';
import { line, cut } from './one-line.ts';
import { severityAlert } from './severity-look.ts';

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

/** How grave it is, and the title. */
export function headOf(comment: Pick<ReviewComment, 'severity' | 'title'>): string {
  return severityAlert(comment.severity, line(comment.title, LONGEST.title));
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
    withPlace && comment.evidence !== null
      ? codeBlock(bounded(comment.evidence, LONGEST.explanation), languageOf(comment))
      : '',
    explained ? neutraliseMarkdown(bounded(comment.explanation, LONGEST.explanation)).trim() : '',
    scenario === null
      ? ''
      : labelled('**How it fails:**', neutraliseMarkdown(bounded(scenario.description, LONGEST.scenario)).trim()),
    scenarioList(comment, bounded),
    // Half a suggestion would be a wrong one.
    suggestion !== null && share === 1 ? suggestionBlock(suggestion) : instead(comment, bounded),
    also(comment, bounded),
    footer(comment, facts),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** GitHub puts exactly the lines inside in the place of the commented ones; none at all deletes these. */
function suggestionBlock(lines: string): string {
  if (lines === '') return '```suggestion\n```';
  return codeBlock(`${lines}\n`, 'suggestion');
}

/** A replacement that cannot be applied by a click is shown all the same. */
function instead(comment: ReviewComment, bounded: (text: string, longest: number) => string): string {
  const { replacement } = comment;
  if (replacement === null) return '';
  if (replacement === '') return '**Instead:** delete these lines.';
  return `**Instead:**\n\n${codeBlock(bounded(replacement, LONGEST.code), languageOf(comment))}`;
}

/** A second mistake that was put together with the first is not lost to the reader. */
function also(comment: ReviewComment, bounded: (text: string, longest: number) => string): string {
  const said = alsoTexts(comment).map((one) => `- ${line(bounded(one, LONGEST.title), LONGEST.title)}`);
  return said.length === 0 ? '' : ['**Said with it:**', '', ...said].join('\n');
}

/** A command is code; what was expected and what comes instead are sentences. */
function scenarioList({ failureScenario }: ReviewComment, bounded: (text: string, longest: number) => string): string {
  const prose = (text: string) => line(bounded(text, LONGEST.value), LONGEST.value);
  const rows = [
    ['Run', inlineCode(bounded(failureScenario?.command ?? '', LONGEST.value))],
    ['Expected', prose(failureScenario?.expected ?? '')],
    ['Actual', prose(failureScenario?.actual ?? '')],
  ];
  return rows.flatMap(([name, value]) => (value === '' ? [] : [`- ${name}: ${value}`])).join('\n');
}

const languageOf = ({ location }: ReviewComment): string => (location === null ? '' : fenceLanguage(location.path));

/** How sure, by which rule, where to read on; then how to ask, which in a thread needs no id. In small, so that it is one line. */
function footer(comment: ReviewComment, { recorded, withPlace }: InlineFacts): string {
  const [first = '', ...more] = comment.references.slice(0, MOST_REFERENCES).toSorted(weaknessesFirst);
  const rule = cut(comment.rule, LONGEST.reference);
  const own = comment.reviewers.every((reviewer) => rule.startsWith(`${reviewer}/`));
  const foot = [
    sureText(comment),
    inlineCode(rule),
    ...(own ? [] : [`by ${line(reviewersText(comment), LONGEST.reference)}`]),
    ...(isWeakness(first) ? [first] : []),
    ...ways(comment.finding, { recorded, isThread: !withPlace }),
  ];
  const rest = isWeakness(first) ? more : [first, ...more];
  const named = rest.filter((one) => one !== '').map((one) => inlineCode(cut(one, LONGEST.reference)));
  return [...(named.length === 0 ? [] : [`See ${named.join(', ')}`]), `<sub>${foot.join(' · ')}</sub>`].join('\n\n');
}

const isWeakness = (reference: string): boolean => /^CWE-\d{1,6}$/.test(reference);

function weaknessesFirst(one: string, other: string): number {
  return Number(isWeakness(other)) - Number(isWeakness(one));
}

/** How to ask about a finding, and how to object to it. */
function ways(
  finding: string,
  { recorded, isThread }: { readonly recorded: boolean; readonly isThread: boolean },
): string[] {
  const id = cut(finding, LONGEST.reference);
  if (!isThread) return [inlineCode(recorded ? `/docket explain ${id}` : `/docket dismiss ${id} why`)];
  return [inlineCode(id), ...(recorded ? [inlineCode('/docket explain')] : []), inlineCode('/docket dismiss why')];
}
