import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReviewDocument } from '../../schemas/review-output.ts';
import { docket } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';

const BEFORE = 'export const list = (dir) => dir;\n';
const AFTER =
  "import { exec } from 'node:child_process'; import 'express';\nexport const list = (request) => exec(`ls ${request.query.dir}`);\n";
const RULE = 'security/command-injection';

let repository: GitRepository;

beforeAll(() => {
  repository = new GitRepository();
  repository.commit('one', { 'src/list.js': BEFORE });
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.commit('two', { 'src/list.js': AFTER });
});

afterAll(() => repository.remove());

const run = (args: readonly string[], options: { stdin?: string; env?: Record<string, string> } = {}) =>
  docket(args, { cwd: repository.path, ...options });

const reviewJson = async (args: readonly string[], stdin?: string) => {
  const result = await run(['review', ...args, '--json'], stdin === undefined ? {} : { stdin });
  return { ...result, document: ReviewDocument.parse(JSON.parse(result.stdout)) };
};

const rules = ({ document }: { document: ReviewDocument }) => document.review.comments.map((comment) => comment.rule);

describe('every source of a change comes to the same finding', () => {
  test('a range from the merge base, two dots, and a base alone', async () => {
    for (const range of ['main...work', 'main..work', 'main']) {
      const result = await reviewJson([range]);
      expect(rules(result), range).toEqual([RULE]);
      expect(result.document.change.source).toBe('range');
      expect(result.code).toBe(0);
    }
  });

  test('a diff on standard input and in a file, without any repository', async () => {
    const diff = repository.git('diff', 'main', 'work');
    writeFileSync(join(repository.path, '.git', 'change.diff'), diff);
    expect(rules(await reviewJson(['--diff', '-'], diff))).toEqual([RULE]);
    expect(rules(await reviewJson(['--diff', '.git/change.diff']))).toEqual([RULE]);
  });

  test('the working tree: staged, unstaged, untracked', async () => {
    const tree = new GitRepository();
    try {
      tree.commit('one', { 'staged.js': BEFORE, 'unstaged.js': BEFORE, '.gitignore': 'ignored.js\n' });
      tree.write({ 'staged.js': AFTER });
      tree.git('add', 'staged.js');
      tree.write({ 'unstaged.js': AFTER, 'untracked.js': AFTER, 'ignored.js': AFTER });
      const result = await docket(['review', '--json'], { cwd: tree.path });
      const { review } = ReviewDocument.parse(JSON.parse(result.stdout));
      expect(review.comments.map((comment) => comment.location?.path ?? '').toSorted()).toEqual([
        'staged.js',
        'unstaged.js',
        'untracked.js',
      ]);
    } finally {
      tree.remove();
    }
  });
});

test('--fail-on decides between 0 and 1', async () => {
  expect((await run(['review', 'main...work'])).code).toBe(0);
  expect((await run(['review', 'main...work', '--fail-on', 'critical'])).code).toBe(1);
  expect((await run(['review', 'main...work'], { env: { DOCKET_FAIL_ON: 'suggestion' } })).code).toBe(1);
  expect((await run(['review', 'main...main', '--fail-on', 'suggestion'])).code).toBe(0);
});

test('--output writes the review to a file and nothing to standard output', async () => {
  const result = await run(['review', 'main...work', '--format', 'sarif', '--output', '.git/out.sarif']);
  expect(result.stdout).toBe('');
  const sarif = JSON.parse(readFileSync(join(repository.path, '.git', 'out.sarif'), 'utf8'));
  expect(sarif.runs[0].results[0]).toMatchObject({ ruleId: RULE, partialFingerprints: expect.any(Object) });
});

test('an output that cannot be written is printed instead, exit 4', async () => {
  const result = await run(['review', 'main...work', '--output', 'no/such/folder/out.txt']);
  expect(result.stdout).toContain(RULE);
  expect(result.stderr).toMatch(/cannot be written/);
  expect(result.code).toBe(4);
});

test('machine output is alone on standard output, also with colour forced and a progress wanted', async () => {
  const result = await run(['review', 'main...work', '--json'], { env: { FORCE_COLOR: '1', CI: '' } });
  expect(() => JSON.parse(result.stdout)).not.toThrow();
});

test('a file name cannot pass for lines of the review', async () => {
  const tree = new GitRepository();
  try {
    tree.commit('one', { 'a.txt': 'a\n' });
    tree.write({ 'zz\n\n✓ No findings. 1 file\n.js': AFTER });
    const { stdout } = await docket(['review'], { cwd: tree.path });
    expect(stdout).toContain(RULE);
    expect(stdout).not.toMatch(/^\s*✓ No findings/m);
    expect((await docket(['log', 'latest'], { cwd: tree.path })).stdout).not.toMatch(/^\s*✓ No findings/m);
  } finally {
    tree.remove();
  }
});

test('Markdown has no raw terminal codes and names the finding', async () => {
  const { stdout } = await run(['review', 'main...work', '--format', 'markdown']);
  expect(stdout).toContain(RULE);
  expect(stdout).not.toContain('\u001b');
});

