import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { docket } from '../support/docket.ts';
import { endWithTest } from '../support/end-with-test.ts';
import { GitRepository } from '../support/git-repository.ts';
import { runs } from '../support/soak.ts';

/** Puts something without an end at a path of the repository (which is the home of the user, too). */
type Plant = (path: string) => Promise<void> | void;

const clear = (path: string): void => {
  rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
};

const pipe: Plant = (path) => {
  clear(path);
  execFileSync('mkfifo', [path]);
};
const zeros: Plant = (path) => {
  clear(path);
  symlinkSync('/dev/zero', path);
};
const socket: Plant = async (path) => {
  clear(path);
  const server: Server = createServer();
  await new Promise<void>((done) => server.listen(path, done));
  onTestFinished(() => void server.close());
};

const BASE_OF_D = 'export const d = 1;\n';

function repositoryOfTest(): GitRepository {
  const repository = new GitRepository();
  onTestFinished(() => repository.remove());
  repository.commit('base', {
    'a.js': 'export const a = 1;\n',
    'b.js': 'export const b = 1;\n',
    'c.js': 'export const c = 1;\n',
    'package.json': '{"name":"x","version":"1.0.0"}\n',
    'package-lock.json': '{"name":"x","lockfileVersion":3,"packages":{}}\n',
    'AGENTS.md': 'Be kind.\n',
    '.github/docket.yml': 'ignore: ["gone/**"]\n',
    'src/.gitattributes': '*.js text\n',
    'src/d.js': BASE_OF_D,
    'src/e.js': 'export const e = 1;\n',
  });
  writeFileSync(join(repository.path, 'src/d.js'), 'export const d = 2;\n');
  // As if files were as new as the index: git then reads them, and with them their attributes, to see whether they changed.
  utimesSync(join(repository.path, '.git/index'), 1, 1);
  return repository;
}

/** Where git keeps the text of a file. */
function objectOf(text: string): string {
  const id = createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex');
  return `.git/objects/${id.slice(0, 2)}/${id.slice(2)}`;
}

const HOME_CONFIG = '.config/docket/config.yml';

const REFUSED: readonly [
  name: string,
  plant: Plant,
  path: string,
  args: readonly string[],
  code: number,
  says: RegExp,
][] = [
  ['a pipe as .gitignore', pipe, '.gitignore', [], 2, /git waits for a pipe.*\n?.*\.gitignore/],
  ['a pipe as .gitignore below', pipe, 'src/.gitignore', [], 2, /git waits for a pipe[^]*src\/\.gitignore/],
  ['a pipe as .gitattributes', pipe, 'src/.gitattributes', [], 2, /git waits for a pipe[^]*src\/\.gitattributes/],
  ['a pipe as the configuration of git', pipe, '.git/config', [], 2, /git waits for a pipe[^]*\.git\/config/],
  ['a pipe as the list of a shallow clone', pipe, '.git/shallow', [], 2, /git waits for a pipe[^]*\.git\/shallow/],
  ['a pipe as a branch', pipe, '.git/refs/heads/main', [], 2, /git waits for a pipe[^]*\.git\/refs\/heads\/main/],
  ['a pipe as an object', pipe, objectOf(BASE_OF_D), [], 2, /git waits for a pipe[^]*\.git\/objects\/../],
  ['a pipe as the index', pipe, '.git/index', [], 2, /git waits for a pipe[^]*\.git\/index/],
  ["a pipe as the user's configuration of git", pipe, '.gitconfig', [], 2, /git waits for a pipe[^]*\.gitconfig/],
  ["a pipe as the user's configuration", pipe, HOME_CONFIG, [], 2, /it is a pipe, not a regular file/],
  ["a socket as the user's configuration", socket, HOME_CONFIG, [], 2, /cannot be read/],
  ["a device as the user's configuration", zeros, HOME_CONFIG, [], 2, /it is a device, not a regular file/],
  ['a pipe behind --config', pipe, 'named.yml', ['--config', 'named.yml'], 2, /it is a pipe, not a regular file/],
  ['a pipe as a recording', pipe, 'r.json', ['--model', 'recorded:r.json'], 2, /it is a pipe, not a regular file/],
  ['a pipe as the history', pipe, 'h.db', ['--history', 'h.db'], 4, /the history must be a regular file/],
];
// Kinds of files stand beside each other: the short form takes every second.
test.for(REFUSED.filter((_, at) => at % runs(2, 1) === 0))(
  '%s is refused with a sentence',
  async ([, plant, path, args, code, says]) => {
    const repository = repositoryOfTest();
    await plant(join(repository.path, path));
    const result = await docket(['review', ...args], { cwd: repository.path });
    expect(result.stderr).toMatch(says);
    expect(result.code).toBe(code);
  },
);

test('what stands in the work tree instead of a file is named and not waited for', async () => {
  const repository = repositoryOfTest();
  const at = (path: string) => join(repository.path, path);
  await pipe(at('a.js'));
  await socket(at('b.js'));
  await zeros(at('c.js'));
  await pipe(at('package-lock.json'));
  await pipe(at('AGENTS.md'));
  await pipe(at('.github/docket.yml'));
  await pipe(at('.git/info/exclude'));
  await pipe(at('.config/git/ignore'));
  await pipe(at('new.js'));
  await zeros(at('.gitattributes'));
  const result = await docket(['review', '--offline', '--json'], { cwd: repository.path });
  expect(result.stderr).not.toMatch(/unexpected failure/);
  expect(result.stderr).toBe('');
  const { review } = JSON.parse(result.stdout);
  // In order, the first of six: a.js, b.js, package-lock.json and AGENTS.md, and the attributes that git does not follow a link for.
  expect(review.incompleteReasons.join()).toContain(
    '.github/docket.yml: not read: neither a file nor a link (and 5 more)',
  );
});

test('a pipe behind --diff is read to its end', async () => {
  const repository = repositoryOfTest();
  const path = join(repository.path, 'change.diff');
  await pipe(path);
  const diff = '--- a/a.js\n+++ b/a.js\n@@ -1 +1 @@\n-export const a = 1;\n+export const a = eval(b);\n';
  endWithTest(spawn('sh', ['-c', `printf '%s' "$0" > "$1"`, diff, path], { stdio: 'ignore' }));
  const result = await docket(['review', '--offline', '--diff', path], { cwd: repository.path });
  expect(result.stdout).toContain('a.js');
});
