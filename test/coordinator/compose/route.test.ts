import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { CoordinatorPolicy } from '../../../schemas/coordination.ts';
import { at, changedFile, finding, opinion, State } from '../builders.ts';

const rows = Array.from({ length: 10 }, (_, index) => `+row${index + 1}();`);

describe('a place', () => {
  it('is cut to the lines of the last hunk that it reaches', () => {
    const [first, second] = [
      changedFile('src/a.ts', ['+a', '+b']),
      changedFile('src/a.ts', ['+y', '+z'], { start: 8 }),
    ];
    const file = { ...first, hunks: [...first.hunks, ...second.hunks] };
    const evidence = ['a', 'b', '1', '2', '3', '4', '5', 'y'].join('\n');
    const state = new State()
      .file(file)
      .source('src/a.ts', `${evidence}\nz\n`)
      .findings(finding({ evidence, location: at('src/a.ts', 1, 8) }));
    expect(coordinate(state.build()).decisions[0]?.state).toEqual({ kind: 'inline', at: at('src/a.ts', 8, 8) });
  });

  it.each([
    ['a binary file', { binary: true, added: null, deleted: null }],
    ['a file whose mode alone changed', { newMode: '100755' }],
  ])('in %s is the file', (_, more) => {
    const state = new State().file(changedFile('src/a.ts', [], more)).findings(finding());
    expect(coordinate(state.build()).decisions[0]?.state).toEqual({ kind: 'file', path: 'src/a.ts' });
  });

  it('of a remark without one is the line that its words quote', () => {
    const file = changedFile('src/cart.ts', [' a();', '+const rate = loadRate(user.country);']);
    const state = new State()
      .file(file)
      .findings(opinion('a', 'The call `loadRate(user.country)` fails for guests', { confidence: 950 }));
    expect(coordinate(state.build()).decisions[0]?.state).toEqual({ kind: 'inline', at: at('src/cart.ts', 2) });
  });

  it('on the old side keeps the old name, and a file is called by its new one', () => {
    const file = changedFile('src/new.ts', ['-gone();', '+here();'], { oldPath: 'src/old.ts', status: 'R' });
    const state = new State().file(file).findings(
      finding({ id: '1', evidence: 'gone();', location: at('src/old.ts', 1, 1, 'old') }),
      finding({
        id: '2',
        title: 'The file is in the wrong folder',
        location: { path: 'src/old.ts', side: 'old', startLine: null, endLine: null },
      }),
    );
    const { decisions } = coordinate(state.build());
    expect(decisions.map((decision) => decision.state)).toEqual([
      { kind: 'inline', at: at('src/old.ts', 1, 1, 'old') },
      { kind: 'file', path: 'src/new.ts' },
    ]);
  });
});

describe('the policy', () => {
  const review = (policy: Partial<CoordinatorPolicy>) => {
    const state = new State().file(changedFile('src/a.ts', rows)).policy(policy);
    for (const [index, severity] of (['suggestion', 'critical', 'warning', 'warning'] as const).entries()) {
      const line = index + 1;
      const confidence = 600 + line;
      state.findings(
        finding({
          id: `f${line}`,
          severity,
          confidence,
          title: `Row ${severity} ${line}`,
          evidence: `row${line}();`,
          location: at('src/a.ts', line),
        }),
      );
    }
    return coordinate(state.build());
  };

  it('shows the most valuable openly, the critical first; the rest is folded in the summary', () => {
    const { review: made, decisions } = review({ maxInlineComments: 2 });
    const folded = 'at most 2 stand openly';
    expect(made.comments.map((one) => [one.finding, one.placement, one.folded])).toEqual([
      ['f2', 'inline', undefined],
      ['f3', 'inline', undefined],
      ['f4', 'summary', folded],
      ['f1', 'summary', folded],
    ]);
    expect(decisions[0]?.steps.at(-1)).toEqual({ step: 'cap', note: folded });
  });

  it('folds what is less sure than asked for, save what is critical, and counts it all the same', () => {
    const { review: made } = review({ minimumConfidence: 700 });
    expect(made.comments.map((one) => one.folded)).toEqual([
      undefined,
      ...Array.from({ length: 3 }, () => '60% sure before others say it, where 70% is asked for'),
    ]);
    expect(made).toMatchObject({ verdict: 'significant_concerns', counts: { critical: 1, warning: 2, suggestion: 1 } });
  });

  it('holds back what is less severe than asked for, and says so', () => {
    const severity = review({ minimumSeverity: 'critical' }).decisions.map(({ state }) => state.kind);
    expect(severity).toEqual(['suppressed', 'inline', 'suppressed', 'suppressed']);
  });
});
