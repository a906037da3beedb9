import fc from 'fast-check';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';
import { KnownState, Memory, type RejectedConcern, type TouchedFile } from '../../schemas/memory.ts';
import { findingsArbitrary, inputOf } from './arbitrary-state.ts';
import { publishedOf } from './memory/memories.ts';

const BLOB = 'b'.repeat(40);

const touched: fc.Arbitrary<TouchedFile[]> = fc.array(
  fc.record({
    path: fc.constantFrom('src/a.ts', 'src/b.ts', 'test/c.test.ts'),
    oldPath: fc.constantFrom(null, 'src/old-b.ts', 'src/a.ts'),
    lines: fc.option(
      fc.array(
        fc
          .tuple(fc.integer({ min: 1, max: 6 }), fc.nat(2))
          .map(([from, more]): [number, number] => [from, from + more]),
        { maxLength: 3 },
      ),
    ),
  }),
  { maxLength: 4 },
);

/** What reviews of other findings on the same files left behind, in any state, with words of people. */
const memoryArbitrary: fc.Arbitrary<Memory> = fc
  .record({
    before: findingsArbitrary,
    states: fc.array(fc.constantFrom(...KnownState.options), { minLength: 20, maxLength: 20 }),
    blob: fc.constantFrom(null, BLOB),
    since: fc.option(touched),
    // Of few comments most are known: what was rejected is taken out of them.
    rejected: fc.constantFrom(0, 0, 0, 1, 2),
  })
  .map(({ before, states, blob, since, rejected }) => {
    const all = publishedOf(inputOf(earlier(before)), { blob, actor: 'ann', reason: 'so it is' });
    const known = all.map((one, index) => ({ ...one, state: states[index % 20] ?? 'raised' }));
    const refused = known.splice(0, rejected).map(({ comment }): RejectedConcern => ({
      concern: comment.concern,
      fingerprint: comment.fingerprint,
      blob: BLOB,
      reason: `refuted: ${comment.title}`,
      severity: comment.severity,
      title: comment.title,
    }));
    const last = since === null ? null : { head: 'a'.repeat(40), touched: since };
    return Memory.parse({ known, rejected: refused, since: last });
  });

/** Findings, and a memory of any state. */
export const remembering = fc
  .tuple(findingsArbitrary, memoryArbitrary)
  .map(([findings, memory]): CoordinatorInput => ({ ...withBlobs(inputOf(findings)), memory }));

/** Ids of an earlier run: none is by chance the id of another claim of this one. */
export function earlier(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, id: `earlier-${finding.id}` }));
}

/** All files have the blob that things may have been rejected on. */
function withBlobs(input: CoordinatorInput): CoordinatorInput {
  const files = input.changeSet.files.map((file) => ({ ...file, newBlob: BLOB }));
  return { ...input, changeSet: { ...input.changeSet, files } };
}
