import { describe, expect, it } from 'vitest';
import { judgedPaths, unjudgedPaths } from '../../../reviewers/runner/judged-paths.ts';
import type { CheckOutcome } from '../../../reviewers/runner/run-check.ts';
import type { Check } from '../../../reviewers/reviewer.ts';
import type { ChangedFile, FilteredFile } from '../../../schemas/change-set.ts';
import { changedFile } from '../../coordinator/builders.ts';

const PYTHON = { id: 'python', label: 'Python', class: 'code' } as const;
const CHECK: Check = {
  id: 'sinks',
  judges: [
    { kinds: ['python'], families: ['injection'] },
    { kinds: ['*'], families: ['secrets'] },
  ],
  run: async () => {},
};
const outcome = (of: Partial<CheckOutcome> = {}): CheckOutcome => ({
  check: 'sinks',
  settled: { kind: 'ok' },
  reports: [],
  gaps: [],
  read: new Set(['a.py']),
  unjudged: new Set(),
  ...of,
});
const gap = (path: string | null, kind: 'failed' | 'unavailable' = 'unavailable') => ({
  check: 'sinks',
  path,
  kind,
  reason: 'r',
});
const file = (of: Partial<ChangedFile> = {}, lines: readonly string[] = ['+x']) =>
  changedFile('a.py', lines, { kind: PYTHON, ...of });

describe('what a check judged', () => {
  it('is nothing where it does not look at such a file, also where lines only go', () => {
    const check: Check = { ...CHECK, looksAt: ({ newPath }) => newPath.endsWith('.py') };
    const lost = file({ newPath: 'manage' }, ['-x']);
    expect(judgedPaths([check], [outcome({ read: new Set() })], [lost])).toEqual([]);
  });

  it.each<readonly [string, CheckOutcome, ChangedFile, readonly string[]]>([
    ['looked and came to its end', outcome(), file(), ['injection', 'secrets']],
    ['another kind than it declares', outcome(), file({ kind: { ...PYTHON, id: 'ruby' } }), ['secrets']],
    ['did not look', outcome({ read: new Set() }), file(), []],
    ['was cut off', outcome({ settled: { kind: 'failed', cause: 'late' } }), file(), []],
    ['could not look at the file', outcome({ gaps: [gap('a.py')] }), file(), []],
    ['could not look at anything', outcome({ gaps: [gap(null, 'failed')] }), file(), []],
    ['could not look at another file', outcome({ gaps: [gap('b.py')] }), file(), ['injection', 'secrets']],
    ['says that its silence means nothing', outcome({ unjudged: new Set(['a.py']) }), file(), []],
    [
      'has nothing to look at where lines only go',
      outcome({ read: new Set() }),
      file({}, ['-x']),
      ['injection', 'secrets'],
    ],
    ['says of a file that is gone that it looked', outcome(), file({ status: 'D' }, ['-x']), ['injection', 'secrets']],
    ['says nothing of a file that is gone', outcome({ read: new Set() }), file({ status: 'D' }, ['-x']), []],
    ['cannot look into what git calls binary', outcome(), file({ binary: true }, []), []],
    ['a kind that was not recorded', outcome(), changedFile('a.py', ['+x']), ['secrets']],
    ['is not among the reviewer’s checks', outcome({ check: 'other' }), file(), []],
  ])('that %s', (_name, ended, changed, families) => {
    const judged = judgedPaths([CHECK], [ended], [changed]);
    expect(judged).toEqual(families.length === 0 ? [] : [{ path: 'a.py', families }]);
  });

  it.each<readonly [string, CheckOutcome, ChangedFile, readonly string[]]>([
    ['looked', outcome(), file(), []],
    ['does not know the kind', outcome(), file({ kind: { ...PYTHON, id: 'ruby' } }), []],
    ['did not look', outcome({ read: new Set() }), file(), ['no rule had a part of it to look at']],
    ['passed noise over', outcome({ read: new Set() }), file({ noise: 'vendored' }), ['it is vendored']],
    ['was cut off', outcome({ settled: { kind: 'failed', cause: 'late' } }), file(), ['late']],
    ['could not look at the file', outcome({ gaps: [gap('a.py')] }), file(), ['r']],
    ['could not look at another file', outcome({ gaps: [gap('b.py')] }), file(), []],
    ['cannot look into it', outcome(), file({ binary: true }, []), ['git shows nothing of a binary file']],
    ['is not among the reviewer’s checks', outcome({ check: 'other' }), file(), ['sinks did not run']],
  ])('has a reason where it judged nothing: a check that %s', (_name, ended, changed, reasons) => {
    const rows = unjudgedPaths([CHECK], [ended], [changed]);
    expect(rows).toEqual(reasons.map((reason) => ({ path: 'a.py', families: ['injection'], reason })));
  });

  it('counts for what was left out, where it says that it looked', () => {
    const { hunks: _, ...rest } = file();
    const left: FilteredFile = { ...rest, reason: 'lockfile' };
    expect(judgedPaths([CHECK], [outcome()], [left])).toEqual([{ path: 'a.py', families: ['injection', 'secrets'] }]);
    expect(judgedPaths([CHECK], [outcome({ read: new Set() })], [left])).toEqual([]);
  });
});
