import { inlineCode } from '../text/neutralise.ts';
import type { ReviewOutput } from '../review-output.ts';
import { usageLines } from '../usage-text.ts';
import { countsText, coverageText, headline, missingText, nothingToReview, sizeText } from '../words.ts';
import { fitSections } from './fit-sections.ts';
import { commit, line, cut } from './one-line.ts';
import { type Alert, alert } from './severity-look.ts';
import type { Verdict } from '../../../schemas/review.ts';
import type { BreakGlass, PublicationFacts } from './publication-facts.ts';
import { summarySections } from './summary-sections.ts';
import { isIncomplete } from '../coverage.ts';
import { unjudgedScope } from '../scope-text.ts';

/** Together with the commands this is one line of a comment. */
const SHORT_FOOT = 60;
const LONGEST = { reason: 500, missing: 1000, name: 100, foot: 3000 } as const;

/** How a summary is laid out. */
export interface SummaryWishes {
  /** Bytes. */
  readonly limit: number;
  /** Findings that have a comment of their own are told in full as well. */
  readonly everythingInFull: boolean;
  /** Whether the verdict stands in a heading; a check has it as its title. */
  readonly headed: boolean;
}

/** The whole picture of a pull request at one head: the verdict, what is new, what stands, what became of the rest, what it took. */
export function summaryBody(output: ReviewOutput, facts: PublicationFacts, wishes: SummaryWishes): string {
  const sections = summarySections(output, facts, wishes);
  const isQuiet = sections.every(({ heading }) => heading === '') && !isIncomplete(output.review);
  const took = line(usageLines(output).join(' '), LONGEST.foot);
  const { pausedBy, breakGlass } = facts;
  // Nothing to say is one line; what was left out of the review and what it took still are said.
  if (isQuiet && pausedBy === null && breakGlass === null) {
    const nothing = nothingToReview(output);
    const parts =
      nothing === null
        ? ['✓ No findings.', `${quietText(output, facts)}.`, took]
        : [`${line(nothing, LONGEST.reason)}.`, took];
    return fitSections({ head: parts.filter((part) => part !== '').join(' '), sections, foot: '' }, wishes.limit);
  }
  return fitSections({ head: headOf(output, facts, wishes), sections, foot: footOf(output, facts) }, wishes.limit);
}

function headOf(output: ReviewOutput, facts: PublicationFacts, { headed }: SummaryWishes): string {
  const { review } = output;
  const missing = missingText(review);
  const { breakGlass, pausedBy } = facts;
  return [
    headed ? `### Docket: ${line(headline(review), LONGEST.reason)}` : '',
    breakGlass === null ? '' : breakGlassText(breakGlass),
    pausedBy === null
      ? ''
      : `**Paused** by ${inlineCode(cut(pausedBy, LONGEST.name))}: new commits are not reviewed until \`/docket resume\`.`,
    alert(ALERTS[review.verdict], [
      `**${countsText(review.counts)}** · ${sizeText(output)} · ${coverageText(output)}`,
      // A paragraph of its own.
      ...(isSaid(review) ? [] : ['', line(review.verdictReason, LONGEST.reason)]),
      ...(missing === null ? [] : ['', `**${line(missing, LONGEST.missing)}**`]),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const ALERTS: Readonly<Record<Verdict, Alert>> = {
  approved: 'TIP',
  approved_with_comments: 'NOTE',
  minor_issues: 'WARNING',
  significant_concerns: 'CAUTION',
  incomplete: 'IMPORTANT',
};

/** The reason of a verdict may be nothing but the numbers that stand beside it. */
function isSaid({ verdictReason }: ReviewOutput['review']): boolean {
  return /^(?:no findings|\d+ (?:critical finding|warning|suggestion|trivial suggestion)s?)$/.test(verdictReason);
}

/** Who let a commit pass, and why, as Markdown. */
function breakGlassText({ actor, reason }: BreakGlass): string {
  const who = inlineCode(cut(actor, LONGEST.name));
  return `**Break glass** by ${who}: ${line(reason, LONGEST.reason)} — the check passes, for this commit only.`;
}

function factsText(output: ReviewOutput, { head }: PublicationFacts): string {
  return `${sizeText(output)} · ${coverageText(output)} · ${commit(head)}`;
}

/** What was looked for where nothing had to be judged, else how much was looked at. */
function quietText(output: ReviewOutput, facts: PublicationFacts): string {
  const scope = unjudgedScope(output);
  if (scope === null) return factsText(output, facts);
  return `${line(scope, LONGEST.reason)} · ${coverageText(output)} · ${commit(facts.head)}`;
}

/** What models did is folded; a short word of it, and how to go on, is one small line. */
function footOf(output: ReviewOutput, { docsUrl, head }: PublicationFacts): string {
  const lines = usageLines(output).map((one) => line(one, LONGEST.foot));
  const isShort = lines.join(' ').length <= SHORT_FOOT;
  const isAddress = typeof docsUrl === 'string' && /^https:\/\/[\w./#?=&%:-]+$/.test(docsUrl);
  const foot = [
    ...(isShort && lines.length > 0 ? [lines.join(' ')] : []),
    commit(head),
    '`/docket help` lists the commands',
    ...(isAddress ? [`[How this works](${docsUrl})`] : []),
  ];
  const took = `<details><summary>What it took, and what left the machine</summary>\n\n${lines.map((one) => `- ${one}`).join('\n')}\n\n</details>\n\n`;
  return `${isShort ? '' : took}<sub>${foot.join(' · ')}</sub>`;
}
