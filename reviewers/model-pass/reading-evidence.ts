import type { Mend } from './loop/agent-loop.ts';
import { type ReadingMarks, repeats, type StatedMarks } from './prompt/reading-marks.ts';
import type { ModelAnswer } from './read-model-answer.ts';
import { type ReadingAccount, REMEDY } from './reading-account.ts';

const ASK =
  'Your answer does not repeat the marks. Give the whole answer again with "firstMark" and "lastMark": the word that stands behind "first mark:" before the patches, and the one behind "last mark:" after them. Say null for one that you were not shown; do not guess.';

/** Asks once for marks that are wrong, or that are missing where the server does not count either. */
export function askForMarks<T extends { readonly marks: StatedMarks }>(
  { marks, account }: { readonly marks: ReadingMarks; readonly account: ReadingAccount },
  join: Mend<T>['join'],
): Mend<T> {
  return {
    lacks: (answer) => {
      const state = repeats(answer.marks, marks);
      return state === 'unseen' || (state === 'silent' && account.isUntold) ? ASK : null;
    },
    join,
  };
}

/** What either answer of a reviewer found; the later one's marks. */
export function bothAnswers(first: ModelAnswer, second: ModelAnswer): ModelAnswer {
  return {
    findings: union(first.findings, second.findings),
    unread: union(first.unread, second.unread),
    marks: second.marks,
  };
}

/** Why a conversation that came to an answer cannot have read all of the change; null where nothing speaks against it. */
export function whyUnread(state: ReturnType<typeof repeats>, account: ReadingAccount): string | null {
  const shortfall = account.shortfall(state !== 'seen');
  if (shortfall !== null) return shortfall;
  if (state === 'unseen')
    return `it could not repeat the marks at both ends of the patches: it was not shown all of them. ${REMEDY}`;
  if (state === 'silent' && account.isUntold) {
    return `nothing tells that it read the change: its server counts no tokens, and it does not repeat the marks of the patches. ${REMEDY}`;
  }
  return null;
}

function union<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  const known = new Set(first.map((one) => JSON.stringify(one)));
  return [...first, ...second.filter((one) => !known.has(JSON.stringify(one)))];
}
