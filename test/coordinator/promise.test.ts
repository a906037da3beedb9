import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conclude, coordinate, prepare } from '../../coordinator/coordinate.ts';
import type { Prepared } from '../../coordinator/prepared.ts';
import type { ChangedFile } from '../../schemas/change-set.ts';
import type { Coordination, CoordinatorInput } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { RuleFamily } from '../../schemas/judged.ts';
import { recordedInputs } from '../support/recorded-inputs.ts';
import { recordedLogs } from '../support/recorded-logs.ts';
import { runs } from '../support/soak.ts';
import { consistentJudge, judged } from './consistent-judge.ts';
import { oneFinding } from './arbitrary-state.ts';
import { UNRELATED, type Walk, walks } from './arbitrary-walk.ts';
import { gravity, inOtherWords } from './other-words.ts';

// The promise "never a false all-clear", for any findings, memory of any state, and any judge that refutes what was put together only where
// it refutes each part of it. Failing is what fails the check: `significant_concerns` and `incomplete`. Every random walk is held against all
// properties at once: most of a walk is making it and deciding on it as it is.

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

/** The walk, decided on as it is: without any cap, and with a judge. */
interface Decided extends Walk {
  readonly prepared: Prepared;
  readonly wide: Coordination;
}

function capped({ prepared }: Pick<Decided, 'prepared'>, maxInlineComments: number): Coordination {
  const { input } = prepared;
  return conclude({ ...prepared, input: { ...input, policy: { ...input.policy, maxInlineComments } } });
}

const NEEDED: Readonly<Partial<Record<string, readonly RuleFamily[]>>> = {
  code: ['injection', 'correctness'],
  'running-configuration': ['running-configuration'],
};

/** Whether a family that the file needs was judged by nobody. */
function isOpen({ newPath: path, kind }: ChangedFile, { reports, policy: { accept = [] } }: CoordinatorInput): boolean {
  if (kind === undefined || accept.includes(kind.id) || (accept.includes('src/**') && path.startsWith('src/')))
    return false;
  const judged = reports.flatMap((report) => report.judged ?? []).filter((row) => row.path === path);
  return (NEEDED[kind.class] ?? []).some((family) => !judged.some(({ families }) => families.includes(family)));
}

const PROPERTIES: Readonly<Record<string, (walk: Decided) => void>> = {
  'one more finding never makes a verdict better'({ input, added, salt, prepared }) {
    const judge = consistentJudge(salt);
    const before = gravity(judged(input, judge, prepared));
    expect(gravity(judged(withFinding(input, added), judge))).toBeGreaterThanOrEqual(before);
  },

  'a finding that is critical, sure and on changed code is never passed over, where nobody answered it'({
    input,
    added,
  }) {
    const grave = { ...added, severity: 'critical', confidence: 990, rule: `${added.reviewer}/never-said` } as const;
    const place = { path: 'src/a.ts', side: 'new', startLine: 3, endLine: 3 } as const;
    const more = withFinding(input, { ...grave, location: place, evidence: 'send(a.name);' });
    expect(coordinate(more).review.verdict).toBe('significant_concerns');
  },

  'one more finding does not change how an unrelated one ends'({ input, added, wide }) {
    const location = { path: UNRELATED, side: 'new' as const, startLine: null, endLine: null };
    const of = { origin: 'check' as const, reviewer: 'apart', rule: 'apart/x' };
    const more = fates(coordinate(withFinding(input, { ...added, ...of, location, evidence: null })));
    expectSame(
      Object.entries(fates(wide)),
      Object.keys(fates(wide)).map((finding) => [finding, more[finding]]),
    );
  },

  'a critical finding in other words never makes a verdict better'({ input, words, wide }) {
    expect(gravity(coordinate(inOtherWords(input, words)))).toBeGreaterThanOrEqual(gravity(wide));
  },

  'what nobody judged and nobody accepted never passes'({ input, wide }) {
    if (input.changeSet.files.some((file) => isOpen(file, input))) expect(gravity(wide)).toBeGreaterThan(0);
  },

  'a cap moves to the summary, counted, and takes nothing out'({ prepared, cap, wide }) {
    const tight = capped({ prepared }, cap);
    const open = tight.review.comments.filter(({ folded }) => folded === undefined);
    const critical = open.filter(({ severity }) => severity === 'critical').length;
    const told = ({ review: { states } }: Coordination) => states.inline + states.file + states.summary;

    expectSame(fates(tight), fates(wide));
    expectSame([tight.review.verdict, tight.review.counts], [wide.review.verdict, wide.review.counts]);
    expect(critical).toBe(tight.review.comments.filter(({ severity }) => severity === 'critical').length);
    expect(open.length).toBeLessThanOrEqual(Math.max(critical, cap));
    expect(tight.review.comments).toHaveLength(wide.review.comments.length);
    expect(told(tight)).toBe(told(wide));
  },
};

/** Most are the same to the letter, which is cheaper to see. */
function expectSame(one: unknown, other: unknown): void {
  if (JSON.stringify(one) !== JSON.stringify(other)) expect(one).toEqual(other);
}

describe('in random walks', () => {
  const numRuns = runs(150, 100_000);
  // Minutes of a free core, and any time on a busy machine.
  const timeout = runs(600_000, 24 * 60 * 60 * 1000);

  it('every property holds', { timeout }, () => {
    let walked = 0;
    fc.assert(
      fc.property(walks, (walk) => {
        const prepared = prepare(walk.input);
        const wide = capped({ prepared }, 100);
        for (const [property, holds] of Object.entries(PROPERTIES)) {
          try {
            holds({ ...walk, prepared, wide });
          } catch (cause) {
            throw new Error(property, { cause });
          }
        }
        walked += 1;
      }),
      { numRuns },
    );
    expect(walked).toBe(numRuns);
  });
});

describe.each(recordedLogs())('the reviews recorded in %s', (name) => {
  const inputs = recordedInputs(name);

  it('never become better by one more finding', () => {
    expect(inputs.length).toBeGreaterThan(0);
    const recorded = fc.tuple(fc.constantFrom(...inputs), fc.nat(), oneFinding, fc.nat(1000));
    fc.assert(
      fc.property(recorded, ([input, at, added, salt]) => {
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
