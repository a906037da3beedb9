import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { KnownConcern, Memory } from '../../../schemas/memory.ts';
import { at, changedFile, finding, opinion, State } from '../builders.ts';
import { CLAIMED, DISMISSED, head, type Head, injection, knownOf, LINES, publishedOf } from './memories.ts';

const UNTOUCHED = { head: 'a'.repeat(40), touched: [] } satisfies Memory['since'];

const RENAMED = { path: 'src/b.ts', oldPath: 'src/a.ts', lines: null };

function reasons(input: Parameters<typeof coordinate>[0]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    coordinate(input).decisions.map(({ finding: id, state }) => [
      id,
      state.kind === 'suppressed' ? state.reason : state.kind,
    ]),
  );
}

/** How a later push that says only this of the query ends. */
function ends(of: Partial<Finding>, known: readonly KnownConcern[], more: Omit<Head, 'findings'> = {}): string {
  const said = injection({ id: 'f-x', explanation: '', ...of });
  return reasons(head({ ...more, findings: [said], memory: { ...more.memory, known: [...known] } }))['f-x'] ?? '';
}

describe('a claim is the same', () => {
  const whole = { rule: 'security/untested', origin: 'check', evidence: null, title: 'Nothing tests this' } as const;
  const onFile = (path: string) => ({ path, side: 'new' as const, startLine: null, endLine: null });
  const wholeFile = (of: Partial<Finding>) => injection({ ...whole, location: onFile('src/a.ts'), ...of });
  const lesser = publishedOf(head({ findings: [wholeFile({ severity: 'suggestion' })] }), DISMISSED);
  it.each<{ what: string; of: Partial<Finding>; more?: Omit<Head, 'findings'>; end: string }>([
    {
      what: 'although it quotes nothing',
      of: { ...whole, severity: 'suggestion', location: onFile('src/a.ts') },
      end: 'dismissed',
    },
    {
      what: 'although its file has another name, too',
      of: { ...whole, severity: 'suggestion', location: onFile('src/b.ts') },
      more: { path: 'src/b.ts', memory: { since: { ...UNTOUCHED, touched: [RENAMED] } } },
      end: 'dismissed',
    },
    { what: 'but not when it is graver', of: { ...whole, location: onFile('src/a.ts') }, end: 'file' },
    {
      what: 'but not by another rule',
      of: { ...whole, rule: 'security/unread', title: 'Nobody owns it', location: onFile('src/a.ts') },
      end: 'file',
    },
  ])('$what', ({ of, more = {}, end }) => {
    expect(ends(of, lesser, more)).toBe(end);
  });

  it('although it names no place', () => {
    const said = opinion('bot', 'Customers wait for hours in the queue', { severity: 'suggestion' });
    const build = (of: Partial<Finding>, known: KnownConcern[]) =>
      new State()
        .file(changedFile('src/a.ts', ['+x']))
        .findings({ ...said, ...of })
        .memory({ known })
        .build();
    const known = publishedOf(build({}, []), DISMISSED);

    expect(Object.values(reasons(build({}, known)))).toEqual(['dismissed']);
    expect(Object.values(reasons(build({ severity: 'critical' }, known)))).toEqual(['summary']);
    const other = { title: 'In the queue customers wait for hours' } as const;
    expect(Object.values(reasons(build({ ...other, explanation: other.title }, known)))).toEqual(['summary']);
  });

  it('as one that was merged into what was published', () => {
    const merged = { rule: 'security/aside', title: 'Untold', evidence: LINES[1] ?? '', location: at('src/a.ts', 2) };
    const [one] = publishedOf(head());
    const known = one === undefined ? [] : [knownOf({ ...one.comment, merged: ['f-x'] })];

    expect(ends(merged, known)).toBe('already-raised');
    expect(ends({ ...merged, reviewer: 'quality', rule: 'quality/aside' }, known)).toBe('inline');
    expect(ends(merged, publishedOf(head()))).toBe('inline');
  });
});

describe('a known concern does not cover', () => {
  const title = 'Balance is charged before the order exists';
  it.each<{ what: string; of: Partial<Finding> }>([
    { what: 'the same kind of mistake by another rule', of: { title: 'Undefined when nobody is there' } },
    { what: 'nearly the same words by another rule', of: { title: `${title} there` } },
    { what: 'the same reviewer on code that nobody touched', of: { title: 'Strange' } },
  ])('$what, whatever was answered', ({ of }) => {
    const before = injection({ rule: 'security/first', title, explanation: 'It may yield null.' });
    for (const answer of [{}, DISMISSED, CLAIMED]) {
      const known = publishedOf(head({ findings: [before] }), answer);
      expect(ends({ rule: 'security/second', ...of }, known, { memory: { since: UNTOUCHED } })).toBe('inline');
    }
  });

  it('something that is known by another one, dismissed though that is', () => {
    const alike = publishedOf(
      head({ findings: [injection({ rule: 'security/first', title: 'The id reaches the statement as SQL' })] }),
      DISMISSED,
    );
    const same = publishedOf(head(), { blob: 'c'.repeat(40) });

    expect(ends({}, [...alike, ...same])).toBe('already-raised');
    expect(ends({ rule: 'security/first' }, [...alike, ...same])).toBe('dismissed');
  });
});

