import type { PlannedReply } from '../../../schemas/publication.ts';
import { inlineCode } from '../text/neutralise.ts';
import type { ReviewOutput } from '../review-output.ts';
import { type Known, counts, knownConcerns, threadsByConcern } from './known-concerns.ts';
import { commit, line, cut } from './one-line.ts';
import type { PublicationFacts, PublishedThread } from './publication-facts.ts';

const LONGEST_NOTE = 500;
const LONGEST_QUOTE = 200;

/** Answers to people who disagree with something that still stands: one a concern, ever. */
export function threadReplies(output: ReviewOutput, facts: PublicationFacts): PlannedReply[] {
  const threads = threadsByConcern(facts.conversation);
  return knownConcerns(output, facts.conversation).flatMap((known) => {
    const own = threads.get(known.now.concern) ?? [];
    const thread = own.find((one) => wantsAnswer(known, one));
    if (thread === undefined || own.some(({ answered }) => answered)) return [];
    const mark = { kind: 'reply' as const, to: `disagreement:${known.now.concern}`, breakGlass: null };
    return [{ comment: thread.comment, body: answer(known, facts), mark }];
  });
}

function wantsAnswer(known: Known, thread: PublishedThread): boolean {
  const stances = thread.replies.filter(({ isBot, isViewer }) => !isBot && !isViewer).map(({ body }) => stanceOf(body));
  // Who refuses to fix something that does not count any more, or settled the thread, waits for no answer.
  if (counts(known)) return stances.some((stance) => stance !== null);
  return known.now.state === 'claimed' && !thread.isResolved && stances.includes('denies');
}

function answer(known: Known, { head }: PublicationFacts): string {
  const { comment, note } = known.now;
  const why = line(note, LONGEST_NOTE);
  const stands = known.now.state === 'unknown' ? 'This could not be looked at again' : 'This is still there';
  return [
    `${stands} at ${commit(head)}${why === '' ? '.' : `: ${why}`}`,
    counts(known)
      ? 'An objection alone does not settle it, so it counts in the verdict.'
      : 'It is disputed, so it no longer counts in the verdict, and it will not be raised again.',
    `*What would refute it:* ${refutation(known)}`,
    `Who has write permission can settle it for good: ${inlineCode(`/docket dismiss ${cut(comment.finding, LONGEST_QUOTE)} reason`)}`,
  ].join('\n\n');
}

function refutation({ now: { comment } }: Known): string {
  const quote = comment.evidence?.split('\n').find((text) => text.trim() !== '') ?? null;
  const code = quote === null ? '' : inlineCode(cut(quote.trim(), LONGEST_QUOTE));
  const test = 'a test that takes the described way and passes';
  if (code === '') return `a change after which it no longer holds, or ${test}.`;
  return `a change after which ${code} is gone or cannot be reached this way, or ${test}.`;
}

/** Words by which a person says that a finding is not one. */
const DENIALS: readonly RegExp[] = [
  /\bdisagree/,
  /\bfalse[ -](?:positive|alarm)\b/,
  /\b(?:not|isn't|is no|no) (?:(?:really|actually) )?(?:an? )?(?:real )?(?:bug|problem|issue|concern|vulnerability|risk|leak|defect)\b/,
  /\b(?:this|that|it|docket|the (?:bot|finding|comment|claim)|you)(?: is|'s| are|'re) (?:(?:simply|just|plain|completely) )?(?:wrong|incorrect|mistaken|nonsense|irrelevant|not (?:true|right|correct|applicable))\b/,
  /\b(?:does not|doesn't|do not|don't) apply\b/,
  /(?<!\b(?:not|isn't|never|un) ?)\b(?:intended|intentional(?:ly)?|by design|on purpose|deliberate(?:ly)?)\b/,
];

/** Words by which a person says that nothing will be done about it. */
const REFUSALS: readonly RegExp[] = [
  /\b(?:won't|wont|will not|not going to|not gonna|no plans? to) (?:be )?(?:fix|chang|address)/,
  /\bwontfix\b/,
];

/** Words that take it back. */
const AGREEMENT =
  /\b(?:good catch|you(?:'re| are) right|(?:not|don't|do not|can't|cannot) disagree|i agree|agreed|fair point)\b/;

/** What a reply says about a finding; quotes of others, code and commands do not count. */
export function stanceOf(reply: string): 'denies' | 'refuses' | null {
  const said = ownWords(reply);
  if (AGREEMENT.test(said)) return null;
  if (DENIALS.some((pattern) => pattern.test(said))) return 'denies';
  return REFUSALS.some((pattern) => pattern.test(said)) ? 'refuses' : null;
}

function ownWords(reply: string): string {
  return reply
    .slice(0, 10_000)
    .replaceAll('\r', '')
    .replace(/^(`{3,}|~{3,})[^]*?(?:^\1|$(?![^]))/gm, ' ')
    .replace(/^[ \t]*(?:>|\/).*$/gm, ' ')
    .replace(/`[^`\n]*`/g, ' ')
    .replaceAll('\u2019', "'")
    .toLowerCase()
    .replace(/\s+/g, ' ');
}
