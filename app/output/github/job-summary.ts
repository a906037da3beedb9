import { inlineCode } from '../text/neutralise.ts';
import type { ReviewOutput } from '../review-output.ts';
import { fitSections } from './fit-sections.ts';
import { line } from './one-line.ts';
import type { PublicationFacts } from './publication-facts.ts';
import { summaryBody } from './summary-body.ts';

/** GitHub takes 1 MiB a step, and other lines of the step may be in it. */
const LIMIT = 1_000_000;
const LONGEST = { reason: 1000, problem: 1000 } as const;

/** What the summary of a job says beside the review. */
export interface JobSummaryFacts {
  /** What became of the event, in a sentence: why nothing was reviewed, for example. */
  readonly reason: string;
  /** What the pull request was shown; null where nothing was published or no review was made. */
  readonly publication: PublicationFacts | null;
  /** Where the review and the rest stand, by name. */
  readonly links: readonly { readonly name: string; readonly url: string }[];
  /** What went wrong, with the problems that came up after the review was rendered. */
  readonly problems: readonly {
    readonly what: string;
    readonly where?: string | null | undefined;
    readonly remedy?: string | null | undefined;
  }[];
  /** Where the history is kept; null where it ends with the job. */
  readonly store?: string | null;
}

/** The summary of a workflow's job: the whole review, every finding in full, or why there was none. */
export function renderJobSummary(output: ReviewOutput | null, facts: JobSummaryFacts): string {
  const shown = new Set(output?.problems.map(({ what }) => what));
  const problems = facts.problems
    .filter(({ what }) => !shown.has(what))
    .map(
      ({ what, where, remedy }) => `- ❌ ${line([what, where, remedy].filter(isText).join(' — '), LONGEST.problem)}`,
    );
  const frame = fitSections(
    {
      head: output === null ? `### Docket: not reviewed\n\n${line(facts.reason, LONGEST.reason)}` : '',
      sections: [
        {
          heading: problems.length === 0 ? '' : '**What went wrong**',
          items: problems,
          separator: '\n',
          share: 100,
          left: (count) => `- … ${count} more`,
        },
      ],
      foot: [facts.links.map(({ name, url }) => linkTo(name, url)).join(' · '), storeLine(facts)]
        .filter(isText)
        .join('\n\n'),
    },
    LIMIT / 4,
  );
  const review = output === null ? '' : reviewText(output, facts);
  return [review, frame].filter((part) => part.trim() !== '').join('\n');
}

function reviewText(output: ReviewOutput, { publication }: JobSummaryFacts): string {
  const wishes = { limit: LIMIT / 2, everythingInFull: true, headed: true };
  return summaryBody(output, publication ?? unpublished(output), wishes);
}

/** A review that went nowhere: nothing is known of any comment. */
function unpublished({ changeSet }: ReviewOutput): PublicationFacts {
  const nowhere = '0'.repeat(40);
  return {
    head: changeSet.headCommit ?? nowhere,
    base: changeSet.baseCommit ?? nowhere,
    conversation: { threads: [], summary: null },
    checkName: '',
    event: { requestChanges: false, approve: false },
    sources: () => null,
    blobs: () => null,
    pausedBy: null,
    breakGlass: null,
  };
}

/** What is promised of a store is said with what is not. */
function storeLine({ store = null }: JobSummaryFacts): string {
  if (store === null) return '';
  return `History: ${inlineCode(store)}; a crash of this machine can lose the rows of the last 400 ms and one upload.`;
}

function linkTo(name: string, url: string): string {
  const isAddress = /^https?:\/\/[\w.:-]+\/[\w./#?=&%-]*$/.test(url);
  return isAddress ? `[${name.replace(/[^A-Za-z ]/g, '')}](${url})` : inlineCode(url);
}

function isText(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text !== '';
}
