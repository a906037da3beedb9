import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinate } from '../../coordinator/coordinate.ts';
import type { Coordination, CoordinatorInput } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Verdict } from '../../schemas/review.ts';
import { recordedInputs } from '../support/recorded-inputs.ts';
import { recordedLogs } from '../support/recorded-logs.ts';
import { runs } from '../support/soak.ts';
import { changedFile } from './builders.ts';
import { consistentJudge, judged } from './consistent-judge.ts';
import { oneFinding } from './arbitrary-state.ts';
import { remembering } from './arbitrary-memory.ts';

// The promise "never a false all-clear", for any findings, memory of any state, and any judge that refutes what was put together only where
// it refutes each part of it. Failing is what fails the check: `significant_concerns` and `incomplete`.

const PARAMETERS = { numRuns: runs(150, 100_000) };
const FAILING: readonly Verdict[] = ['significant_concerns', 'incomplete'];

/** 2: something critical counts. 1: not everything was looked at. 0: the check passes. */
const gravity = ({ review: { verdict } }: Coordination) =>
  verdict === 'significant_concerns' ? 2 : FAILING.includes(verdict) ? 1 : 0;

/** The same input with one more finding, in the report of its reviewer or in a new report that read nothing. */
function withFinding(input: CoordinatorInput, added: Finding): CoordinatorInput {
  const one = { ...added, id: `added-${added.id}` };
  const own = input.reports.find((report) => report.reviewer === one.reviewer && accepts(report.rules, one));
  if (own !== undefined) {
    const more = {
      ...own,
      rules: own.rules === null ? null : [...own.rules, one.rule],
      findings: [...own.findings, one],
    };
    return { ...input, reports: input.reports.map((report) => (report === own ? more : report)) };
  }
  const reviewer = `new-${one.reviewer}`;
  const rule = `${reviewer}/${one.rule.slice(one.rule.indexOf('/') + 1)}`;
  const report = { reviewer, required: true, status: 'ok' as const, reason: null, gaps: [], read: [] };
  const rules = one.origin === 'outside' ? null : [rule];
  return { ...input, reports: [...input.reports, { ...report, rules, findings: [{ ...one, reviewer, rule }] }] };
}

/** A report of checks and models holds no outside findings, and the other way round. */
const accepts = (rules: readonly string[] | null, { origin }: Finding) => (rules === null) === (origin === 'outside');

const salts = fc.nat(1000);

describe('one more finding', () => {
  it('never makes a verdict better', () => {
    fc.assert(
      fc.property(remembering, oneFinding, salts, (input, added, salt) => {
        const judge = consistentJudge(salt);
        const before = gravity(judged(input, judge));
        expect(gravity(judged(withFinding(input, added), judge))).toBeGreaterThanOrEqual(before);
      }),
      PARAMETERS,
    );
  });

  it('that is critical, sure and on changed code is never passed over, where nobody answered it', () => {
    fc.assert(
      fc.property(remembering, oneFinding, (input, added) => {
        const grave = {
          ...added,
          severity: 'critical',
          confidence: 990,
          rule: `${added.reviewer}/never-said`,
        } as const;
        const place = { path: 'src/a.ts', side: 'new', startLine: 3, endLine: 3 } as const;
        const more = withFinding(input, { ...grave, location: place, evidence: 'send(a.name);' });
        expect(coordinate(more).review.verdict).toBe('significant_concerns');
      }),
      PARAMETERS,
    );
  });

  it('does not change how an unrelated one ends', () => {
    fc.assert(
      fc.property(remembering, oneFinding, (input, added) => {
        const location = { path: 'src/unrelated.ts', side: 'new' as const, startLine: null, endLine: null };
        const apart = {
          ...added,
          origin: 'check' as const,
          reviewer: 'apart',
          rule: 'apart/x',
          location,
          evidence: null,
        };
        const files = [...input.changeSet.files, changedFile('src/unrelated.ts', ['+x'])];
        const here = { ...input, changeSet: { ...input.changeSet, files } };
        expect(fates(coordinate(withFinding(here, apart)))).toEqual(expect.objectContaining(fates(coordinate(here))));
      }),
      PARAMETERS,
    );
  });
});

