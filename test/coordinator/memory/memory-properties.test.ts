import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import { isBareRemark } from '../../../coordinator/evidence/bare-remark.ts';
import { Coordination, type CoordinatorInput } from '../../../schemas/coordination.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { runs } from '../../support/soak.ts';
import { earlier, remembering } from '../arbitrary-memory.ts';
import { findingsArbitrary, inputOf } from '../arbitrary-state.ts';
import { publishedOf } from './memories.ts';

const PARAMETERS = { numRuns: runs(120, 10_000) };
describe('coordinate, whatever is remembered', () => {
  it('ends every raw finding in exactly one state, and tells every known concern once', () => {
    fc.assert(
      fc.property(remembering, (input) => {
        const { decisions, review } = Coordination.parse(coordinate(input));
        const raw = input.reports.flatMap((report) => report.findings.map((finding) => finding.id));
        const known = input.memory?.known.map(({ comment }) => comment.concern) ?? [];
        const remembered = review.remembered?.map(({ concern }) => concern) ?? [];

        expect(decisions.map((decision) => decision.finding)).toEqual(raw.toSorted());
        expect(Object.values(review.states).reduce((sum, count) => sum + count, 0)).toBe(raw.length);
        expect(remembered.toSorted()).toEqual([...new Set(known)].toSorted());
        const named = review.comments.map(({ concern }) => concern);
        expect(new Set([...named, ...known]).size).toBe(named.length + new Set(known).size);
      }),
      PARAMETERS,
    );
  });

  it('does not depend on the order of the memory, nor on hearing it twice', () => {
    const mixed = remembering.chain((input) =>
      fc.tuple(
        fc.constant(input),
        fc.infiniteStream(fc.nat(1000)).map((stream) => stream),
      ),
    );
    fc.assert(
      fc.property(mixed, ([input, stream]) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((one) => ({ one, at: stream.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ one }) => one);
        const { known = [], rejected = [], since = null } = input.memory ?? {};
        const memory = {
          known: shuffle([...known, ...known.slice(0, 2)]),
          rejected: shuffle([...rejected, ...rejected]),
          since:
            since === null
              ? null
              : {
                  ...since,
                  touched: shuffle(
                    since.touched.map((file) => ({ ...file, lines: file.lines && shuffle(file.lines) })),
                  ),
                },
        };
        const reports = shuffle(input.reports).map((report) => ({ ...report, findings: shuffle(report.findings) }));

        expect(JSON.stringify(coordinate({ ...input, reports, memory }))).toBe(JSON.stringify(coordinate(input)));
      }),
      PARAMETERS,
    );
  });

  it('raises more than without a memory never, and grants approval to nothing that stands', () => {
    fc.assert(
      fc.property(remembering, (input) => {
        const { memory: _, ...without } = input;
        const { review } = coordinate(input);
        const standing = (review.remembered ?? []).filter(({ state }) => state === 'standing' || state === 'unknown');

        expect(review.comments.length).toBeLessThanOrEqual(coordinate(without).review.comments.length);
        const critical = [...review.comments, ...standing.map(({ comment }) => comment)].filter(
          (comment) => comment.severity === 'critical',
        );
        expect(review.counts.critical).toBe(critical.length);
        expect(review.verdict === 'significant_concerns').toBe(critical.length > 0);
      }),
      PARAMETERS,
    );
  });

  it('does not let a claim count against what is critical or about security', () => {
    fc.assert(
      fc.property(findingsArbitrary, findingsArbitrary, (before, findings) => {
        const known = publishedOf(inputOf(earlier(before)), { state: 'claimed', actor: 'bob', reason: 'no' });
        const { remembered = [] } = coordinate({
          ...inputOf(findings),
          memory: { known, rejected: [], since: null },
        }).review;
        const grave = remembered.filter(
          ({ comment }) => comment.severity === 'critical' || comment.rule.startsWith('security/'),
        );

        expect(grave.filter(({ state }) => !['standing', 'unknown', 'fixed'].includes(state))).toEqual([]);
      }),
      PARAMETERS,
    );
  });

  it('decides as without a memory where nothing is remembered', () => {
    fc.assert(
      fc.property(findingsArbitrary, (findings) => {
        const { decisions, review } = coordinate({
          ...inputOf(findings),
          memory: { known: [], rejected: [], since: null },
        });
        const without = coordinate(inputOf(findings));
        const { remembered, ...rest } = review;

        expect(remembered).toEqual([]);
        expect(JSON.stringify({ decisions, review: rest })).toBe(JSON.stringify(without));
      }),
      PARAMETERS,
    );
  });
});

