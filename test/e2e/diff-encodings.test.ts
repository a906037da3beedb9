import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReviewDocument } from '../../schemas/review-output.ts';
import { docket } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';

// Diffs as Windows editors and PowerShell save them.
const SECTION = '--- a/a.js\n+++ b/a.js\n@@ -1 +1,2 @@\n const a = 1;\n+eval(process.argv[2]);\n';
const DIFFS: Readonly<Record<string, string>> = {
  plain: SECTION,
  git: `diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\ndiff --git a/a.js b/a.js\n${SECTION}`,
};
const MARK = '\uFEFF';
const big = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const ENCODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8 with a mark': (text) => Buffer.from(MARK + text, 'utf8'),
  'UTF-16, little end first': (text) => Buffer.from(MARK + text, 'utf16le'),
  'UTF-16, big end first': (text) => big(MARK + text),
  'UTF-16 with CRLF': (text) => Buffer.from(MARK + text.replaceAll('\n', '\r\n'), 'utf16le'),
};

let repository: GitRepository;
beforeAll(() => {
  repository = new GitRepository();
  repository.commit('one', { 'README.md': '# One\n' });
});
afterAll(() => repository.remove());

test.for(Object.keys(DIFFS).flatMap((form) => Object.keys(ENCODINGS).map((encoding) => [form, encoding] as const)))(
  'a %s diff in %s',
  async ([form, encoding]) => {
    const stdin = ENCODINGS[encoding]?.(DIFFS[form] ?? '') ?? '';
    const { stdout } = await docket(['review', '--diff', '-', '--offline', '--json'], { cwd: repository.path, stdin });
    const { change, findings } = ReviewDocument.parse(JSON.parse(stdout));
    expect(change.files).toEqual(form === 'git' ? ['run.sh', 'a.js'] : ['a.js']);
    expect(findings.map(({ rule, location }) => [rule, location?.startLine])).toEqual([['security/code-injection', 2]]);
  },
);

test.for(['UTF-16, little end first', 'UTF-16, big end first'])(
  'a source in %s is judged as any other',
  async (encoding) => {
    const saved = (text: string): Buffer => ENCODINGS[encoding]?.(text) ?? Buffer.from('');
    const sources = {
      'c.js': saved('const a = 1;\r\neval(process.argv[2]);\r\n'),
      'dump.sql': saved('SELECT 1;\r\n'),
    };
    for (const [path, bytes] of Object.entries(sources)) writeFileSync(join(repository.path, path), bytes);
    const review = (...args: string[]) => docket(['review', '--offline', '--json', ...args], { cwd: repository.path });
    const [{ code, stdout }, accepting] = await Promise.all([review(), review('--accept', 'sql')]);
    const { findings, review: seen } = ReviewDocument.parse(JSON.parse(stdout));

    expect(findings.map(({ rule, location }) => [rule, location?.startLine])).toEqual([['security/code-injection', 2]]);
    expect(seen.judged?.map(({ path, state }) => [path, state])).toEqual([
      ['c.js', 'judged'],
      ['dump.sql', 'not-covered'],
    ]);
    // Checks judge no SQL: that, and no encoding, is why the review is not whole.
    expect([code, accepting.code]).toEqual([3, 0]);
  },
);
