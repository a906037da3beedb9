import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { at, changedFile, finding, opinion, State } from '../builders.ts';

const LINES = [
  ' const id = req.query.id;',
  "+db.run('select ' + id); eval(id);",
  '+send(id);',
  '+send(id);',
  ' done();',
];

const said = (reviewer: string, title: string, more: Partial<Finding> = {}) =>
  finding({
    id: `${reviewer}:${title}`,
    reviewer,
    title,
    evidence: "db.run('select ' + id)",
    location: at('src/a.ts', 2),
    ...more,
  });

function comments(...findings: readonly Finding[]) {
  return coordinate(
    new State()
      .file(changedFile('src/a.ts', LINES))
      .findings(...findings)
      .build(),
  ).review.comments;
}

const INJECTION = 'SQL injection: id from the request is put into the query';

describe('one comment is made of', () => {
  it.each<[string, Finding, Finding]>([
    ['the same claim twice', said('a', INJECTION, { id: '1' }), said('a', INJECTION, { id: '2' })],
    ['the same words of two reviewers', said('a', INJECTION), said('b', INJECTION)],
    [
      'other words about the same lines',
      said('a', INJECTION),
      said('b', 'The query is built from the unchecked request id'),
    ],
    [
      'one weakness on one line in words that share nothing',
      said('a', 'Unsafe concatenation', { references: ['CWE-89'] }),
      said('b', 'Hostile input reaches database', { references: ['cwe-89'], evidence: "'select ' + id" }),
    ],
  ])('%s', (_, one, other) => {
    expect(comments(one, other)).toHaveLength(1);
  });
});

describe('two comments are made of', () => {
  it.each<[string, Finding, Finding]>([
    [
      'two mistakes on one line',
      said('a', INJECTION),
      said('b', 'Calling eval runs arbitrary scripts', { evidence: 'eval(id)' }),
    ],
    [
      'one mistake pasted twice',
      said('a', 'Unchecked id is sent', { id: '1', evidence: 'send(id);', location: at('src/a.ts', 3) }),
      said('a', 'Unchecked id is sent', { id: '2', evidence: 'send(id);', location: at('src/a.ts', 4) }),
    ],
    [
      'one rule on two pieces of one line',
      said('a', 'Dangerous call', { id: '1' }),
      said('a', 'Dangerous call', { id: '2', evidence: 'eval(id)' }),
    ],
    [
      'the same words about different files',
      said('a', INJECTION),
      said('b', INJECTION, {
        evidence: null,
        location: { path: 'src/z.ts', side: 'new', startLine: null, endLine: null },
      }),
    ],
  ])('%s', (_, one, other) => {
    const made = comments(one, other);
    expect(made).toHaveLength(2);
    expect(new Set(made.map((comment) => comment.concern)).size).toBe(2);
  });
});

describe('the comment of a group', () => {
  it('is carried by the most severe, then the surest, and names everybody', () => {
    const [comment] = comments(
      said('b', INJECTION, { confidence: 900 }),
      said('c', INJECTION, { severity: 'critical', confidence: 400, references: ['CWE-89'] }),
      said('a', INJECTION),
    );
    expect(comment).toMatchObject({ finding: `c:${INJECTION}`, reviewers: ['a', 'b', 'c'], severity: 'critical' });
    expect(comment?.merged).toEqual([`a:${INJECTION}`, `b:${INJECTION}`]);
    expect(comment?.references).toEqual(['CWE-89']);
  });

  it('is carried by a tool with a rule and a line before a remark in prose', () => {
    const ruled = opinion('linter', INJECTION, { id: 'rule', rule: 'linter/no-concat', location: at('src/a.ts', 2) });
    const made = comments(ruled, opinion('a', 'The query is built from the unchecked request id: SQL injection'));
    expect(made).toMatchObject([{ finding: 'rule', placement: 'inline', reviewers: ['a', 'linter'] }]);
  });

  it('is not carried by a severe finding that its own reviewer takes back', () => {
    const [comment] = comments(said('a', INJECTION, { severity: 'critical', confidence: 0 }), said('b', INJECTION));
    expect(comment).toMatchObject({ finding: `b:${INJECTION}`, severity: 'warning' });
  });
});

describe('the concern', () => {
  const concern = (one: Finding, file = changedFile('src/a.ts', LINES)) =>
    coordinate(new State().file(file).findings(one).build()).decisions[0]?.concern;

  it('is the same in other words, by another rule and reviewer', () => {
    const other = said('b', 'The query takes the id: an SQL injection', { rule: 'b/other' });
    expect(concern(other)).toBe(concern(said('a', INJECTION)));
  });

  it('follows a rename', () => {
    const renamed = changedFile('src/new.ts', LINES, { oldPath: 'src/a.ts', status: 'R' });
    expect(concern(said('a', INJECTION, { location: at('src/new.ts', 2) }), renamed)).toBe(
      concern(said('a', INJECTION)),
    );
  });
});
