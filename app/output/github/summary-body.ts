import { inlineCode } from '../text/neutralise.ts';
import type { ReviewOutput } from '../review-output.ts';
import { usageLines } from '../usage-text.ts';
import { countsText, coverageText, headline, missingText, nothingToReview, sizeText } from '../words.ts';
import { fitSections } from './fit-sections.ts';
import { commit, line, cut } from './one-line.ts';
import type { BreakGlass, PublicationFacts } from './publication-facts.ts';
import { summarySections } from './summary-sections.ts';
import { isIncomplete } from '../coverage.ts';
import { unjudgedScope } from '../scope-text.ts';

const LONGEST = { reason: 500, missing: 1000, name: 100, foot: 3000 } as const;

/** How a summary is laid out. */
export interface SummaryWishes {
  /** Bytes. */
  readonly limit: number;
  /** Findings that have a comment of their own are told in full as well. */
  readonly everythingInFull: boolean;
}

/** The whole picture of a pull request at one head: the verdict, what is new, what stands, what became of the rest, what it took. */
export function summaryBody(output: ReviewOutput, facts: PublicationFacts, wishes: SummaryWishes): string {
  const sections = summarySections(output, facts, wishes);
  const isQuiet = sections.every(({ heading }) => heading === '') && !isIncomplete(output.review);
  const foot = line(usageLines(output).join(' '), LONGEST.foot);
  const { pausedBy, breakGlass } = facts;
  // Nothing to say is one line; what was left out of the review and what it took still are said.
  if (isQuiet && pausedBy === null && breakGlass === null) {
    const nothing = nothingToReview(output);
    const parts =
      nothing === null
        ? ['✓ No findings.', `${quietText(output, facts)}.`, foot]
        : [`${line(nothing, LONGEST.reason)}.`, foot];
    return fitSections({ head: parts.filter((part) => part !== '').join(' '), sections, foot: '' }, wishes.limit);
  }
  return fitSections(
    { head: headOf(output, facts), sections, foot: [foot, helpText(facts)].filter((part) => part !== '').join('\n\n') },
    wishes.limit,
  );
}

function headOf(output: ReviewOutput, facts: PublicationFacts): string {
  const { review } = output;
  const missing = missingText(review);
  const { breakGlass, pausedBy } = facts;
  return [
    `### Docket: ${line(headline(review), LONGEST.reason)}`,
    breakGlass === null ? '' : breakGlassText(breakGlass),
    pausedBy === null
      ? ''
      : `**Paused** by ${inlineCode(cut(pausedBy, LONGEST.name))}: new commits are not reviewed until \`/docket resume\`.`,
    line(review.verdictReason, LONGEST.reason),
    missing === null ? '' : `**${line(missing, LONGEST.missing)}**`,
    `**${countsText(review.counts)}** · ${factsText(output, facts)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
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

function helpText({ docsUrl }: PublicationFacts): string {
  const isAddress = typeof docsUrl === 'string' && /^https:\/\/[\w./#?=&%:-]+$/.test(docsUrl);
  return `\`/docket help\` lists the commands.${isAddress ? ` [How this works](${docsUrl})` : ''}`;
}
