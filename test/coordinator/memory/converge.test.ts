import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { TouchedFile } from '../../../schemas/memory.ts';
import { at, changedFile, finding, opinion, State } from '../builders.ts';

const LINES = ['one();', 'two();', 'three();', 'four();'];
const HEAD = 'abcdef1'.padEnd(40, '0');

function ends(findings: readonly Finding[], touched: readonly TouchedFile[] | null): readonly string[] {
  const since = touched === null ? null : { head: HEAD, touched: [...touched] };
  const input = new State()
    .file(changedFile('src/a.ts', [...LINES.map((line) => `+${line}`), '-gone();']))
    .source('src/a.ts', LINES.join('\n'))
    .source('docs/a.md', 'two')
    .findings(...findings)
    .memory({ since })
    .build();
  return coordinate(input).decisions.map(({ state }) => (state.kind === 'suppressed' ? state.reason : state.kind));
}

const onTwo = (of: Partial<Finding> = {}) => finding({ location: at('src/a.ts', 2), evidence: 'two();', ...of });
const touched = (lines: TouchedFile['lines'], path = 'src/a.ts'): TouchedFile => ({ path, oldPath: null, lines });

describe('on a later push', () => {
  it.each<{ what: string; of?: Partial<Finding>; touched: readonly TouchedFile[] | null; end: string }>([
    { what: 'lines that nobody touched', touched: [touched([[3, 4]])], end: 'untouched-line' },
    { what: 'lines that somebody touched', touched: [touched([[1, 2]])], end: 'inline' },
    { what: 'a file that was touched as a whole', touched: [touched(null)], end: 'inline' },
    { what: 'a file that nobody touched', touched: [touched([[1, 4]], 'src/b.ts')], end: 'untouched-line' },
    { what: 'nothing known of what was touched', touched: null, end: 'inline' },
    { what: 'something critical', of: { severity: 'critical' }, touched: [], end: 'inline' },
    {
      what: 'a warning about security',
      of: { reviewer: 'security', rule: 'security/x' },
      touched: [],
      end: 'untouched-line',
    },
    {
      what: 'a whole file that was touched',
      of: { location: at2(null), evidence: null },
      touched: [touched([[4, 4]])],
      end: 'file',
    },
    {
      what: 'a whole file that nobody touched',
      of: { location: at2(null), evidence: null },
      touched: [],
      end: 'untouched-line',
    },
    {
      what: 'removed lines of a file that was touched',
      of: { location: at('src/a.ts', 1, 1, 'old'), evidence: 'gone();' },
      touched: [touched([[4, 4]])],
      end: 'inline',
    },
    {
      what: 'removed lines of a file that nobody touched',
      of: { location: at('src/a.ts', 1, 1, 'old'), evidence: 'gone();' },
      touched: [],
      end: 'untouched-line',
    },
    {
      what: 'a file that the change leaves alone',
      of: { location: at('docs/a.md', 1), evidence: 'two' },
      touched: [],
      end: 'summary',
    },
  ])('$what: $end', ({ of = {}, touched: since, end }) => {
    expect(ends([onTwo(of)], since)).toEqual([end]);
  });

  it('what has no place may be new', () => {
    expect(
      ends([opinion('bot', 'The retry loop never ends when the server is down', { rule: 'bot/never-ends' })], []),
    ).toEqual(['summary']);
  });

  it('says which review saw these lines', () => {
    const { decisions } = coordinate(
      new State()
        .file(
          changedFile(
            'src/a.ts',
            LINES.map((line) => `+${line}`),
          ),
        )
        .findings(onTwo())
        .memory({ since: { head: HEAD, touched: [] } })
        .build(),
    );

    expect(decisions[0]?.state).toEqual({
      kind: 'suppressed',
      reason: 'untouched-line',
      bar: 'no commit since the review of abcdef1 touched line 2 of src/a.ts: only something critical is new there',
    });
  });
});

function at2(startLine: null): Finding['location'] {
  return { path: 'src/a.ts', side: 'new', startLine, endLine: startLine };
}
