import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Decision } from '../../../schemas/decision.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { at, changedFile, finding, opinion, State } from '../builders.ts';

const LINES = [' one();', '-two(old);', '+two( new );', '+  three();', ' four();', '+three();', ' six();'];
const SOURCE = 'one();\ntwo( new );\n  three();\nfour();\nthree();\nsix();\n\n\nfar();\nthree();\n';

function decide(one: Finding, source: string | null = null): Decision | undefined {
  const state = new State()
    .file(changedFile('src/a.ts', LINES))
    .filtered('package-lock.json', 'lockfile')
    .findings(one);
  if (source !== null) state.source('src/a.ts', source);
  return coordinate(state.build()).decisions[0];
}

const quoting = (evidence: string, line: number, more: Partial<Finding> = {}) =>
  finding({ evidence, location: at('src/a.ts', line), ...more });

describe('a quote', () => {
  it.each<[string, Finding, [number, number]]>([
    ['stands where it was said to', quoting('one();', 1), [1, 1]],
    ['is compared without the width of blanks', quoting('two(  new  );', 2), [2, 2]],
    ['may be a part of a line', quoting('new )', 2), [2, 2]],
    ['is found on another line', quoting('four();', 1), [4, 4]],
    ['goes to the nearest of several', quoting('three();', 4), [3, 3]],
    ['goes to the nearest of several, below', quoting('three();', 6), [5, 5]],
    ['moves with all its lines', quoting('\n  three();\nfour();\n', 1, { location: at('src/a.ts', 1, 2) }), [3, 4]],
    [
      'is looked for among the removed lines',
      quoting('two(old);', 9, { location: at('src/a.ts', 9, 9, 'old') }),
      [2, 2],
    ],
  ])('%s', (_, one, [startLine, endLine]) => {
    expect(decide(one)?.state).toEqual({ kind: 'inline', at: { ...one.location, startLine, endLine } });
  });

  it.each<[string, Finding]>([
    ['is nowhere in the file', quoting('seven();', 1)],
    ['is only on the other side', quoting('two(old);', 2)],
    ['joins lines that are not neighbours', quoting('one();\nthree();', 1)],
    ['of a model is missing', finding({ origin: 'model', location: at('src/a.ts', 1) })],
    ['of a claim about lines is missing', finding({ location: at('src/a.ts', 1) })],
  ])('holds the finding back when it %s', (_, one) => {
    expect(decide(one)?.state).toMatchObject({ kind: 'suppressed', reason: 'unverified' });
  });

  it('is looked for in the whole file where that is known', () => {
    const one = quoting('far();', 3);
    expect(decide(one)?.state).toMatchObject({ reason: 'unverified' });
    expect(decide(one, SOURCE)?.state).toEqual({ kind: 'file', path: 'src/a.ts' });
    expect(decide(one, SOURCE)?.steps[0]).toEqual({
      step: 'verify',
      note: 'the quote was found at line 9 instead of 3',
    });
  });

  it('is not found across the gap between two hunks', () => {
    const [first, second] = [changedFile('src/a.ts', ['+a();']), changedFile('src/a.ts', ['+b();'], { start: 40 })];
    const file = { ...first, hunks: [...first.hunks, ...second.hunks] };
    const state = new State().file(file).findings(quoting('a();\nb();', 1));
    expect(coordinate(state.build()).decisions[0]?.state).toMatchObject({ reason: 'unverified' });
  });

  it('gives a finding without a place the only file that holds it', () => {
    const one = opinion('tool', 'breaks', { evidence: 'two( new );' });
    expect(decide(one)?.state).toEqual({ kind: 'inline', at: at('src/a.ts', 2) });
  });
});

describe('a place without a quote', () => {
  const outside = (location: Finding['location'], rule = 'no-x') =>
    opinion('tool', 'it breaks', { location, rule: `tool/${rule}`, confidence: 950 });

  it.each<[string, Finding, object]>([
    ['is taken from a tool with rules', outside(at('src/a.ts', 3)), { kind: 'inline', at: at('src/a.ts', 3) }],
    ['is held back outside the hunks', outside(at('src/a.ts', 90)), { kind: 'suppressed', reason: 'untouched-line' }],
    ['is held back in other files', outside(at('src/b.ts', 1)), { kind: 'suppressed', reason: 'untouched-line' }],
    [
      'is held back in files left out',
      outside(at('package-lock.json', 1)),
      { kind: 'suppressed', reason: 'ignored-by-config' },
    ],
    [
      'of a remark without a rule is a guess at the file',
      outside(at('src/a.ts', 90), 'finding'),
      { kind: 'file', path: 'src/a.ts' },
    ],
  ])('%s', (_, one, state) => {
    expect(decide(one)?.state).toMatchObject(state);
  });

  it('lets a check speak of a file that the change leaves alone', () => {
    const one = finding({ location: { path: 'docs/x.md', side: 'new', startLine: null, endLine: null } });
    expect(decide(one)?.state).toEqual({ kind: 'summary' });
  });

  it('lets a check speak of a filtered file as a whole', () => {
    const one = finding({ location: at('package-lock.json', 7), evidence: '"x": 1' });
    expect(decide(one)?.state).toEqual({ kind: 'file', path: 'package-lock.json' });
  });
});

describe('the fingerprint', () => {
  const print = (lines: readonly string[], one: Finding) =>
    coordinate(new State().file(changedFile('src/a.ts', lines)).findings(one).build()).decisions[0]?.fingerprint;

  it('stands when lines shift and when blanks change', () => {
    const before = print(LINES, quoting('four();', 4));
    expect(print(['+new line', '+another', ...LINES], quoting('  four();', 6))).toBe(before);
  });

  it('tells the same code pasted twice apart, and rules', () => {
    const first = print(LINES, quoting('three();', 3));
    expect(print(LINES, quoting('three();', 5))).not.toBe(first);
    expect(print(LINES, quoting('three();', 3, { rule: 'quality/other' }))).not.toBe(first);
  });
});