/** A later push: nothing, lines above, or another name for every file that has no other already. */
interface Push {
  readonly above: number;
  readonly renamed: boolean;
}

const pushes: fc.Arbitrary<Push> = fc.record({ above: fc.nat(3), renamed: fc.boolean() });

/** Findings that are bound to their place. An opinion may go with either of two findings that it sounds like. */
const placed = findingsArbitrary.map((findings) =>
  findings.filter((finding) => finding.location !== null && !isBareRemark(finding)),
);

describe('a known concern', () => {
  it('is never published twice, whatever its file is called and wherever its lines are', () => {
    fc.assert(
      fc.property(placed, pushes, fc.boolean(), (findings, push, reviewed) => {
        const known = publishedOf(inputOf(earlier(findings)));
        const since = reviewed ? { head: 'a'.repeat(40), touched: [] } : null;
        const next = afterPush(inputOf(findings), push);

        const { review } = coordinate({ ...next, memory: { known, rejected: [], since } });

        expect(review.comments).toEqual([]);
        expect(review.remembered?.filter(({ state }) => state !== 'standing' && state !== 'unknown')).toEqual([]);
        expect(review.verdict).toBe(coordinate(next).review.verdict);
      }),
      PARAMETERS,
    );
  });

  it('stays dismissed, whatever its file is called and wherever its lines are', () => {
    fc.assert(
      fc.property(placed, pushes, (findings, push) => {
        const known = publishedOf(inputOf(earlier(findings)), { state: 'dismissed', actor: 'ann', reason: 'so it is' });
        const next = afterPush(inputOf(findings), push);

        const { review, decisions } = coordinate({ ...next, memory: { known, rejected: [], since: null } });

        expect(review.comments).toEqual([]);
        expect(review.counts).toEqual({ critical: 0, warning: 0, suggestion: 0 });
        const reasons = decisions.flatMap(({ state }) => (state.kind === 'suppressed' ? [state.reason] : []));
        expect(reasons).not.toContain('already-raised');
      }),
      PARAMETERS,
    );
  });

  it('is never published twice by the claim that carried it, whatever else is said', () => {
    fc.assert(
      fc.property(findingsArbitrary, findingsArbitrary, pushes, (before, more, push) => {
        const known = publishedOf(inputOf(before));
        const others = more.map((finding) => ({ ...finding, id: `other-${finding.id}` }));
        const next = afterPush(inputOf([...before, ...others]), push);

        const { review } = coordinate({ ...next, memory: { known, rejected: [], since: null } });

        const carried = review.comments.flatMap(({ finding, merged }) => [finding, ...merged]);
        expect(known.filter(({ comment }) => carried.includes(comment.finding))).toEqual([]);
      }),
      PARAMETERS,
    );
  });
});

/** The same findings on the same code, which stands elsewhere now. */
function afterPush(input: CoordinatorInput, { above, renamed }: Push): CoordinatorInput {
  const down = (line: number) => line + above;
  const name = (path: string) => (renamed && path === 'src/a.ts' ? 'src/new-a.ts' : path);
  const files = input.changeSet.files.map((file) => ({
    ...file,
    newPath: name(file.newPath),
    hunks: file.hunks.map((hunk) => ({
      ...hunk,
      newStart: down(hunk.newStart),
      lines: hunk.lines.map((line) => ({ ...line, newLine: line.newLine === null ? null : down(line.newLine) })),
    })),
  }));
  const sources = input.sources.map((source) => ({
    ...source,
    path: name(source.path),
    text: source.text === null ? null : `${'// more\n'.repeat(above)}${source.text}`,
  }));
  const reports = input.reports.map((report) => ({
    ...report,
    read: report.read.map(name),
    findings: report.findings.map((finding) => movedTo(finding, { down, name })),
  }));
  return { ...input, changeSet: { ...input.changeSet, files }, sources, reports };
}

function movedTo(
  finding: Finding,
  { down, name }: { readonly down: (line: number) => number; readonly name: (path: string) => string },
): Finding {
  const { location: at } = finding;
  if (at === null || at.side === 'old') return finding;
  const startLine = at.startLine === null ? null : down(at.startLine);
  const endLine = at.endLine === null ? null : down(at.endLine);
  return { ...finding, location: { ...at, path: name(at.path), startLine, endLine } };
}
