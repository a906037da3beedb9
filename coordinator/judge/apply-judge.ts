import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { DecisionStep } from '../../schemas/decision.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';
import { pastTermsOf } from '../calibrate/past-terms.ts';
import { candidateId } from './candidates.ts';
import type { Concern } from '../dedupe/concerns.ts';
import { ChangedText } from '../evidence/changed-text.ts';
import { type DecidedFinding, suppressed } from '../evidence/claim.ts';
import { findQuote } from '../evidence/find-quote.ts';
import { partsOf } from './judge-limits.ts';
import { type Merge, mergeAll } from './merge-concerns.ts';
import {
  askedClaims,
  graded,
  type GradedBy,
  type JudgedConcern,
  openConcern,
  type OpenConcern,
} from './open-concerns.ts';
import { regrade } from './regrade.ts';
import { isBelowBar } from '../score/bar.ts';
import { scoreUnproven } from '../score/score.ts';
import { toDecisions } from '../compose/to-decisions.ts';

type Drop = Extract<JudgeAnswer, { action: 'drop' }>;

interface Judged {
  readonly standing: readonly JudgedConcern[];
  readonly refuted: readonly DecidedFinding[];
}

/**
 * Lets the judge's answers count, as far as they may. It drops only with a refutation that quotes the source, never what a check
 * found, never re-grades below a bar, and a concern that it did not answer, or answered in two ways, stays as it was.
 */
export function applyJudge(open: readonly OpenConcern[], input: CoordinatorInput): Judged {
  if (input.judge === undefined || input.judge.length === 0) {
    return { standing: open.map((one) => ({ ...one, notes: [] })), refuted: [] };
  }
  const answers = answersByCandidate(input.judge);
  // Of all sources, not only of those that findings cite: a refutation may quote a file that no finding names.
  const text = new ChangedText(input);
  const known = { policy: input.policy, past: pastTermsOf(input) };
  const standing = new Map<string, JudgedConcern>();
  const merges: Merge[] = [];
  const refuted: DecidedFinding[] = [];
  for (const [index, one] of open.entries()) {
    const id = candidateId(index);
    const answer = answers.get(id);
    if (answer?.action === 'merge') merges.push({ candidate: id, into: answer.into, reason: answer.reason });
    const drop = answer?.action === 'drop' ? dropped(one, answer, { text, known }) : null;
    refuted.push(...(drop?.settled ?? []));
    const left = drop === null ? answered(one, answer, known) : drop.standing;
    if (left !== null) standing.set(id, left);
  }
  return { standing: mergeAll(standing, merges), refuted };
}

/** What a refutation leaves in the review, and what it takes out. */
interface Dropped {
  readonly standing: JudgedConcern | null;
  readonly settled: readonly DecidedFinding[];
}

/** A refutation takes out every claim that the judge was asked about but those of checks, which stand by themselves and shield nothing that was put together with them. */
function dropped(
  one: OpenConcern,
  answer: Drop,
  { text, known }: { readonly text: ChangedText; readonly known: GradedBy },
): Dropped {
  const found = grounds(answer, text);
  if (found.kind === 'none') {
    return stays(one, `its refutation does not count, ${found.why}: ${answer.refutation}`);
  }
  const asked = askedClaims(one.concern, text, known);
  const { shielded, refutable } = partsOf(one.concern);
  const [survivor, ...others] = refutable.filter((claim) => asked.includes(claim));
  const unasked = refutable.filter((claim) => !asked.includes(claim));
  if (survivor === undefined) {
    return stays(one, `a check found it, so its refutation does not count: ${answer.refutation}`);
  }
  const bar = `refuted by ${found.at}: ${answer.refutation}`;
  const parted: Concern = { key: one.concern.key, survivor, others };
  const settled = toDecisions(parted, suppressed('refuted', bar), [note(bar)]);
  const [first, ...rest] = [...shielded, ...unasked];
  if (first === undefined) return { standing: null, settled };
  const left = openConcern({ key: one.concern.key, survivor: first, others: rest }, text, known);
  const why = shielded.length > 0 ? 'a check found it' : 'nobody was asked about it';
  const words = `${why}, so it stands without what was put together with it and refuted by ${found.at}: ${answer.refutation}`;
  return { standing: { ...left, notes: [note(words)] }, settled };
}

function stays(one: OpenConcern, words: string): Dropped {
  return { standing: { ...one, notes: [note(words)] }, settled: [] };
}

function answered(
  one: OpenConcern,
  answer: JudgeAnswer | { readonly action: 'contradiction' } | undefined,
  known: GradedBy,
): JudgedConcern {
  switch (answer?.action) {
    case 'keep':
      return { ...one, notes: [note('it is kept')] };
    case 'unproven': {
      const score = scoreUnproven(one.score, one);
      const isBelow = isBelowBar(one.concern, score, known.policy);
      return { ...one, score, isBelowBar: isBelow, notes: [note(`it could not be proven: ${answer.reason}`)] };
    }
    case 'contradiction':
      return { ...one, notes: [note('it was answered in two ways, so it stays as it was')] };
    case 'regrade': {
      const { finding, words } = regrade({ one, answer, policy: known.policy });
      return { ...one, ...graded(one.concern, { finding, place: one.place }, known), notes: [note(words)] };
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

/** A candidate that was answered in two ways. */
interface Contradiction {
  readonly action: 'contradiction';
}

/** The answers by candidate, whatever their order. The same answer twice is one. */
function answersByCandidate(answers: readonly JudgeAnswer[]): ReadonlyMap<string, JudgeAnswer | Contradiction> {
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
    case 'unproven':
      return JSON.stringify(['unproven', answer.reason]);
    case 'merge':
      return JSON.stringify(['merge', answer.into, answer.reason]);
    case 'regrade':
      return JSON.stringify(['regrade', answer.severity, answer.confidence, answer.reason]);
  }
}

/** Fewer characters stand everywhere and say nothing. */
const SHORTEST = 6;
/** A line that is a comment in most languages; `#include`, `#[test]` and the like are code. */
const COMMENT = /^(?:\/\/|\/\*|\*(?:$|[\s/])|#(?!\[|include|define|if|el|end|undef|pragma|region)|--\s|<!--|"""|''')/;
/** There, words are what the file is made of. */
const PROSE = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i;

/**
 * Whether a refutation is grounded: its quote is in the source, on another line than it says at most. A comment is a claim of
 * whoever wrote it, not evidence.
 */
function grounds({ quote: words, location }: Drop, text: ChangedText): Grounds {
  const { path, side } = location;
  const { quote, spans, span } = findQuote(words, location, text);
  if (quote.replaceAll(/\s/g, '').length < SHORTEST) return { kind: 'none', why: 'it quotes next to nothing' };
  if (spans === null) return { kind: 'none', why: `there is no text of ${path} to look for its quote in` };
  if (span === null) return { kind: 'none', why: `what it quotes is not in ${path} on the ${side} side` };
  if (!PROSE.test(path) && quote.split('\n').every((line) => line === '' || COMMENT.test(line))) {
    return { kind: 'none', why: 'it quotes only comments' };
  }
  return { kind: 'found', at: `${path}:${span.startLine}${side === 'old' ? ' before the change' : ''}` };
}

type Grounds =
  | { readonly kind: 'found'; readonly at: string }
  /** Why the refutation does not count. */
  | { readonly kind: 'none'; readonly why: string };
