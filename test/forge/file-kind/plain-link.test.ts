import { expect, test } from 'vitest';
import { fileKind } from '../../../forge/file-kind/file-kind.ts';

const classOf = (path: string, target: string): string =>
  fileKind({ path, mode: '120000', text: target, extent: 'whole', binary: false, firstBytes: null }).class;

test.each([
  ['CHANGES/13330.bugfix.rst', '13249.feature.rst'],
  ['src/reader_c.py', 'reader_py.py'],
  ['CLAUDE.md', 'AGENTS.md'],
  ['packages/a/LICENSE', '../../LICENSE'],
  ['packages/a/docs', '../../docs/'],
])('a link %s to %s is a second name for what lies here', (path, target) => {
  expect(classOf(path, target)).toBe('data');
});

test.each([
  ['config/current', '../../etc/passwd'],
  ['data/keys.txt', '/etc/shadow'],
  ['data/keys.txt', '~/.ssh/id_rsa'],
  ['data/hook.txt', '../.git/config'],
  ['data/hook.txt', '../GIT~1/config'],
  ['data/a.txt', 'C:\\secret.txt'],
  ['src/setup.py', '../docs/notes.md'],
  ['src/setup.py', '../tests/fixtures/evil.py'],
  ['src/conftest.py', 'helpers.py'],
  ['.github/workflows/ci.yml', '../../docs/ci.yml'],
  ['docs/a.yml', '../.github/workflows/ci.yml'],
  ['AGENTS.md', 'notes.txt'],
  ['skills', 'docs'],
  ['src/plugins', '../tests/plugins'],
  ['node_modules/a', '../packages/a'],
  ['tools/run', 'start'],
  ['config/app.yml', 'app.dev.yml'],
  ['app.yml', 'app.dev.yml'],
  ['a/loop', '..'],
  ['a/b.md', 'b.md'],
  ['a/b.md', 'c.md\nd.md'],
  ['a/b.md', ''],
])('nobody says of a link %s to %s that it is plain', (path, target) => {
  expect(classOf(path, target)).toBe('running-configuration');
});
