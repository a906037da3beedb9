import type { CoordinatorInput } from '../schemas/coordination.ts';
import type { DecisionStep } from '../schemas/decision.ts';
import type { JudgeAnswer } from '../schemas/judge.ts';
import { answersOf } from './answers.ts';
import { candidateId } from './candidates.ts';
import { ChangedText } from './changed-text.ts';
import { suppressed, type Settled } from './claim.ts';
import { guardOf } from './guard.ts';
import { type Merge, mergeAll } from './merge-concerns.ts';
import type { OpenConcern } from './open-concerns.ts';
import { grounds } from './refutation.ts';
import { regrade } from './regrade.ts';
import { settle } from './settle.ts';

/** A concern that the judge left in the review, and what the judge said about it. */
export interface Standing extends OpenConcern {
  readonly notes: readonly DecisionStep[];
}

interface Judged {
  readonly standing: readonly Standing[];
  readonly refuted: readonly Settled[];
}

/**
 * Lets the judge's answers count, as far as they may. It drops only with a refutation that quotes the source, never re-grades
 * below a bar, and a concern that it did not answer, or answered in two ways, stays as it was.
 */
export function judge(open: readonly OpenConcern[], input: CoordinatorInput): Judged {
  if (input.judge === undefined || input.judge.length === 0) {
    return { standing: open.map((one) => ({ ...one, notes: [] })), refuted: [] };
  }
  const answers = answersOf(input.judge);
  // Of all sources, not only of those that findings cite: a refutation may quote a file that no finding names.
  const text = new ChangedText(input);
  const standing = new Map<string, Standing>();
  const merges: Merge[] = [];
  const refuted: Settled[] = [];
  for (const [index, one] of open.entries()) {
    const id = candidateId(index);
    const answer = answers.get(id);
    if (answer?.action === 'merge') merges.push({ candidate: id, into: answer.into, reason: answer.reason });
    const drop = answer?.action === 'drop' ? dropped(one, answer, text) : null;
    if (drop?.kind === 'refuted') refuted.push(...drop.settled);
    else standing.set(id, drop?.standing ?? answered(one, answer, input));
  }
  return { standing: mergeAll(standing, merges), refuted };
}

function dropped(one: OpenConcern, answer: Extract<JudgeAnswer, { action: 'drop' }>, text: ChangedText) {
  const found = grounds(answer, text);
  if (found.kind === 'none') {
    return stays(one, `its refutation does not count, ${found.why}: ${answer.refutation}`);
  }
  if (guardOf(one.concern) !== null) {
    return stays(one, `a check found it, so its refutation does not count: ${answer.refutation}`);
  }
  const bar = `refuted by ${found.at}: ${answer.refutation}`;
  return {
    kind: 'refuted' as const,
    settled: settle(one.concern, suppressed('refuted', bar), [note(bar)]),
  };
}

function stays(one: OpenConcern, words: string) {
  return { kind: 'standing' as const, standing: { ...one, notes: [note(words)] } };
}

function answered(
  one: OpenConcern,
  answer: JudgeAnswer | { readonly action: 'contradiction' } | undefined,
  input: CoordinatorInput,
): Standing {
  switch (answer?.action) {
    case 'keep':
      return { ...one, notes: [note('it is kept')] };
    case 'contradiction':
      return { ...one, notes: [note('it was answered in two ways, so it stays as it was')] };
    case 'regrade': {
      const { finding, words } = regrade({ one, answer, policy: input.policy });
      return { ...one, finding, notes: [note(words)] };
    }
    case 'merge':
    case 'drop':
    case undefined:
      return { ...one, notes: [] };
  }
}

function note(words: string): DecisionStep {
  return { step: 'judge', note: words };
}