describe('the memory', () => {
  it('may tell a concern twice, in another state or with more words, in any order', () => {
    const [one] = publishedOf(head());
    if (one === undefined) throw new Error('nothing was published');
    const fuller = knownOf({ ...one.comment, references: ['CWE-89'] });
    const told = [one, { ...one, ...CLAIMED }, { ...one, ...DISMISSED }, fuller];

    const forwards = coordinate(head({ memory: { known: told } }));
    const backwards = coordinate(head({ memory: { known: told.toReversed() } }));

    expect(forwards.review.remembered).toMatchObject([{ state: 'dismissed' }]);
    expect(JSON.stringify(backwards)).toBe(JSON.stringify(forwards));
    const raised = [one, fuller].map((known) => JSON.stringify(known));
    expect(raised[0]).not.toBe(raised[1]);
    expect(JSON.stringify(coordinate(head({ memory: { known: [fuller, one] } })))).toBe(
      JSON.stringify(coordinate(head({ memory: { known: [one, fuller] } }))),
    );
  });
});

describe('equal pieces that nobody found again', () => {
  it('stand as long as there are as many as were known, also where one was only indented anew', () => {
    const twice = [...LINES.slice(0, 3), `  ${(LINES[2] ?? '').trim()}`, '}'];
    const both = [injection({ id: 'f-1' }), injection({ id: 'f-2', location: at('src/a.ts', 4) })];
    const known = publishedOf(head({ lines: twice, findings: both }));
    const since = {
      head: 'a'.repeat(40),
      touched: [{ path: 'src/a.ts', oldPath: null, lines: [[3, 3]] }],
    } as Memory['since'];

    const { review } = coordinate(head({ lines: twice, findings: [], memory: { known, since } }));

    expect(known).toHaveLength(2);
    expect(review.remembered).toMatchObject([
      { state: 'standing', comment: { location: { startLine: 3 } } },
      { state: 'standing', comment: { location: { startLine: 4 } } },
    ]);
  });
});

describe('a rejected claim', () => {
  it('does not stand for another one on its line, where neither gives its kind away', () => {
    const blob = 'b'.repeat(40);
    const plain = { rule: 'security/first', title: 'Strange', explanation: '' };
    const [one] = publishedOf(head({ findings: [injection(plain)] }));
    const { concern = '', fingerprint = '' } = one?.comment ?? {};
    const rejected = [{ concern, fingerprint, blob, reason: 'refuted', severity: 'critical' as const }];
    const of = (more: Partial<Finding>) =>
      reasons(head({ file: { newBlob: blob }, findings: [injection({ ...plain, ...more })], memory: { rejected } }));

    expect(of({})).toEqual({ 'f-sql': 'rejected-on-this-blob' });
    expect(of({ rule: 'security/second', title: 'Odd' })).toEqual({ 'f-sql': 'inline' });
  });
});

describe('what a check says below the bars', () => {
  it('does not raise the grade of what stands', () => {
    const of = { origin: 'check', rule: 'security/first', severity: 'warning' } as const;
    const known = publishedOf(head({ findings: [injection(of)] }));
    const { review } = coordinate(
      head({ findings: [injection({ ...of, severity: 'critical', confidence: 0 })], memory: { known } }),
    );

    expect(review).toMatchObject({ counts: { critical: 0, warning: 1 }, remembered: [{ state: 'standing' }] });
  });
});

describe('claims about one concern', () => {
  it('are new each by itself, where a commit touched what it is about', () => {
    const build = (lines: [number, number][]) =>
      new State()
        .file(changedFile('src/a.ts', ['+one();', '+two();', '+three();']))
        .findings(
          finding({
            id: 'a',
            location: at('src/a.ts', 1, 3),
            evidence: 'one();\ntwo();\nthree();',
            title: 'The retry never ends',
          }),
          finding({
            id: 'b',
            reviewer: 'security',
            rule: 'security/retry',
            location: at('src/a.ts', 2),
            evidence: 'two();',
            title: 'The retry never ends here',
            confidence: 900,
          }),
        )
        .memory({ since: { head: 'a'.repeat(40), touched: [{ path: 'src/a.ts', oldPath: null, lines }] } })
        .build();

    expect(reasons(build([[2, 2]]))).toEqual({ a: 'merged', b: 'inline' });
    expect(reasons(build([[3, 3]]))).toEqual({ a: 'inline', b: 'untouched-line' });
    expect(reasons(build([]))).toEqual({ a: 'untouched-line', b: 'untouched-line' });
  });
});
