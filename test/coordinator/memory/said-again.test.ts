import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { CoordinatorInput } from '../../../schemas/coordination.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { runs } from '../../support/soak.ts';
import { earlier } from '../arbitrary-memory.ts';
import { findingsArbitrary, inputOf } from '../arbitrary-state.ts';
import { wording } from '../arbitrary-walk.ts';
import { gravity, inOtherWords } from '../other-words.ts';
import { publishedOf } from './memories.ts';

// Walks seldom remember what is said again. Here checks had said all of it, and nearly the same is said now.

const HALVES = ['check', 'model', 'outside'] as const;
type Change = readonly [(typeof HALVES)[number], 'same' | 'old side' | 'whole file'];

const changes: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom(...HALVES),
  fc.constantFrom('same', 'same', 'old side', 'whole file'),
);

const saidAgain: fc.Arbitrary<CoordinatorInput> = fc
  .record({
    found: findingsArbitrary,
    changes: fc.array(changes, { minLength: 14, maxLength: 14 }),
    state: fc.constantFrom('raised', 'raised', 'claimed', 'fixed'),
  })
  .map(({ found, state, ...by }) => {
    const critical = found.map((one): Finding => ({ ...one, severity: 'critical', origin: 'check' }));
    const known = publishedOf(inputOf(earlier(critical)), { state, actor: 'ann', reason: 'so it is' });
    const said = critical.map((one, index) => changed(one, by.changes[index % 14] ?? ['check', 'same']));
    return { ...ofChecks(inputOf(said)), memory: { known, rejected: [], since: null } };
  });

function changed(finding: Finding, [origin, how]: Change): Finding {
  const { location } = finding;
  if (location === null || how === 'same') return { ...finding, origin };
  const place = how === 'old side' ? { side: 'old' as const } : { startLine: null, endLine: null };
  return { ...finding, origin, location: { ...location, ...place } };
}

/** Every report is one of checks that read everything, whatever half speaks in it. */
function ofChecks(input: CoordinatorInput): CoordinatorInput {
  const read = input.changeSet.files.map((file) => file.newPath);
  const reports = input.reports.map((one) => ({ ...one, read, rules: one.findings.map(({ rule }) => rule) }));
  return { ...input, reports };
}

it('what checks had found and is said again in other words never makes a verdict better', () => {
  fc.assert(
    fc.property(saidAgain, wording, (input, words) => {
      expect(gravity(coordinate(inOtherWords(input, words)))).toBeGreaterThanOrEqual(gravity(coordinate(input)));
    }),
    { numRuns: runs(300, 20_000) },
  );
});
