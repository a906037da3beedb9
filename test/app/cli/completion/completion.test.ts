import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { describe, expect, it, test } from 'vitest';
import { complete } from '../../../../app/cli/completion/complete.ts';
import { SHELLS, shellScript } from '../../../../app/cli/completion/shell-scripts.ts';
import { MACHINE_PATH, temporaryFolder } from '../../../forge/local/sandbox.ts';

function program(): Command {
  const docket = new Command('docket');
  docket
    .command('review')
    .argument('[range]')
    .addOption(new Option('--format <format>', 'form').choices(['pretty', 'json']))
    .option('-o, --output <file>', 'where to')
    .option('--offline', 'ask nobody')
    .addOption(new Option('--secret').hideHelp());
  const history = docket.command('history').description('look after it');
  history.command('restore').argument('<file>').description('restore it');
  docket.command('hidden', { hidden: true });
  return docket;
}

const wordsAfter = (...words: string[]): string[] => complete(program(), words).candidates.map(({ word }) => word);

describe('what may stand next', () => {
  it('is a command, of those that are shown', () => {
    expect(wordsAfter('')).toEqual(['review', 'history', 'help']);
    expect(wordsAfter('h')).toEqual(['history', 'help']);
    expect(wordsAfter('history', '')).toEqual(['restore', 'help']);
    expect(complete(program(), ['history', 're']).candidates).toEqual([{ word: 'restore', description: 'restore it' }]);
  });

  it('is an option, or its value', () => {
    expect(wordsAfter('review', '--o')).toEqual(['--output', '--offline']);
    expect(wordsAfter('review', '--')).not.toContain('--secret');
    expect(wordsAfter('review', '--format', '')).toEqual(['pretty', 'json']);
    expect(wordsAfter('review', '--format', 'json', '--of')).toEqual(['--offline']);
    expect(wordsAfter('review', '--offline', '--f')).toEqual(['--format']);
  });

  it('is a file where one is expected', () => {
    expect(complete(program(), ['review', '-o', '']).files).toBe(true);
    expect(complete(program(), ['history', 'restore', '']).files).toBe(true);
    expect(complete(program(), ['review', '--format', '']).files).toBe(false);
  });

  it('is nothing that is known behind --', () => {
    expect(complete(program(), ['review', '--', ''])).toEqual({ candidates: [], files: false });
    expect(complete(program(), [])).toMatchObject({ files: false });
  });
});

test('in bash the answers of the program become the words to choose from', async () => {
  const folder = await temporaryFolder();
  const asked = join(folder, 'asked');
  writeFileSync(
    join(folder, 'docket'),
    `#!/bin/sh\necho "$@" >${asked}\nprintf 'review\\tone\\nreplay\\ttwo words\\n'\n`,
  );
  chmodSync(join(folder, 'docket'), 0o755);
  writeFileSync(join(folder, 'script'), shellScript('bash'));
  const line = 'COMP_WORDS=(docket -C "a b" re); COMP_CWORD=3; _docket; printf "%s|" "${COMPREPLY[@]}"; cat asked';
  const out = execFileSync('bash', ['--norc', '-c', `. ./script; ${line}`], {
    cwd: folder,
    env: { PATH: `${folder}:${MACHINE_PATH}` },
    encoding: 'utf8',
  });
  expect(out).toBe('review|replay|complete -- -C a b re\n');
});

test('every shell has a script that asks the program', () => {
  for (const shell of SHELLS) expect(shellScript(shell)).toMatch(/docket complete '?--/);
});
