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
      what: 'although it quotes nothing and is graver',
      of: { ...whole, location: onFile('src/a.ts') },
      end: 'dismissed',
    },
    {
      what: 'although its file has another name, too',
      of: { ...whole, location: onFile('src/b.ts') },
      more: { path: 'src/b.ts', memory: { since: { ...UNTOUCHED, touched: [RENAMED] } } },
      end: 'dismissed',
    },
    {
      what: 'but not by another rule',
      of: { ...whole, rule: 'security/unread', title: 'Nobody owns it', location: onFile('src/a.ts') },
      end: 'file',
    },
  ])('$what', ({ of, more = {}, end }) => {
    expect(ends(of, lesser, more)).toBe(end);
  });

  it('although it names no place and is graver', () => {
    const said = opinion('bot', 'Customers wait for hours in the queue', { severity: 'suggestion' });
    const build = (of: Partial<Finding>, known: KnownConcern[]) =>
      new State()
        .file(changedFile('src/a.ts', ['+x']))
        .findings({ ...said, ...of })
        .memory({ known })
        .build();
    const known = publishedOf(build({}, []), DISMISSED);

    expect(Object.values(reasons(build({ severity: 'critical' }, known)))).toEqual(['dismissed']);
    const other = { severity: 'critical', title: 'In the queue customers wait for hours' } as const;
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

describe('a concern is the same in other words', () => {
  const named = (title: string, explanation = '') =>
    publishedOf(head({ findings: [injection({ rule: 'security/first', title, explanation })] }));
  const renamed = (known: readonly KnownConcern[]) => known.map((one) => knownOf({ ...one.comment, concern: 'other' }));

  it('by its kind of mistake, which the title gives away', () => {
    const known = renamed(named('Lookup may yield null'));

    expect(ends({ rule: 'security/second', title: 'Undefined when nobody is there' }, known)).toBe('already-raised');
    expect(ends({ rule: 'security/second', title: 'Promise is dropped' }, known)).toBe('inline');
  });

  it('by its kind of mistake, which only the prose gave away', () => {
    const known = named('Lookup is trusted', 'It may yield null.');

    expect(ends({ rule: 'security/second', title: 'Undefined when nobody is there' }, known)).toBe('already-raised');
    expect(ends({ rule: 'security/second', title: 'Undefined when nobody is there' }, renamed(known))).toBe('inline');
  });

  it('by its title, however long the prose around it is', () => {
    const known = named('Balance is charged before the order exists');
    const explanation =
      'When the warehouse rejects a basket the customer has paid already; support then refunds by hand, which took days ' +
      'last spring, and accounting sees two bookings, a reversal and a correction for each of those baskets.';

    expect(ends({ rule: 'security/second', title: 'Charged balance, no order yet', explanation }, known)).toBe(
      'already-raised',
    );
  });

  it('unless this run tells it apart from the known one, which it found as well', () => {
    const title = 'Balance is charged before the order exists';
    const first = injection({
      rule: 'security/first',
      title,
      explanation:
        'The warehouse rejects baskets; refunds are booked by hand, reversed and corrected by accounting staff.',
    });
    const second = injection({
      id: 'f-x',
      rule: 'security/second',
      title: 'Charged balance exceeds any limit somebody configured',
      explanation:
        'Overdraft thresholds, currency conversion, regional ceilings: nothing compares these amounts beforehand.',
    });
    const known = publishedOf(head({ findings: [first] }));

    expect(reasons(head({ findings: [second], memory: { known } }))).toEqual({ 'f-x': 'already-raised' });
    expect(reasons(head({ findings: [first, second], memory: { known } }))).toEqual({
      'f-sql': 'already-raised',
      'f-x': 'inline',
    });
  });

  it('on untouched code only where no other kind of mistake is given away', () => {
    const known = named('Lookup may yield null');
    const more = { memory: { since: UNTOUCHED } };

    expect(ends({ rule: 'security/second', title: 'Strange' }, known, more)).toBe('already-raised');
    expect(ends({ rule: 'security/second', title: 'Promise is dropped' }, known, more)).toBe('inline');
  });

  it('as the known one that it is most surely', () => {
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
    const rejected = [{ concern, fingerprint, blob, reason: 'refuted' }];
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
      head({ findings: [injection({ ...of, severity: 'critical', confidence: 100 })], memory: { known } }),
    );

    expect(review).toMatchObject({ counts: { critical: 0, warning: 1 }, remembered: [{ state: 'standing' }] });
  });
});

describe('a concern of several claims', () => {
  it('is new where a commit touched any of them', () => {
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

    expect(reasons(build([[3, 3]]))).toEqual({ a: 'merged', b: 'inline' });
    expect(reasons(build([]))).toEqual({ a: 'merged', b: 'untouched-line' });
  });
});
