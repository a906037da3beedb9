import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { openRange } from '../../forge/local/open.ts';
import { documentation } from '../../reviewers/documentation/index.ts';
import type { Tree } from '../support/change-from-trees.ts';
import { runReviewers } from '../../reviewers/runner/run-reviewers.ts';
import { sandbox } from '../forge/local/sandbox.ts';
import { NO_SETTINGS, scanner } from '../forge/local/scanner.ts';
import { type Change, places, runChecks } from './check-table.ts';

/** A change from one tree to the next; `null` removes a file. */
function change(old: Tree, head: Readonly<Record<string, string | null>>): Change {
  const after = Object.entries({ ...old, ...head }).filter(([, text]) => text !== null);
  return { old, new: Object.fromEntries(after) as Tree };
}

/** A file loses one line, and another file still names what stood in it. */
const loses = (path: string, line: string, at: string, text: string, rest = 'rest\n'): Change =>
  change({ [path]: `${line}\n${rest}`, [at]: text }, { [path]: rest });

const manifest = (scripts: Readonly<Record<string, string>>): string => `${JSON.stringify({ scripts }, null, 2)}\n`;
const withoutPack = (more: Tree): Change =>
  change(
    { 'package.json': manifest({ pack: 'gulp', test: 'x' }), ...more },
    { 'package.json': manifest({ test: 'x' }) },
  );

const INVALID: readonly (readonly [name: string, change: Change, place: string])[] = [
  ['Go', loses('a.go', 'func ParseInvoice(x int) int {', 'README.md', 'Call `ParseInvoice`.\n'), 'a.go:1'],
  ['Java', loses('A.java', '  public int parseInvoice(String a) {', 'a.adoc', 'Call `parseInvoice(x)`.\n'), 'A.java:1'],
  ['C#', loses('A.cs', '    public class InvoiceParser', 'README.md', '`InvoiceParser`\n'), 'A.cs:1'],
  ['Kotlin', loses('A.kt', 'fun parseInvoice(a: String) {', 'README.md', '`parseInvoice`\n'), 'A.kt:1'],
  ['PHP', loses('A.php', '    public function parseInvoice($a)', 'README.md', '`parseInvoice()`\n'), 'A.php:1'],
  ['Ruby', loses('a.rb', '  def parse_invoice', 'README.md', '`a.parse_invoice`\n'), 'a.rb:1'],
  ['Rust', loses('a.rs', 'pub fn parse_invoice() {', 'README.md', '`parse_invoice`\n'), 'a.rs:1'],
  ['a role of Sphinx', loses('a.py', 'def load_rows(a):', 'docs/a.rst', 'Use :func:`~a.load_rows`.\n'), 'a.py:1'],
  ['a directive of Sphinx', loses('a.py', 'def load_rows(a):', 'a.rst', '.. autofunction:: a.load_rows\n'), 'a.py:1'],
  ['a literal block', loses('a.py', 'def load_rows(a):', 'a.rst', 'So::\n\n    load_rows(1)\n'), 'a.py:1'],
  [
    'AsciiDoc’s block',
    loses('A.java', 'public class InvoiceParser {', 'a.adoc', '----\nInvoiceParser x;\n----\n'),
    'A.java:1',
  ],
  [
    'a flag of pflag',
    loses('a.go', 'cmd.Flags().BoolVarP(&x, "dry-run", "n", false, "")', 'a.md', '`x --dry-run`\n'),
    'a.go:1',
  ],
  ['a flag of kingpin', loses('a.go', 'x := app.Flag("dry-run", "say").Bool()', 'a.md', '`x --dry-run`\n'), 'a.go:1'],
  ['a flag of clap', loses('a.rs', '    #[arg(short, long = "dry-run")]', 'a.md', '`x --dry-run`\n'), 'a.rs:1'],
  ['a flag of OptionParser', loses('a.rb', "opts.on('-n', '--dry-run') { x }", 'a.md', '`x --dry-run`\n'), 'a.rb:1'],
  ['a flag of picocli', loses('A.java', '@Option(names = {"-n", "--dry-run"})', 'a.md', '`x --dry-run`\n'), 'A.java:1'],
  ['a flag of Symfony', loses('A.php', "->addOption('dry-run', null)", 'a.md', '`x --dry-run`\n'), 'A.php:1'],
  ['a flag over two lines', loses('a.py', "p.add_argument(\n    '--dry-run',\n)", 'a.md', '`x --dry-run`\n'), 'a.py:2'],
  ['a variable', loses('a.ts', 'const a = process.env.APP_MODE;', 'a.md', 'Set `APP_MODE=x`.\n'), 'a.ts:1'],
  [
    'a variable that an image sets',
    loses('a.py', 'a = os.environ["APP_MODE"]', 'Dockerfile', 'ENV APP_MODE=x\n'),
    'a.py:1',
  ],
  [
    'a variable that a pipeline sets',
    loses('a.go', 'a := os.Getenv("APP_MODE")', 'compose.yaml', 'x:\n  APP_MODE: a\n'),
    'a.go:1',
  ],
  ['a script', withoutPack({ 'README.md': 'Run `npm run pack`.\n' }), 'package.json:3'],
  [
    'a script that a pipeline runs',
    withoutPack({ '.github/workflows/a.yml': '- run: npm run pack\n' }),
    'package.json:3',
  ],
  ['a target of make', loses('Makefile', 'pack: all', 'a.md', 'Run `make pack`.\n', 'all:\n'), 'Makefile:1'],
  ['a recipe of just', loses('justfile', 'pack x:', 'a.md', 'Run `just pack`.\n', 'all:\n'), 'justfile:1'],
  ['an endpoint', loses('a.ts', "app.get('/users/export', run);", 'a.md', '`GET /users/export`\n'), 'a.ts:1'],
  [
    'a key of zod',
    loses('src/config.ts', '  max_workers: z.number(),', 'a.md', 'Set `max_workers`.\n'),
    'src/config.ts:1',
  ],
  [
    'a key of a Go struct',
    loses('a.go', '  MaxWorkers int `yaml:"max_workers"`', 'a.md', '`max_workers: 3`\n'),
    'a.go:1',
  ],
  [
    'a comment',
    loses('a.ts', 'export function parseInvoice() {}', 'b.ts', '// like parseInvoice, but fast\n'),
    'a.ts:1',
  ],
  ['an example', loses('a.py', 'def load_rows(a):', 'examples/b.py', 'print(load_rows(1))\n'), 'a.py:1'],
  [
    'a field of Rust',
    loses('a.rs', '    pub chain_text: String,', 'b.rs', '// Resolves the chain_text first.\n'),
    'a.rs:1',
  ],
  [
    'a plural of nothing',
    loses('A.cs', '    public IList<Job> JobDetails()', 'B.cs', '/// JobDetails are made by it.\ninterface IB {}\n'),
    'A.cs:1',
  ],
  ['a path in a comment', change({ 'src/a.ts': 'x\n', 'b.py': '# see src/a.ts\n' }, { 'src/a.ts': null }), 'src/a.ts:'],
  [
    'an original, and not its translation',
    change(
      { 'a.py': 'def load_rows(a):\nb\n', 'README.md': '`load_rows`\n', 'README.zh-CN.md': '`load_rows`\n' },
      { 'a.py': 'b\n' },
    ),
    'a.py:1',
  ],
];

