import { renderJobSummary } from '../../../../app/output/github/job-summary.ts';
import { planPublication } from '../../../../app/output/github/plan-publication.ts';
import { dismissedFate, updateOf } from '../../../../app/output/github/thread-updates.ts';
import { sealMarker } from '../../../../forge/github/publish/marker.ts';
import type { Mark } from '../../../../schemas/publication.ts';
import { aComment, anOutput, aReviewer } from '../build-review-output.ts';
import { aReply, aThread, numbered, remembered, ROW, someFacts } from './build-publication.ts';
import { EVIL } from './hostile-texts.ts';

const DOCS = 'https://docket.example/docs';
/** Every link that a document may have. */
export const OWN_LINKS: readonly string[] = [
  DOCS,
  'https://github.com/acme/shop',
  'https://github.com/acme/shop/pull/5#discussion_r1',
];

/** A text as it is posted. */
export interface Document {
  readonly name: string;
  readonly markdown: string;
  /** The mark that it begins with. */
  readonly mark: string | null;
}

/** Every text that is posted when this one stands wherever a text from outside can stand. */
export function documentsWith(text: string): Document[] {
  const said = {
    title: text,
    explanation: `${text}\n\nmore`,
    evidence: text,
    failureScenario: { description: text, command: text, expected: text, actual: text },
    references: [text],
    replacement: `${text}\n`,
    rule: `outside/${text.replace(/\s/g, '') || 'x'}`,
    finding: text.slice(0, 60),
    location: { path: text, side: 'new' as const, startLine: 1, endLine: text.split('\n').length },
  };
  const known = (at: number) => numbered(at, said);
  const threads = [1, 2, 3, 4].map((at) =>
    aThread(
      { ...known(at), concern: `c-${at}` },
      {
        body: 'ours',
        mark: { state: at === 4 ? 'fixed' : 'claimed', actor: text, reason: text },
        replies: [aReply(`I disagree\n\n${text}`)],
        url: at === 3 ? `${EVIL})![x](${EVIL}/in-url.png)` : 'https://github.com/acme/shop/pull/5#discussion_r1',
      },
    ),
  );
  const output = anOutput({
    comments: [
      aComment(said),
      aComment({ ...said, concern: 'f', placement: 'file' }),
      aComment({ ...said, concern: 's', placement: 'summary' }),
    ],
    review: {
      verdictReason: text,
      incompleteReasons: [text],
      unread: [text],
      reviewers: [
        aReviewer({
          status: 'failed',
          reason: text,
          gaps: [{ check: text, path: text, kind: 'failed', reason: text }],
        }),
      ],
      remembered: [
        remembered(known(1), 'dismissed', text),
        remembered(known(2), 'fixed', text),
        remembered(known(3), 'standing', text),
        remembered(known(4), 'standing', text),
      ],
    },
    problems: [{ what: text, where: text, remedy: text }],
    runId: text,
  });
  const facts = someFacts({
    conversation: { threads, summary: null },
    sources: () => text,
    breakGlass: { actor: text, reason: text },
    pausedBy: text,
    docsUrl: DOCS,
  });
  const plan = planPublication(output, facts);
  const marked = (
    name: string,
    { body, mark }: { readonly body: string; readonly mark: Omit<Mark, 'publication'> },
  ) => {
    const line = sealMarker((mark.kind === 'reply' ? mark : { publication: ROW, ...mark }) as Mark);
    return { name, markdown: `${line}\n${body}`, mark: line.replace(/^<!--|-->\s*$/g, '').trim() };
  };
  const thread = threads[0] ?? aThread(known(1));
  return [
    ...(plan.review?.comments ?? []).map((one) => marked(`comment on ${one.place.kind}`, one)),
    ...plan.updates.map((one) => marked(`update to ${one.mark.state}`, one)),
    marked('dismissal', updateOf(thread, dismissedFate({ actor: text, reason: text }))),
    ...plan.replies.map((one) => marked('reply', one)),
    ...(plan.summary === null ? [] : [marked('summary', plan.summary)]),
    { name: 'check', markdown: plan.check?.summary ?? '', mark: null },
    { name: 'review', markdown: plan.review?.body ?? '', mark: null },
    ...[output, null].map((one) => ({
      name: one === null ? 'job without a review' : 'job',
      markdown: renderJobSummary(one, {
        reason: text,
        publication: one === null ? null : facts,
        links: [
          { name: text, url: text },
          { name: text, url: 'https://github.com/acme/shop' },
        ],
        problems: [{ what: text, where: text, remedy: text }],
      }),
      mark: null,
    })),
  ];
}
