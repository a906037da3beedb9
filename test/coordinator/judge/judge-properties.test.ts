import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../../coordinator/judge/candidates.ts';
import { coordinate, prepare } from '../../../coordinator/coordinate.ts';
import { Candidate } from '../../../schemas/candidate.ts';
import { Coordination, CoordinatorInput } from '../../../schemas/coordination.ts';
import type { JudgeAnswer } from '../../../schemas/judge.ts';
import { runs } from '../../support/soak.ts';
import { stateArbitrary } from '../arbitrary-state.ts';

const PARAMETERS = { numRuns: runs(200, 20_000) };
const RANKS = { critical: 0, warning: 1, suggestion: 2 };

const candidate = fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5', 'c99', 'i-0');
const severity = fc.constantFrom('critical' as const, 'warning' as const, 'suggestion' as const);

const answer: fc.Arbitrary<JudgeAnswer> = fc.oneof(
  fc.record({ candidate, action: fc.constant('keep' as const) }),
  fc.record({ candidate, action: fc.constant('merge' as const), into: candidate, reason: fc.constant('same') }),
  fc.record({
    candidate,
    action: fc.constant('regrade' as const),
    severity,
    confidence: fc.constantFrom(0, 100, 500, 1000),
    reason: fc.constant('so'),
  }),
  fc.record({
    candidate,
    action: fc.constant('drop' as const),
    refutation: fc.constant('no'),
    quote: fc.constantFrom('send(a.name);', 'const a = eval(input);', 'nowhere at all', 'import x', ' '),
    location: fc.record({
      path: fc.constantFrom('src/a.ts', 'src/b.ts', 'gone.ts'),
      side: fc.constantFrom('old' as const, 'new' as const),
      startLine: fc.constant(null),
      endLine: fc.constant(null),
    }),
  }),
);

const judgedInput: fc.Arbitrary<CoordinatorInput> = fc
  .tuple(stateArbitrary, fc.array(answer, { maxLength: 9 }))
  .map(([input, judge]) => ({ ...input, judge }));

describe('coordinate, whatever the judge answers', () => {
  it('ends every raw finding in exactly one state, and merges only into a survivor that is not merged itself', () => {
    fc.assert(
      fc.property(judgedInput, (input) => {
        const { decisions, review } = Coordination.parse(coordinate(CoordinatorInput.parse(input)));
        const raw = input.reports.flatMap((report) => report.findings.map((finding) => finding.id));
        expect(decisions.map((decision) => decision.finding)).toEqual(raw.toSorted());
        const states = new Map(decisions.map((decision) => [decision.finding, decision.state]));
        for (const { finding, state } of decisions) {
          if (state.kind !== 'merged') continue;
          expect(state.into).not.toBe(finding);
          expect(['inline', 'file', 'summary', 'suppressed']).toContain(states.get(state.into)?.kind);
        }
        const carried = review.comments.flatMap((comment) => [comment.finding, ...comment.merged]);
        expect(new Set(carried).size).toBe(carried.length);
        expect(Object.values(review.states).reduce((sum, count) => sum + count, 0)).toBe(raw.length);
      }),
      PARAMETERS,
    );
  });

  it('does not depend on the order of the answers, and says the same from its own JSON', () => {
    fc.assert(
      fc.property(
        judgedInput.chain((input) =>
          fc.tuple(fc.constant(input), fc.shuffledSubarray(input.judge ?? [], { minLength: input.judge?.length ?? 0 })),
        ),
        ([input, judge]) => {
          const here = JSON.stringify(coordinate(input));
          expect(JSON.stringify(coordinate({ ...input, judge }))).toBe(here);
          expect(JSON.stringify(coordinate(CoordinatorInput.parse(JSON.parse(JSON.stringify(input)))))).toBe(here);
        },
      ),
      PARAMETERS,
    );
  });

  it('asks about what is published and reaches the bar without a judge, and about the same when it is asked again', () => {
    fc.assert(
      fc.property(judgedInput, (input) => {
        const { judge: _, ...unjudged } = input;
        const candidates = candidatesOf(prepare(unjudged)).map((one) => Candidate.parse(one));
        expect(candidatesOf(prepare(input))).toEqual(candidates);
        const comments = coordinate({ ...unjudged, policy: { ...input.policy, maxInlineComments: 100 } }).review
          .comments;
        // What misses the bar comes last, is folded, and not worth a question.
        const [asked, rest] = [comments.slice(0, candidates.length), comments.slice(candidates.length)];
        expect(candidates.map(({ rule, title }) => [rule, title])).toEqual(
          asked.map(({ rule, title }) => [rule, title]),
        );
        expect(rest.every(({ folded, severity }) => folded !== undefined && severity !== 'critical')).toBe(true);
      }),
      PARAMETERS,
    );
  });

  it('never does away with or lowers what a check found, from a warning on and in security', () => {
    fc.assert(
      fc.property(judgedInput, (input) => {
        const { judge: _, ...unjudged } = input;
        const checks = new Map(
          input.reports.flatMap(({ findings }) =>
            findings
              .filter((one) => one.origin === 'check' && (one.severity !== 'suggestion' || one.reviewer === 'security'))
              .map((one) => [one.id, one] as const),
          ),
        );
        const carries = (comment: { finding: string; merged: readonly string[] }, id: string) =>
          comment.finding === id || comment.merged.includes(id);
        const after = coordinate(input).review.comments;
        for (const comment of coordinate(unjudged).review.comments) {
          for (const id of [comment.finding, ...comment.merged]) {
            const check = checks.get(id);
            if (check === undefined) continue;
            const [left] = after.filter((one) => carries(one, id));
            expect(left).toBeDefined();
            expect(RANKS[left?.severity ?? 'suggestion']).toBeLessThanOrEqual(RANKS[check.severity]);
            // Whatever carried it and was refuted leaves the comment to it or to another check's.
            expect([comment.finding, ...checks.keys()]).toContain(left?.finding);
          }
        }
      }),
      PARAMETERS,
    );
  });

  it('holds back only with a refutation', () => {
    fc.assert(
      fc.property(judgedInput, (input) => {
        const { judge: _, ...unjudged } = input;
        const kinds = (of: CoordinatorInput) =>
          new Map(coordinate(of).decisions.map((decision) => [decision.finding, decision.state]));
        const before = kinds(unjudged);
        const newly = [...kinds(input)].flatMap(([id, state]) =>
          state.kind === 'suppressed' && before.get(id)?.kind !== 'suppressed' ? [state.reason] : [],
        );
        expect(newly.filter((reason) => reason !== 'refuted')).toEqual([]);
      }),
      PARAMETERS,
    );
  });
});
