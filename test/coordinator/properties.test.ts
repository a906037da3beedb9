import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinate } from '../../coordinator/coordinate.ts';
import { Coordination, type CoordinatorInput } from '../../schemas/coordination.ts';
import { runs } from '../support/soak.ts';
import { findingsArbitrary, inputOf, stateArbitrary } from './arbitrary-state.ts';

const PARAMETERS = { numRuns: runs(150, 20_000) };

describe('coordinate, whatever the findings', () => {
  it('ends every raw finding in exactly one state, and merges only into a survivor that is not merged itself', () => {
    fc.assert(
      fc.property(stateArbitrary, (input) => {
        const { decisions, review } = Coordination.parse(coordinate(input));
        const raw = input.reports.flatMap((report) => report.findings.map((finding) => finding.id));
        expect(decisions.map((decision) => decision.finding)).toEqual(raw.toSorted());
        const states = new Map(decisions.map((decision) => [decision.finding, decision.state]));
        const ends = decisions.flatMap(({ state }) => (state.kind === 'merged' ? [states.get(state.into)?.kind] : []));
        expect(['inline', 'file', 'summary', 'suppressed']).toEqual(expect.arrayContaining(ends));
        const carried = review.comments.flatMap((comment) => [comment.finding, ...comment.merged]);
        expect(new Set(carried).size).toBe(carried.length);
        expect(review.comments.length).toBe(review.states.inline + review.states.file + review.states.summary);
        expect(Object.values(review.states).reduce((sum, count) => sum + count, 0)).toBe(raw.length);
      }),
      PARAMETERS,
    );
  });

  it('does not depend on the order of reports, findings, files and sources', () => {
    const shuffled = stateArbitrary
      .map(withTwoOfOneId)
      .chain((input) =>
        fc.tuple(
          fc.constant(input),
          fc.shuffledSubarray(input.reports, { minLength: input.reports.length }),
          fc.shuffledSubarray(input.changeSet.files, { minLength: input.changeSet.files.length }),
          fc.func(fc.integer()),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([input, reports, files, order]) => {
        const mixed = {
          ...input,
          changeSet: { ...input.changeSet, files },
          sources: input.sources.toReversed(),
          reports: reports.map((report) => ({
            ...report,
            findings: report.findings.toSorted((a, b) => order(a.title) - order(b.title)),
          })),
        };
        expect(JSON.stringify(coordinate(mixed))).toBe(JSON.stringify(coordinate(input)));
      }),
      PARAMETERS,
    );
  });

  it('never makes one more comment of a repeated finding, whoever repeats it', () => {
    const repeated = findingsArbitrary
      .filter((findings) => findings.length > 0)
      .chain((findings) =>
        fc.tuple(fc.constant(findings), fc.constantFrom(...findings), fc.constantFrom('alpha', 'delta', 'newcomer')),
      );
    fc.assert(
      fc.property(repeated, ([findings, one, reviewer]) => {
        const rule = one.rule.replace(/^[^/]+/, reviewer);
        const before = coordinate(inputOf(findings)).review.comments.length;
        const after = coordinate(inputOf([...findings, { ...one, reviewer, rule, id: 'z-again' }])).review.comments
          .length;
        expect(after).toBeLessThanOrEqual(before);
      }),
      PARAMETERS,
    );
  });
});

/** Two findings with one id: which of them keeps it must not be a matter of order either. */
function withTwoOfOneId(input: CoordinatorInput): CoordinatorInput {
  const renamed = (id: string) => (id === 'I-1' ? 'i-0' : id);
  const reports = input.reports.map((report) => ({
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, id: renamed(finding.id) })),
  }));
  return { ...input, reports };
}
