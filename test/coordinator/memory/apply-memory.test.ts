import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../../coordinator/judge/candidates.ts';
import { coordinate, prepare } from '../../../coordinator/coordinate.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Coordination, CoordinatorInput } from '../../../schemas/coordination.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { Memory } from '../../../schemas/memory.ts';
import { at, finding } from '../builders.ts';
import { DISMISSED, type Head, head, injection, knownOf, LINES, publishedOf, QUERY } from './memories.ts';

const KNOWN = publishedOf(head());

/** Where the finding ended, and what became of the known concern. */
function endOf({ decisions, review }: Coordination): readonly unknown[] {
  const states = decisions.map(({ state }) => (state.kind === 'suppressed' ? state.reason : state.kind));
  return [...states, ...(review.remembered ?? []).map(({ state }) => state)];
}

function sees(input: CoordinatorInput): readonly unknown[] {
  return endOf(coordinate(input));
}

describe('a concern that was raised before', () => {
  it('is not raised again, and counts as long as it stands', () => {
    const { decisions, review } = coordinate(head({ memory: { known: KNOWN } }));

    expect(review).toMatchObject({
      verdict: 'significant_concerns',
      verdictReason: '1 critical finding (1 raised before)',
      comments: [],
      counts: { critical: 1, warning: 0, suggestion: 0 },
      remembered: [{ state: 'standing', note: 'security found it again', comment: { location: { startLine: 3 } } }],
    });
    expect(decisions[0]).toMatchObject({
      concern: KNOWN[0]?.comment.concern,
      state: { kind: 'suppressed', reason: 'already-raised', bar: 'raised before as f-sql' },
    });
    expect(decisions[0]?.steps.at(-1)).toEqual({
      step: 'memo',
      note: 'the same claim as f-sql, which was raised before',
    });
  });

  it('is nothing that a judge is asked about', () => {
    const both = [injection(), finding({ id: 'f-new', location: at('src/a.ts', 1), evidence: LINES[0] ?? '' })];
    const prepared = prepare(head({ findings: both, memory: { known: KNOWN } }));

    expect(candidatesOf(prepared).map(({ title }) => title)).toEqual(['Something is wrong']);
  });

  const shifted = ['// one', '// two', ...LINES];
  const renamed = { oldPath: 'src/a.ts', status: 'R' } as const;
  const movedTo = (path: string) => ({ id: `f-${path}`, location: at(path, 3) });
  it.each<{ what: string; next: Head }>([
    { what: 'on other lines', next: { lines: shifted, findings: [injection({ location: at('src/a.ts', 5) })] } },
    { what: 'indented in another way', next: { lines: LINES.map((line) => line.replace('  return', '\treturn')) } },
    {
      what: 'in a file that the change renames',
      next: { path: 'src/b.ts', file: renamed, findings: [injection(movedTo('src/b.ts'))] },
    },
    {
      what: 'in a new file that was renamed since',
      next: {
        path: 'src/b.ts',
        findings: [injection(movedTo('src/b.ts'))],
        memory: {
          since: { head: 'a'.repeat(40), touched: [{ path: 'src/b.ts', oldPath: 'src/a.ts', lines: [] }] },
        },
      },
    },
    {
      what: 'in a new file that was renamed at some time',
      next: { path: 'src/b.ts', findings: [injection(movedTo('src/b.ts'))] },
    },
    {
      what: 'under another title',
      next: { findings: [injection({ id: 'f-x', title: 'SQL injection through `id`', explanation: '' })] },
    },
    {
      what: 'with more lines quoted around it',
      next: {
        findings: [
          injection({
            id: 'f-x',
            location: at('src/a.ts', 2, 3),
            evidence: LINES.slice(1, 3).join('\n'),
            title: 'The id reaches the SQL statement as it is',
          }),
        ],
      },
    },
    {
      what: 'less severe than before',
      next: { findings: [injection({ severity: 'warning' })] },
    },
  ])('is recognised $what', ({ next }) => {
    const input = head({ ...next, memory: { ...next.memory, known: KNOWN } });

    expect(sees(input)).toEqual(['already-raised', 'standing']);
    const { decisions, review } = coordinate(input);
    const [remembered] = review.remembered ?? [];
    expect(decisions[0]?.concern).toBe(KNOWN[0]?.comment.concern);
    expect(remembered?.comment.location?.path).toBe(next.path ?? 'src/a.ts');
  });

  it.each<{ what: string; of: Partial<Finding>; known?: Partial<Finding> }>([
    {
      what: 'by another rule and of another kind',
      of: { rule: 'security/idor', title: 'Anybody can load anybody else', explanation: 'No owner is compared.' },
    },
    {
      what: 'by another reviewer, in words of the same kind',
      of: { reviewer: 'quality', rule: 'quality/input', title: 'Unescaped id in a statement of SQL', explanation: '' },
    },
    {
      what: 'by another rule that names the same weakness',
      known: { references: ['CWE-89'] },
      of: { rule: 'security/other', references: ['CWE-89'] },
    },
    {
      what: 'by the same rule, of another weakness by its number',
      known: { references: ['CWE-89'] },
      of: { references: ['CWE-78'] },
    },
    {
      what: 'of another weakness by its number',
      known: { references: ['CWE-89'], title: 'Injection' },
      of: {
        rule: 'security/shell',
        references: ['CWE-78'],
        title: 'Command injection by way of the table',
        explanation: 'A shell reads it.',
      },
    },
    {
      what: 'in words of which only one is the same',
      of: { rule: 'security/leak', title: 'The statement is logged with passwords of customers', explanation: '' },
    },
  ])('is not confused with another one on its line, $what', ({ of, known = {} }) => {
    const before = publishedOf(head({ findings: [injection(known)] }));
    const findings = [injection({ ...known, ...of, id: 'f-other' })];

    expect(sees(head({ findings, memory: { known: before } }))).toEqual(['inline', 'standing']);
    expect(sees(head({ findings: [injection(known), ...findings], memory: { known: before } }))).toEqual([
      'inline',
      'already-raised',
      'standing',
    ]);
  });

  it('never gives its name to a new one', () => {
    const known = KNOWN.map((one) => knownOf({ ...one.comment, fingerprint: 'other', title: 'Nothing alike' }));
    const of = { id: 'f-new', rule: 'security/untold', title: 'Strange', explanation: '' };
    const fresh = coordinate(head({ findings: [injection(of)] })).review.comments[0]?.concern ?? '';
    const named = known.map((one) => knownOf({ ...one.comment, concern: fresh }));

    const { review } = coordinate(head({ findings: [injection(of)], memory: { known: named } }));

    expect(review.comments).toHaveLength(1);
    expect(review.comments[0]?.concern).not.toBe(fresh);
  });

  it('is known by its rule on its code, in whatever words', () => {
    const words = { id: 'f-x', title: 'Two requests race for the row', explanation: '' };

    expect(sees(head({ findings: [injection(words)], memory: { known: KNOWN } }))).toEqual([
      'already-raised',
      'standing',
    ]);
  });

  it('is known by every claim that it carried, under another name of its file, too', () => {
    const other = { reviewer: 'quality', rule: 'quality/input', id: 'f-other', confidence: 700 } as const;
    const known = publishedOf(head({ findings: [injection(), injection(other)] }));
    const next = { path: 'src/b.ts', file: renamed, memory: { known } };
    const again = injection({ ...other, id: 'f-x', location: at('src/b.ts', 3), title: 'Quite another title' });

    expect(known).toMatchObject([{ comment: { merged: ['f-other'] } }]);
    expect(sees(head({ ...next, findings: [again] }))).toEqual(['already-raised', 'standing']);
  });
});

