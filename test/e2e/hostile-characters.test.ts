import { expect, onTestFinished, test } from 'vitest';
import { docket } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';
import { runs } from '../support/soak.ts';

/** What makes patterns look again and again: openings that nothing closes, blanks that nothing ends, words that almost fit. */
const HOSTILE = [
  '[',
  '(',
  ' ',
  '	',
  '"',
  "'",
  '`',
  '{',
  '<',
  '/*',
  '️',
  'a.',
  '=',
  '#',
  '|',
  '&',
  '<!-- ',
  '![',
  '](',
  'import ',
  'git commit ',
  'const {',
  'for x of ',
  '// eslint-disable-line ',
  '"\\',
  ': - ',
  '%',
  '\r',
  '{{ ',
  '- ',
];

/** How long each run of one of them is; in the long form they make about a megabyte a file together. */
const RUN = runs(1_000, 32_000);

const manySigns = (end: string): string =>
  HOSTILE.map((sign) => sign.repeat(Math.ceil(RUN / sign.length)) + end).join('') + '\n'.repeat(RUN);

const PATHS = [
  'README.md',
  'docs/guide.md',
  'CONTRIBUTING.md',
  'AGENTS.md',
  'CHANGELOG.md',
  'notes.txt',
  '.env.example',
  'a.js',
  'a.ts',
  'a.vue',
  'a.py',
  'a.rb',
  'a.sql',
  'a.css',
  'Makefile',
  'Dockerfile',
  'go.mod',
  'yarn.lock',
  'action.yml',
  '.github/workflows/ci.yml',
  'openapi.json',
  'package.json',
  'page.html',
  'poetry.lock',
  'a.go',
];

function files(text: string): Record<string, string> {
  return Object.fromEntries(PATHS.map((path) => [path, text]));
}

// That it ends is what is looked at: in the long form, a pattern that grows as the square takes longer than any test may.
const FORMS: readonly [name: string, before: string, after: string][] = [
  ['all on one line', 'x\n', manySigns(' ')],
  ['on lines of their own', 'x\n', manySigns('\n')],
  ['at the base already', manySigns('\n'), `${manySigns('\n')}more\n`],
];
test.for(FORMS.slice(0, runs(1, FORMS.length)))(
  'hostile characters in files of every kind is reviewed to the end: %s',
  async ([, before, after]) => {
    const repository = new GitRepository();
    onTestFinished(() => repository.remove());
    repository.commit('base', files(before));
    repository.commit('change', { ...files(after), [`v${'\ufe0f'.repeat(80)}.md`]: 'a\n' });
    const result = await docket(['review', 'HEAD~1..HEAD', '--offline', '--json'], { cwd: repository.path });
    expect(result.stderr).toBe('');
    expect(JSON.parse(result.stdout).review.counts).toBeDefined();
  },
);
