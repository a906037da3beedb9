import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { CoordinatorInput } from '../../../schemas/coordination.ts';
import type { RepositorySuppression } from '../../../schemas/learning/suppression.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import { at } from '../builders.ts';
import { type Head, head, injection, knownOf, LINES, QUERY } from './memories.ts';

const WARNING = { severity: 'warning' } as const;
const FOUND = injection(WARNING);
const OTHER = LINES.map((line) => line.replace('users', 'admins'));

/** What somebody dismissed for the whole repository where it was found. */
function given(where: Head = { findings: [FOUND] }, of: Partial<RepositorySuppression> = {}): RepositorySuppression {
  const [comment] = coordinate(head(where)).review.comments;
  if (comment === undefined) throw new Error('nothing was found there');
  return { ...GRANT, comment: knownOf(comment as ReviewComment).comment, ...of };
}

const GRANT = {
  id: 's-00000001',
  actor: 'grace',
  role: 'maintain',
  reason: 'ids are numbers here',
  at: '2026-01-01T00:00:00.000Z',
  until: '2026-06-30T00:00:00.000Z',
  names: [],
  trust: 'trusted',
  contests: [],
} satisfies Omit<RepositorySuppression, 'comment'>;

const review = (where: Head, ...suppressions: RepositorySuppression[]) => {
  const input: CoordinatorInput = { ...head(where), suppressions };
  return coordinate(input);
};
const shown = (where: Head, ...suppressions: RepositorySuppression[]) =>
  review(where, ...suppressions).review.comments.map(({ finding }) => finding);

describe('a dismissal for the whole repository', () => {
  it('holds its rule back on its code, and every use is told', () => {
    const { decisions, review: made } = review({ findings: [FOUND] }, given());
    expect(made.comments).toEqual([]);
    expect(decisions[0]?.state).toMatchObject({ kind: 'suppressed', reason: 'dismissed' });
    expect(made.suppressed).toMatchObject([
      { id: 's-00000001', findings: ['f-sql'], actor: 'grace', reason: 'ids are numbers here', contests: 0 },
    ]);
  });

  const moved = { path: 'src/b.ts', findings: [injection({ ...WARNING, location: at('src/b.ts', 3) })] };
  const renames = { ...moved, file: { oldPath: 'src/a.ts', status: 'R' as const } };
  const worse = (where: Head): Head => ({
    ...where,
    findings: [{ ...(where.findings?.[0] ?? FOUND), severity: 'critical' }],
  });
  const shifted = ['// more', ...LINES];
  const copied = [...LINES, 'export function copy(id) {', `  return ${QUERY}`, '}'];
  const inCopy = injection({ ...WARNING, location: at('src/a.ts', 6) });
  const table: readonly (readonly [string, Head, Partial<RepositorySuppression>, readonly string[]])[] = [
    ['on other lines', { lines: shifted, findings: [injection({ ...WARNING, location: at('src/a.ts', 4) })] }, {}, []],
    [
      'in other words',
      { findings: [injection({ ...WARNING, title: 'Unescaped', explanation: 'x', id: 'f-2' })] },
      {},
      [],
    ],
    ['less gravely', { findings: [injection({ severity: 'suggestion' })] }, {}, []],
    ['not more gravely', worse({ findings: [FOUND] }), {}, ['f-sql']],
    ['in the file that the change renames', renames, {}, []],
    ['not more gravely in the renamed file', worse(renames), {}, ['f-sql']],
    ['in the file that a merged change renamed', moved, { names: ['src/b.ts'] }, []],
    ['not in another file that holds the same', moved, {}, ['f-sql']],
    [
      'not under another rule',
      { findings: [injection({ ...WARNING, rule: 'security/command-injection' })] },
      {},
      ['f-sql'],
    ],
    ['not another weakness', { findings: [injection({ ...WARNING, references: ['CWE-78'] })] }, {}, ['f-sql']],
    [
      'not more code',
      { findings: [injection({ ...WARNING, evidence: `${LINES[1]}\n  return ${QUERY}` })] },
      {},
      ['f-sql'],
    ],
    [
      'not other code',
      { lines: OTHER, findings: [injection({ ...WARNING, evidence: OTHER[2] ?? '' })] },
      {},
      ['f-sql'],
    ],
    [
      'not a copy of the code below it',
      { lines: copied, findings: [FOUND, { ...inCopy, id: 'f-copy' }] },
      {},
      ['f-copy'],
    ],
  ];
  it.each(table)('holds %s', (_, where, of, expected) => {
    expect(shown(where, given({ findings: [injection({ ...WARNING, references: ['CWE-89'] })] }, of))).toEqual(
      expected,
    );
  });

  it('of a piece that is gone covers no equal one', () => {
    const both = { lines: copied, findings: [inCopy] };
    expect(shown(both, given(both))).toEqual([]);
    expect(shown({ findings: [FOUND] }, given(both))).toEqual(['f-sql']);
  });

  it('prefers what stood before to an equal piece that the change puts above it', () => {
    const file = { lines: copied, findings: [inCopy, { ...FOUND, id: 'f-new' }] };
    const input = head(file);
    const [changed] = input.changeSet.files;
    const hunks = (changed?.hunks ?? []).map((hunk) => ({
      ...hunk,
      lines: hunk.lines.map((line, index) =>
        index < 4 ? line : { ...line, kind: 'context' as const, oldLine: index - 3 },
      ),
    }));
    const files = changed === undefined ? [] : [{ ...changed, status: 'M' as const, hunks }];
    const now = { ...input, changeSet: { ...input.changeSet, files }, suppressions: [given()] };
    expect(coordinate(now).review.comments.map(({ finding }) => finding)).toEqual(['f-new']);
  });

  it('does not depend on the order, and leaves what was decided without one as it was', () => {
    const two = [given(), given(undefined, { id: 's-00000002', reason: 'again' })];
    expect(review({ findings: [FOUND] }, ...two)).toEqual(review({ findings: [FOUND] }, ...two.toReversed()));
    expect(coordinate(head({ findings: [FOUND] }))).toEqual(review({ findings: [FOUND] }));
  });
});
