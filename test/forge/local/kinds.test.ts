import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDiff } from '../../../forge/local/open-diff.ts';
import { openRange } from '../../../forge/local/open.ts';
import { ChangeSet } from '../../../schemas/change-set.ts';
import { sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

const PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const PROGRAM = Buffer.from('7f454c460201010000000000', 'hex');

function told({ files, filtered }: ChangeSet): string[] {
  return [...files, ...filtered].map(
    ({ newPath, kind, inert }) => `${newPath}: ${kind?.class} ${kind?.id}${inert === true ? ', inert' : ''}`,
  );
}

test('every file of a range has its kind, also those that are not reviewed, and says what is inert', async () => {
  const box = await sandbox();
  await box.commit('old', {
    'a.py': 'a = 1\n',
    'b.py': 'b = 1\n',
    'c.md': '#!/bin/sh\nc\n',
    'd.txt': 'd\n',
    'package.json': '{"version": "1"}\n',
    'e.go': 'package e\n',
  });
  await chmod(join(box.root, 'd.txt'), 0o755);
  await box.commit('new', {
    'a.py': '# Words for people.\na = 1\n',
    'b.py': '# noqa\nb = 1\n',
    'c.md': 'c\n',
    'package.json': '{"version": "2"}\n',
    'e.go': 'package e\n\n// Words.\n',
    'picture.png': PICTURE,
    'program.png': PROGRAM,
    'yarn.lock': '# yarn lockfile v1\n',
  });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  expect(told(ChangeSet.parse(await forge.changeSet(NO_SETTINGS)))).toEqual([
    'a.py: code python, inert',
    'b.py: code python',
    'c.md: code shell',
    'd.txt: code executable',
    'e.go: code go, inert',
    'package.json: data package-json',
    'picture.png: asset image',
    'program.png: code binary',
    'yarn.lock: data lockfile',
  ]);
  expect(await forge.contents.read('program.png', 'new')).not.toHaveProperty('firstBytes');
});

test('a list of what to leave out needs judging once it is gone, and not while it changes', async () => {
  const box = await sandbox();
  await box.commit('old', { '.dockerignore': '.env\n', '.npmignore': 'test\n' });
  box.git(['rm', '-q', '.dockerignore']);
  await box.commit('new', { '.npmignore': 'test\nspec\n' });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  expect(told(ChangeSet.parse(await forge.changeSet(NO_SETTINGS)))).toEqual([
    '.dockerignore: running-configuration ignore-list',
    '.npmignore: data ignore-list',
  ]);
});

test('a plain diff has kinds by name, mode and what its hunks show; nothing of it is inert', async () => {
  const hunk = (path: string, start: number, line: string): string =>
    `--- a/${path}\n+++ b/${path}\n@@ -${start},1 +${start},2 @@\n ${line}\n+# Words.\n`;
  const text = [
    hunk('run.txt', 1, '#!/bin/bash'),
    hunk('deep.txt', 7, '#!/bin/bash'),
    hunk('a.py', 1, 'a'),
    hunk('a.yml', 1, 'a: b'),
  ];
  const forge = await openDiff({ bytes: Buffer.from(text.join('')), label: 'stdin', scanner });

  expect(told(ChangeSet.parse(await forge.changeSet(NO_SETTINGS)))).toEqual([
    'run.txt: code shell',
    'deep.txt: running-configuration text',
    'a.py: code python',
    'a.yml: running-configuration yaml',
  ]);
});
