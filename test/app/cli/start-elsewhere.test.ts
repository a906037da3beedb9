import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, onTestFinished, test } from 'vitest';
import { startElsewhere } from '../../../app/cli/start-elsewhere.ts';

const MEANT = ['review', '--at-hand'];

test('options without a command are those of the one that is meant', () => {
  const program = new Command('x').option('-C, --cwd <dir>').enablePositionalOptions();
  expect(startElsewhere(program, ['--format', 'list', '--offline'], MEANT)).toEqual([
    ...MEANT,
    '--format',
    'list',
    '--offline',
  ]);
});

test.each([
  [['main...HEAD', '--format', 'list'], true],
  [['https://github.com/O/R/pull/7'], true],
  [['reveiw', 'main...HEAD'], false],
])('%j is a change to review: %j', (argv, isReview) => {
  const program = new Command('x').option('-C, --cwd <dir>').enablePositionalOptions();
  expect(startElsewhere(program, argv, MEANT)).toEqual(isReview ? ['review', ...argv] : argv);
});

test.each([
  [[], '', MEANT],
  [['log', '-C', 'inner'], '', []],
  [['-C', 'inner'], 'inner', MEANT],
  [['-C', 'inner', '-C', '..', 'log'], '', []],
  [['--cwd=inner', 'log', '-n', '3'], 'inner', []],
  [['--help'], '', []],
  [['--version'], '', []],
])('%j works in %j', (argv, folder, added) => {
  const [home, started] = [mkdtempSync(join(tmpdir(), 'docket-elsewhere-')), process.cwd()];
  onTestFinished(() => {
    process.chdir(started);
    rmSync(home, { recursive: true });
  });
  mkdirSync(join(home, 'inner'));
  process.chdir(home);
  const program = new Command('x')
    .option('-C, --cwd <dir>', '', (value: string, before?: readonly string[]) => [...(before ?? []), value])
    .enablePositionalOptions();
  program.command('log');

  expect(startElsewhere(program, argv, MEANT)).toEqual([...argv, ...added]);
  expect(process.cwd()).toBe(realpathSync(join(home, folder)));
});