describe('equal pieces of code', () => {
  const twice = [...LINES.slice(0, 3), `  return ${QUERY}`, '}'];
  const both = [
    injection({ id: 'f-1', origin: 'check', location: at('src/a.ts', 3) }),
    injection({ id: 'f-2', origin: 'check', location: at('src/a.ts', 4) }),
  ];
  const known = publishedOf(head({ lines: twice, findings: both }));

  it('are two concerns, and one of them may be fixed', () => {
    const [first] = both;
    const { review } = coordinate(head({ findings: first === undefined ? [] : [first], memory: { known } }));

    expect(known).toHaveLength(2);
    expect(review.comments).toEqual([]);
    expect(review.remembered?.map(({ state }) => state).toSorted()).toEqual(['fixed', 'standing']);
  });

  it('are told apart by what was touched: a copy above the old one is new', () => {
    const one = publishedOf(head({ findings: both.slice(0, 1) }));
    const lines = [...LINES.slice(0, 2), `  return ${QUERY}`, ...LINES.slice(2)];
    const since = {
      head: 'a'.repeat(40),
      touched: [{ path: 'src/a.ts', oldPath: null, lines: [[3, 3]] }],
    } as Memory['since'];

    const { review } = coordinate(head({ lines, findings: both, memory: { known: one, since } }));

    expect(review.comments.map(({ location }) => location?.startLine)).toEqual([3]);
    expect(review.remembered).toMatchObject([{ state: 'standing', comment: { location: { startLine: 4 } } }]);
  });

  it('are the same where one of them was only indented anew', () => {
    const since = {
      head: 'a'.repeat(40),
      touched: [{ path: 'src/a.ts', oldPath: null, lines: [[3, 3]] }],
    } as Memory['since'];
    const one = publishedOf(head({ lines: twice, findings: both.slice(0, 1) }));

    expect(sees(head({ lines: twice, findings: both.slice(0, 1), memory: { known: one, since } }))).toEqual([
      'already-raised',
      'standing',
    ]);
  });
});