const VALID: readonly (readonly [name: string, change: Change])[] = [
  [
    'what a program once wrote',
    loses('a.py', 'def load_rows(a):', 'a.md', '# A\n\n```log\nx\n\ncalls load_rows(1)\n```\n'),
  ],
  ['what others cannot see', loses('a.go', 'func parseInvoice(x int) int {', 'README.md', '`parseInvoice`\n')],
  ['what a test declares', loses('test/a.py', 'def load_rows(a):', 'README.md', '`load_rows`\n')],
  ['a name in running text', loses('a.py', 'def load_rows(a):', 'a.rst', 'The load_rows of old.\n')],
  ['documents of an older version', loses('a.py', 'def load_rows(a):', 'docs/1.x/a.md', '`load_rows`\n')],
  ['under a heading that tells the past', loses('a.py', 'def load_rows(a):', 'a.md', '## Upgrading\n\n`load_rows`\n')],
  ['a paragraph that tells the past', loses('a.py', 'def load_rows(a):', 'a.md', 'This was removed:\n`load_rows`\n')],
  [
    'a line that the change adds',
    change({ 'a.py': 'def load_rows(a):\nb\n', 'a.md': 'a\n' }, { 'a.py': 'b\n', 'a.md': 'a\n`load_rows`\n' }),
  ],
  [
    'a flag that lives on as a field',
    change(
      { 'a.rs': '.long("dry-run")\nb\n', 'b.rs': 'pub dry_run: bool,\n', 'a.md': '`--dry-run`\n' },
      { 'a.rs': 'b\n' },
    ),
  ],
  [
    'a variable that a script reads',
    change(
      { 'a.ts': 'process.env.APP_MODE\nb\n', 'b.sh': 'echo $APP_MODE\n', 'a.md': '`APP_MODE`\n' },
      { 'a.ts': 'b\n' },
    ),
  ],
  [
    'a script that another manifest has',
    withoutPack({ 'b/package.json': manifest({ pack: 'x' }), 'a.md': '`npm run pack`\n' }),
  ],
  ['a longer script', withoutPack({ 'a.md': '`npm run pack:all`\n' })],
  ['a target that a pattern makes', loses('Makefile', 'pack: all', 'a.md', '`make pack`\n', 'all:\n%:\n\techo\n')],
  [
    'an example that has its own',
    loses('a.py', 'def load_rows(a):', 'examples/b.py', 'def load_rows(a):\n  x\nload_rows(1)\n'),
  ],
  ['a parameter of Rust', loses('a.rs', '        chain_text: String,', 'b.rs', '// Resolves the chain_text first.\n')],
  [
    'the plural of what is there',
    loses(
      'A.cs',
      '    public IList<Job> JobDetails()',
      'IJobDetail.cs',
      '/// JobDetails are made by it.\ninterface IJobDetail {}\n',
    ),
  ],
  ['a plain key', loses('src/config.ts', '  port: z.number(),', 'a.md', 'Set `port`.\n')],
  ['a call of a client', loses('a.ts', "axios.get('/users/export');", 'a.md', '`GET /users/export`\n')],
];