test('findings of other tools join in and are told apart', async () => {
  writeFileSync(
    join(repository.path, '.git', 'findings.json'),
    JSON.stringify({
      findings: [
        { id: '7', reviewer: 'security', text: 'exec of a template', path: 'src/list.js', line: 2, severity: 'high' },
      ],
    }),
  );
  const { document } = await reviewJson(['main...work', '--findings', '.git/findings.json']);
  expect(document.review.reviewers.map((one) => one.reviewer)).toEqual(
    expect.arrayContaining(['security', 'security-outside']),
  );
  expect(document.decisions).toHaveLength(2);
});

test('the configuration is that of the base: the change cannot switch its own review off', async () => {
  const configured = new GitRepository();
  try {
    configured.commit('one', { 'src/list.js': BEFORE, '.github/docket.yml': 'comments: {maxInline: 3}\n' });
    configured.commit('two', {
      'src/list.js': AFTER,
      '.github/docket.yml': 'reviewers: {security: {enabled: false}}\nignore: ["**"]\n',
    });
    const result = await docket(['review', 'HEAD~1..HEAD', '--json'], { cwd: configured.path });
    const document = ReviewDocument.parse(JSON.parse(result.stdout));
    expect(document.review.comments.map((comment) => comment.rule)).toContain(RULE);
    const shown = await docket(['config', 'HEAD~1..HEAD'], { cwd: configured.path });
    expect(shown.stdout).toMatch(/^comments\.maxInline = 3 {2}\(\.github\/docket\.yml at HEAD~1 \([0-9a-f]{7}\)\)$/m);
    expect(shown.stdout).toMatch(/^failOn = "never" {2}\(default\)$/m);
    const disabled = await docket(['review', '--json'], { cwd: configured.path });
    const status = ReviewDocument.parse(JSON.parse(disabled.stdout)).review.reviewers.find(
      (one) => one.reviewer === 'security',
    );
    expect(status).toMatchObject({ status: 'skipped', reason: 'disabled by configuration' });
  } finally {
    configured.remove();
  }
});

describe('the log behind a review', () => {
  const history = () => join(repository.path, '.git', 'docket', 'history.db');

  test('lies in the git directory and is private', async () => {
    await run(['review', 'main...work']);
    expect(statSync(history()).mode & 0o777).toBe(0o600);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('log, log RUN and why tell the story of a finding', async () => {
    const { document } = await reviewJson(['main...work']);
    const [comment] = document.review.comments;
    const list = await run(['log']);
    expect(list.stdout.split('\n')[0]).toContain((document.run.id ?? '').slice(0, 13));
    expect((await run(['log', document.run.id ?? ''])).stdout).toContain('main...work');
    const why = await run(['why', comment?.finding ?? '']);
    for (const part of [RULE, 'exec(`ls ${request.query.dir}`)', 'inline']) expect(why.stdout).toContain(part);
    expect(JSON.parse((await run(['why', comment?.finding ?? '', '--json'])).stdout).finding).toBe(comment?.finding);
  });

  test('replay computes the same bytes; a flipped raw finding in a copy changes the outcome', async () => {
    await run(['review', 'main...work']);
    const same = await run(['replay']);
    expect(same.stdout).toMatch(/the same, byte for byte/);
    expect(same.code).toBe(0);

    const copy = join(repository.path, '.git', 'copy.db');
    await new Database(history(), { readonly: true }).backup(copy);
    const db = new Database(copy);
    for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as {
      name: string;
    }[]) {
      db.exec(`DROP TRIGGER "${name}"`);
    }
    db.exec("UPDATE findings SET body = json_set(body, '$.evidence', 'never in the file')");
    db.close();
    const flipped = await run(['replay', '--history', copy, '--json']);
    const result = JSON.parse(flipped.stdout);
    expect(result).toMatchObject({ identical: false, verdict: { before: 'significant_concerns', after: 'approved' } });
    expect(flipped.code).toBe(4);
  });

  test('replay under another configuration says what would have changed', async () => {
    await run(['review', 'main...work']);
    writeFileSync(join(repository.path, '.git', 'strict.yml'), 'comments: {maxInline: 0}\n');
    const result = JSON.parse((await run(['replay', '--config', '.git/strict.yml', '--json'])).stdout);
    expect(result.runs[0].changes).toEqual([
      expect.objectContaining({ before: expect.objectContaining({ kind: 'inline' }), after: { kind: 'summary' } }),
    ]);
  });

  test('no history yet, an unknown run and an unknown finding are said clearly', async () => {
    const empty = new GitRepository();
    try {
      empty.commit('one', { 'a.txt': 'a\n' });
      const none = await docket(['log'], { cwd: empty.path });
      expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('there is no history yet')]);
    } finally {
      empty.remove();
    }
    for (const args of [
      ['log', 'ffffffff'],
      ['why', 'f-nonesuch'],
      ['replay', 'ffffffff'],
    ]) {
      const result = await run(args);
      expect([result.code, result.stderr]).toEqual([2, expect.stringMatching(/^docket: /)]);
    }
  });
});