describe('what was dismissed', () => {
  const known = publishedOf(head(), DISMISSED);
  it.each<{ what: string; next: Head; ends: readonly string[] }>([
    { what: 'stays so in another blob', next: { lines: ['// new', ...LINES] }, ends: ['dismissed', 'dismissed'] },
    {
      what: 'stays so by its rule, however severe it is called now',
      next: { findings: [injection({ severity: 'critical', confidence: 1000 })] },
      ends: ['dismissed', 'dismissed'],
    },
    { what: 'stays so when nobody says it again', next: { findings: [] }, ends: ['dismissed'] },
    {
      what: 'stays so when the code is gone, for it may come back',
      next: { lines: LINES.slice(0, 1), findings: [] },
      ends: ['dismissed'],
    },
    {
      what: 'is new when the code has changed',
      next: {
        lines: LINES.map((line) => line.replace('users', 'accounts')),
        findings: [injection({ id: 'f-new', evidence: `return ${QUERY.replace('users', 'accounts')}` })],
      },
      ends: ['inline', 'dismissed'],
    },
  ])('$what', ({ next, ends }) => {
    expect(sees(head({ ...next, memory: { known } }))).toEqual(ends);
  });

  it('never counts, and is told by whom and why', () => {
    const { review, decisions } = coordinate(head({ memory: { known } }));

    expect(review).toMatchObject({ verdict: 'approved', counts: { critical: 0 } });
    expect(review.remembered?.[0]?.note).toBe('dismissed by ann: by design; security found it again');
    expect(decisions[0]?.state).toEqual({
      kind: 'suppressed',
      reason: 'dismissed',
      bar: 'dismissed by ann: by design',
    });
  });

  it('does not cover something graver that only sounds like it', () => {
    const title = 'The id reaches the statement as it is';
    const lesser = publishedOf(head({ findings: [injection({ severity: 'warning', title })] }), DISMISSED);
    const graver = injection({
      id: 'f-x',
      rule: 'security/graver',
      title: 'The id reaches the statement',
      explanation: '',
    });

    expect(sees(head({ findings: [graver], memory: { known: lesser } }))[0]).toBe('inline');
  });

  it('does not cover a copy of the code', () => {
    const lines = [...LINES.slice(0, 3), `  return ${QUERY}`, '}'];
    const copy = injection({ id: 'f-copy', location: at('src/a.ts', 4) });

    expect(sees(head({ lines, findings: [copy], memory: { known } }))).toEqual(['inline', 'dismissed']);
    expect(sees(head({ lines, findings: [copy], memory: { known: KNOWN } }))).toEqual(['already-raised', 'standing']);
  });

  it('needs a name and a reason, else it is a claim', () => {
    const nobody = publishedOf(head(), { ...DISMISSED, actor: null });

    expect(sees(head({ memory: { known: nobody } }))).toEqual(['already-raised', 'standing']);
  });
});

describe('what was rejected on a blob', () => {
  const blob = 'b'.repeat(40);
  const { fingerprint, concern } = KNOWN[0]?.comment ?? { fingerprint: '', concern: '' };
  const rejected = [
    { fingerprint, concern, blob, reason: 'refuted by src/a.ts:1: it is escaped', severity: 'critical' as const },
  ];
  it.each<{ what: string; file: Partial<ChangedFile>; of?: Partial<Finding>; ends: string }>([
    { what: 'is not raised there again', file: { newBlob: blob }, ends: 'rejected-on-this-blob' },
    {
      what: 'is no longer graver than then',
      file: { newBlob: blob },
      of: { severity: 'warning' },
      ends: 'rejected-on-this-blob',
    },
    { what: 'may be raised on another', file: { newBlob: 'c'.repeat(40) }, ends: 'inline' },
    { what: 'may be raised where the blob is not known', file: {}, ends: 'inline' },
    { what: 'may be raised by a check', file: { newBlob: blob }, of: { origin: 'check' }, ends: 'inline' },
    {
      what: 'is told from another on the line',
      file: { newBlob: blob },
      of: { id: 'f-x', rule: 'security/x', title: 'Strange', explanation: '' },
      ends: 'inline',
    },
  ])('$what', ({ file, of = {}, ends }) => {
    expect(sees(head({ file, findings: [injection(of)], memory: { rejected } }))).toEqual([ends]);
  });

  it('answers nothing critical where it was a lesser one, or nobody knows how grave it was', () => {
    const lesser = rejected.map((one) => ({ ...one, severity: 'warning' as const }));
    const unknown = [{ fingerprint, concern, blob, reason: 'refuted' }];
    for (const memory of [{ rejected: lesser }, { rejected: unknown }]) {
      expect(sees(head({ file: { newBlob: blob }, memory }))).toEqual(['inline']);
    }
  });
});