/** Whether a finding is in the review, by itself or carried by another, or why not. A cap moves and never takes out. */
function fates({ decisions }: Coordination): Readonly<Record<string, string>> {
  const states = new Map(decisions.map(({ finding, state }) => [finding, state]));
  return Object.fromEntries(
    decisions.map(({ finding, state }) => {
      const end = state.kind === 'merged' ? states.get(state.into) : state;
      if (end?.kind === 'suppressed') return [finding, end.reason];
      return [finding, end?.kind === 'failed' ? 'failed' : 'told'];
    }),
  );
}

const SENTENCES = [
  'The branch is not tested.',
  'LGTM',
  'Consider renaming it; a nit.',
  'This never happens in production.',
];
const reworded = (finding: Finding, { sentence, upper, rule }: { sentence: string; upper: boolean; rule: string }) => {
  const text = (words: string) => (upper ? words.toUpperCase() : words);
  return {
    ...finding,
    id: `reworded-${finding.id}`,
    rule: `${finding.reviewer}/${rule}`,
    title: text(`${finding.title} ${sentence}`),
    explanation: text(`${sentence} ${finding.explanation}`),
  };
};

const wording = fc.record({
  sentence: fc.constantFrom(...SENTENCES),
  upper: fc.boolean(),
  rule: fc.constantFrom('style-of-words', 'documentation-nit', 'tests-are-missing'),
});

describe('a critical finding in other words', () => {
  it('never makes a verdict better', () => {
    fc.assert(
      fc.property(remembering, wording, (input, words) => {
        const told = { ...input, reports: input.reports.map((report) => inOtherWords(report, words)) };
        expect(gravity(coordinate(told))).toBeGreaterThanOrEqual(gravity(coordinate(input)));
      }),
      PARAMETERS,
    );
  });
});

type Report = CoordinatorInput['reports'][number];

/** What has no place of its own, or a line outside of every hunk without a rule, is tied to the change by nothing but its words. */
function inOtherWords(report: Report, words: Parameters<typeof reworded>[1]): Report {
  const findings = report.findings.map((one) =>
    one.severity === 'critical' && isTied(one) ? reworded(one, words) : one,
  );
  return { ...report, findings, rules: report.rules === null ? null : findings.map(({ rule }) => rule) };
}

const isTied = ({ evidence, location }: Finding) =>
  evidence !== null || location === null || location.startLine === null || (location.endLine ?? 9) <= 3;

describe('a cap', () => {
  it('moves to the summary, counted, and takes nothing out', () => {
    fc.assert(
      fc.property(remembering, fc.nat(2), (input, maxInlineComments) => {
        const wide = coordinate({ ...input, policy: { ...input.policy, maxInlineComments: 100 } });
        const tight = coordinate({ ...input, policy: { ...input.policy, maxInlineComments } });
        const open = tight.review.comments.filter(({ folded }) => folded === undefined);
        const critical = open.filter(({ severity }) => severity === 'critical').length;
        const told = ({ review: { states } }: Coordination) => states.inline + states.file + states.summary;

        expect(fates(tight)).toEqual(fates(wide));
        expect(tight.review).toMatchObject({ verdict: wide.review.verdict, counts: wide.review.counts });
        expect(critical).toBe(tight.review.comments.filter(({ severity }) => severity === 'critical').length);
        expect(open.length).toBeLessThanOrEqual(Math.max(critical, maxInlineComments));
        expect(tight.review.comments).toHaveLength(wide.review.comments.length);
        expect(told(tight)).toBe(told(wide));
      }),
      PARAMETERS,
    );
  });
});

describe.each(recordedLogs())('the reviews recorded in %s', (name) => {
  const inputs = recordedInputs(name);

  it('never become better by one more finding', () => {
    expect(inputs.length).toBeGreaterThan(0);
    const walks = fc.tuple(fc.constantFrom(...inputs), fc.nat(), oneFinding, salts);
    fc.assert(
      fc.property(walks, ([input, at, added, salt]) => {
        const findings = input.reports.flatMap((report) => report.findings);
        // Half of the added ones speak of the very code that a recorded one speaks of.
        const like = findings[at % (findings.length + 1)];
        const one = like === undefined ? added : { ...added, location: like.location, evidence: like.evidence };
        const judge = consistentJudge(salt);
        expect(gravity(judged(withFinding(input, one), judge))).toBeGreaterThanOrEqual(gravity(judged(input, judge)));
      }),
      { numRuns: runs(30, 5000) },
    );
  });
});
