import { expect, test } from 'vitest';
import { links } from '../../../../reviewers/security/checks/links.ts';
import { runCheck } from '../../../../reviewers/runner/run-check.ts';
import { changedFile } from '../../../coordinator/builders.ts';
import { changeOf } from '../../model-pass/builders.ts';

/** What is said of a link: the rule, and whether it is folded. */
async function said(path: string, target: string, mode: '120000' | '100644' = '120000'): Promise<readonly string[]> {
  const file = changedFile(path, [`+${target}`], { status: 'A', newMode: mode });
  const { reports } = await runCheck(links, {
    changeSet: changeOf([file]),
    contents: { read: async () => ({ kind: 'absent', why: 'refused', reason: 'a link' }), list: async () => null },
    pool: { analyse: async () => [] },
    signal: new AbortController().signal,
  });
  return reports.map(({ rule, confidence = 0 }) => (confidence < 250 ? `folded ${rule}` : rule));
}

test.each([
  ['config/current', '../../../../etc/passwd', ['secrets-exposed']],
  ['data/a', '/etc/shadow', ['secrets-exposed']],
  ['data/a', '../.git/config', ['secrets-exposed']],
  ['data/a', '~/.ssh/id_rsa', ['secrets-exposed']],
  ['public/all', '/', ['secrets-exposed']],
  ['public/env', '../.env', ['secrets-exposed']],
  ['public/env', '/proc/self/environ', ['secrets-exposed']],
  ['lib/shared', '../../shared', ['dependency-source']],
  ['tests/fixtures/broken', '../../../nothing', ['folded dependency-source']],
  ['image/etc/localtime', '/usr/share/zoneinfo/UTC', ['folded dependency-source']],
  ['docs/a.md', '../README.md', []],
  ['docs/.gitignore', '../.gitignore', []],
  ['.env.example', 'env.example', []],
])('of a link %s to %s', async (path, target, expected) => {
  expect(await said(path, target)).toEqual(expected);
});

test('of a file with such a text nothing', async () => {
  expect(await said('data/a', '/etc/shadow', '100644')).toEqual([]);
});