test.each(INVALID)('reports: %s', async (_name, one, place) => {
  const { reports } = await runChecks(documentation, one, { only: ['stale-mentions'] });
  expect(places(reports)).toEqual([`names-removed-thing ${place}`]);
});

test.each(VALID)('stays quiet: %s', async (_name, one) => {
  expect((await runChecks(documentation, one, { only: ['stale-mentions'] })).reports).toEqual([]);
});

test('what is told names every place, the documents first, and no translation beside its original', async () => {
  const [, one] = INVALID.at(-1) ?? ['', loses('', '', '', '')];
  const { reports } = await runChecks(documentation, one, { only: ['stale-mentions'] });
  expect(reports[0]?.explanation).toContain('and `README.md` line 1 still names it: ');
});

test('a tree of any size is searched; what is too much is told', async () => {
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`src/f${index}.ts`, 'x\n']));
  const one = loses('a.py', 'def load_rows(a):', 'README.md', '`load_rows`\n');
  const large = { old: { ...one.old, ...many }, new: { ...one.new, ...many } };
  expect((await runChecks(documentation, large, { only: ['stale-mentions'] })).reports).toHaveLength(1);
  const names = Array.from({ length: 70 }, (_, index) => `def load_rows_${index}(a):\n`).join('');
  const wide = change({ 'a.py': `${names}b\n` }, { 'a.py': 'b\n' });
  const { unavailable } = await runChecks(documentation, wide, { only: ['stale-mentions'] });
  expect(unavailable.map(({ reason }) => reason)).toEqual([
    '10 names and files that the change removes were not looked for',
  ]);
});

/** A plan, and a document, revised so many times before a change takes away what they name; in a clone of so many commits. */
async function confidenceAfter(revisions: number, depth: number | null = null): Promise<number | undefined> {
  const box = await sandbox();
  const plan = (line: string): string => `Call \`load_rows\`.\n\nStep ${line}\n`;
  await box.commit('first', { 'a.py': 'def load_rows(a):\nb\n', 'docs/rows.md': plan('0') });
  for (let at = 1; at <= revisions; at += 1) await box.commit('revise', { 'docs/rows.md': plan(`${at}`) });
  await box.commit('change', { 'a.py': 'b\n' });
  const clone = join(box.folder, 'clone');
  const cut = depth === null ? [] : [`--depth=${depth}`];
  box.git(['clone', '--quiet', ...cut, pathToFileURL(box.root).href, clone], { cwd: box.folder });
  const forge = await openRange({ repository: await box.open(clone), range: 'HEAD~1..HEAD', scanner });
  const changeSet = await forge.changeSet(NO_SETTINGS);
  const pool = createAnalyserPool();
  onTestFinished(() => pool.close());
  const [report] = await runReviewers({
    reviewers: [{ ...documentation, checks: documentation.checks.filter(({ id }) => id === 'stale-mentions') }],
    changeSet,
    contents: forge.contents,
    inspection: forge.inspection,
    pool,
    required: () => true,
    signal: new AbortController().signal,
  });
  await forge.close();
  return report?.findings[0]?.confidence;
}

test('what was written down once and never kept is folded, as far as the history tells', async () => {
  const kept = await confidenceAfter(2);
  expect(kept).toBeGreaterThan(500);
  expect(await confidenceAfter(1)).toBe(200);
  expect(await confidenceAfter(1, 2)).toBe(kept);
});
