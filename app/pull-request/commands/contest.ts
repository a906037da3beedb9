import type { HistoryLog } from '../../../history/log.ts';
import { noteSuppression } from '../../history/note-suppression.ts';
import { boundedReason } from '../../output/github/concern-mark.ts';
import { inlineCode } from '../../output/text/neutralise.ts';
import type { PullContext } from '../context.ts';

interface Objection {
  readonly id: string | null;
  readonly reason: string;
  readonly actor: string;
  /** What the actor may do, as GitHub answered; null without an answer. */
  readonly role: string | null;
}

/** Anybody may object, so that nobody may fill the log with it. */
const MOST_CONTESTS = 20;

/**
 * Objects to a dismissal for the whole repository. The word of who may write here ends it, for that only has more told; anybody else's is
 * written down and shown with each use.
 */
export function contest(
  log: HistoryLog,
  { trust, problems }: Pick<PullContext, 'trust' | 'problems'>,
  { id, reason, actor, role }: Objection,
): string {
  const story = log.past.suppressions().find(({ suppression }) => suppression.id === id?.toLowerCase());
  if (story === undefined) return 'Which one? `/docket contest <s-…> <reason>`; a summary names those that it used.';
  const { suppression, ended } = story;
  const name = inlineCode(suppression.id);
  if (ended !== null) return `${name} was ended before by ${inlineCode(ended.actor)}.`;
  if (reason.trim() === '') return `Why? \`/docket contest ${suppression.id} reason\`.`;
  const ends = role === 'write' || role === 'maintain';
  const isRepeated = suppression.contests.some((one) => one.actor === actor);
  if (!ends && (isRepeated || suppression.contests.length >= MOST_CONTESTS)) return `${name} is contested already.`;
  const word = { suppression: suppression.id, actor, reason: boundedReason(reason), at: new Date().toISOString() };
  noteSuppression(log, [{ kind: ends ? 'ended' : 'contested', ...word }], {
    trust,
    note: `${suppression.id} ${ends ? 'ended' : 'contested'} by ${actor}`,
    onTrouble: (problem) => void problems.push(problem),
  });
  return ends
    ? `${name} is ended by ${inlineCode(actor)}: the next review tells what it finds there.`
    : `${inlineCode(actor)} contests ${name}: each use says so, and somebody with write permission can end it in the same words.`;
}
