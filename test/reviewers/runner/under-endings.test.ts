import { expect, it } from 'vitest';
import type { Check } from '../../../reviewers/reviewer.ts';
import { runCheck } from '../../../reviewers/runner/run-check.ts';
import { looksAt, underEndings } from '../../../reviewers/runner/under-endings.ts';
import { changedFile } from '../../coordinator/builders.ts';
import { changeOf } from '../model-pass/builders.ts';

const PYTHON = { id: 'python', label: 'Python', class: 'code' } as const;
const script = changedFile('bin/console', ['+import os'], { kind: PYTHON });
const check: Check = {
  id: 'names',
  goesByEnding: true,
  looksAt: ({ newPath }) => newPath.endsWith('.py'),
  async run(context) {
    for (const { newPath: path } of context.changeSet.files) {
      const content = await context.read(path, 'new');
      if (!path.endsWith('.py') || content.kind !== 'text') continue;
      context.unjudged(path, 'r');
      const location = { path, side: 'new', startLine: 1, endLine: 1 } as const;
      context.report({ rule: 'r', location, evidence: content.text, title: 't', explanation: 'e' });
    }
  },
};

it('gives a script without an ending one, and tells what is found under its own name', async () => {
  const asked: string[] = [];
  const outcome = await runCheck(check, {
    changeSet: changeOf([script]),
    contents: {
      read: async (path) => {
        asked.push(path);
        return { kind: 'text', text: 'import os' };
      },
      list: async () => null,
    },
    pool: { analyse: async () => [] },
    signal: new AbortController().signal,
  });
  expect(asked).toEqual(['bin/console']);
  expect(outcome.reports.map(({ location }) => location?.path)).toEqual(['bin/console']);
  expect([[...outcome.read], [...outcome.unjudged], outcome.gaps.map(({ path }) => path)]).toEqual([
    ['bin/console'],
    ['bin/console'],
    ['bin/console'],
  ]);
  expect(looksAt(check, script)).toBe(true);
});

it.each([
  ['bin/console.txt', PYTHON],
  ['bin/console', { id: 'shell', label: 'Shell', class: 'code' } as const],
])('leaves %s of kind %s as it is', (path, kind) => {
  const file = changedFile(path, ['+x'], { kind });
  expect(underEndings(changeOf([file])).changeSet.files[0]?.newPath).toBe(path);
  expect(looksAt(check, file)).toBe(false);
});
