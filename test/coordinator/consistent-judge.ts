import { createHash } from 'node:crypto';
import { candidatesOf } from '../../coordinator/judge/candidates.ts';
import { conclude, prepare } from '../../coordinator/coordinate.ts';
import type { Prepared } from '../../coordinator/prepared.ts';
import type { Candidate } from '../../schemas/candidate.ts';
import type { Coordination, CoordinatorInput } from '../../schemas/coordination.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';

/** Answers for one candidate, with a quote that is really there. */
type Judge = (
  candidate: Candidate,
  quote: Pick<Extract<JudgeAnswer, { action: 'drop' }>, 'quote' | 'location'>,
) => JudgeAnswer;

type Part = Pick<Candidate, 'rule' | 'severity' | 'title' | 'explanation'>;

const SEVERITIES = ['critical', 'warning', 'suggestion'] as const;

/**
 * A judge of any mood that says the same of the same words, however grave they are called and whoever says them: it refutes a candidate only
 * where it refutes all that was put together in it, and grades it as the gravest of what it does not refute. Of what is the same to the
 * letter a candidate shows one: what a judge makes of that must not hang on which.
 */
export function consistentJudge(salt: number): Judge {
  const mood = ({ rule, title, explanation }: Part): number =>
    createHash('sha256')
      .update(JSON.stringify([salt, rule, title, explanation]))
      .digest()
      .readUInt8(0) % 9;
  const isRefuted = (part: Part): boolean => mood(part) < 3;
  const grade = (part: Part): number => (mood(part) < 6 ? SEVERITIES.indexOf(part.severity) : mood(part) - 6);
  return (candidate, quote) => {
    const parts: readonly Part[] = [candidate, ...(candidate.others ?? [])];
    const { id } = candidate;
    if (parts.every(isRefuted)) return { candidate: id, action: 'drop', refutation: 'it cannot', ...quote };
    const left = parts.filter((part) => !isRefuted(part));
    const severity = SEVERITIES[Math.min(...left.map(grade))] ?? 'critical';
    if (severity !== candidate.severity) {
      return { candidate: id, action: 'regrade', severity, confidence: candidate.confidence, reason: 'so it is' };
    }
    return mood(candidate) === 5
      ? { candidate: id, action: 'merge', into: 'c1', reason: 'the same cause' }
      : { candidate: id, action: 'keep' };
  };
}

/** The review of this input with the answers of this judge; preparing has been done where it is handed over. */
export function judged(input: CoordinatorInput, judge: Judge, ready?: Prepared): Coordination {
  const { judge: _recorded, ...unjudged } = input;
  const prepared = ready ?? prepare(unjudged);
  const quote = someQuote(input);
  const answers = candidatesOf(prepared).map((one) => judge(one, quote));
  return conclude({ ...prepared, input: { ...unjudged, judge: answers } });
}

/** A line that the change adds. */
function someQuote({ changeSet }: CoordinatorInput): Parameters<Judge>[1] {
  const [line] = changeSet.files.flatMap(({ newPath, hunks }) =>
    hunks.flatMap(({ lines }) =>
      lines.flatMap(({ kind, text }) =>
        kind === 'added' && /^\s*\w.{8,}/.test(text)
          ? [{ quote: text, location: { path: newPath, side: 'new' as const, startLine: null, endLine: null } }]
          : [],
      ),
    ),
  );
  return line ?? { quote: 'nowhere', location: { path: 'nowhere', side: 'new', startLine: null, endLine: null } };
}
