import type { JudgeAnswer } from '../schemas/judge.ts';

/** A candidate that was answered in two ways. */
export interface Contradiction {
  readonly action: 'contradiction';
}

/** The answers by candidate, whatever their order. The same answer twice is one. */
export function answersOf(answers: readonly JudgeAnswer[]): ReadonlyMap<string, JudgeAnswer | Contradiction> {
  const byCandidate = Map.groupBy(answers, (answer) => answer.candidate);
  return new Map(
    [...byCandidate].map(([candidate, all]): [string, JudgeAnswer | Contradiction] => {
      const [first, ...more] = new Map(all.map((answer) => [contentOf(answer), answer])).values();
      return [candidate, first === undefined || more.length > 0 ? { action: 'contradiction' } : first];
    }),
  );
}

/** Every field in a fixed order: two spellings of one object are one answer. */
function contentOf(answer: JudgeAnswer): string {
  switch (answer.action) {
    case 'keep':
      return 'keep';
    case 'drop': {
      const { path, side, startLine, endLine } = answer.location;
      return JSON.stringify(['drop', answer.refutation, answer.quote, path, side, startLine, endLine]);
    }
    case 'merge':
      return JSON.stringify(['merge', answer.into, answer.reason]);
    case 'regrade':
      return JSON.stringify(['regrade', answer.severity, answer.confidence, answer.reason]);
  }
}
