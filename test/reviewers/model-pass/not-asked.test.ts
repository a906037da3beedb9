import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import type { AskedChange } from '../../../reviewers/reviewer.ts';
import { addedFile } from './builders.ts';

/** Who has nothing to be asked about this change. */
function left(files: AskedChange['files'], rest: Partial<AskedChange> = {}): string[] {
  const change = { files, guidance: [], policy: DEFAULT_CONFIG.policy, ...rest };
  return BUILT_IN_REVIEWERS.filter(({ brief }) => (brief?.notAsked?.(change) ?? null) !== null).map(({ id }) => id);
}

const ROUTED = ['documentation', 'release', 'policy', 'agents-md'];

test('inside of a function, only the three are asked that look for bugs', () => {
  expect(left([addedFile('src/a.ts', ['  const total = items.length;', '  return total;'])])).toEqual(ROUTED);
});

test.for<[path: string, line: string]>([
  ['src/a.ts', 'export function load(id: string): void {'],
  ['lib/a.py', 'def load(path, *, strict=False):'],
  ['cmd/root.go', 'func Run(args []string) error {'],
  ['src/Main.java', '    public int size() {'],
  ['src/lib.rs', 'pub fn parse(input: &str) -> Ast {'],
  ['src/cli.ts', "  .option('--dry-run', 'does nothing')"],
  ['src/a.ts', '  const key = process.env.API_KEY;'],
  ['app.py', "    token = os.environ['TOKEN']"],
  ['src/web.ts', "  app.post('/orders', create);"],
  ['views.py', "@app.route('/orders')"],
])('%s: what users see is a matter of documents and releases: %s', ([path, line]) => {
  expect(left([addedFile(path, [line])])).toEqual(['policy', 'agents-md']);
});

test('a definition in a test, or a private one, is seen by nobody', () => {
  expect(left([addedFile('test/a.test.ts', ['export const helper = () => 1;'])])).toEqual(ROUTED);
  expect(left([addedFile('lib/a.py', ['def _load(path):'])])).toEqual(ROUTED);
});

test.for<[path: string, left: readonly string[]]>([
  ['docs/guide.md', ['release', 'policy', 'agents-md']],
  ['package.json', ['documentation', 'policy', 'agents-md']],
  ['db/migrations/0001_add.sql', ['documentation', 'policy', 'agents-md']],
  ['.github/workflows/ci.yml', ['documentation', 'policy', 'agents-md']],
])('%s', ([path, expected]) => {
  expect(left([addedFile(path, ['x'])])).toEqual(expected);
});

test('policy is asked where rules are written down for these files; assistants where their guidance may go stale', () => {
  const inside = [addedFile('src/a.ts', ['  return 1;'])];
  expect(left(inside, { guidance: ['CONTRIBUTING.md'] })).toEqual(['documentation', 'release', 'agents-md']);
  const rules = [{ id: 'x', paths: ['src/**'], pattern: 'y', message: 'z' }];
  expect(left(inside, { policy: { ...DEFAULT_CONFIG.policy, rules } })).not.toContain('policy');
  expect(
    left(inside, {
      policy: { ...DEFAULT_CONFIG.policy, rules: [{ id: 'x', paths: ['lib/**'], pattern: 'y', message: 'z' }] },
    }),
  ).toContain('policy');
  const guided = { guidance: ['AGENTS.md'] };
  expect(left(inside, guided)).toContain('agents-md');
  expect(left([addedFile('src/b.ts', ['  return 1;'], { status: 'A' })], guided)).not.toContain('agents-md');
  expect(left([addedFile('Makefile', ['test:'])], guided)).not.toContain('agents-md');
  expect(left([addedFile('CLAUDE.md', ['x'])])).not.toContain('agents-md');
});
