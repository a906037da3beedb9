import { flagsChange, type RuleWords } from '../rule-example.ts';

const DCO = 'All commits carry a `Signed-off-by: Name <mail>` line; `git commit -s` writes it.\n';

/** What the repository has written down. */
export const POLICY_EXAMPLES = {
  'breaks-pattern-rule': flagsChange('The repository has written down that this is done in another way.', {
    path: 'src/a.ts',
    bad: 'const now = new Date();\n',
    good: 'const now = clock.now();\n',
    policy: {
      rule: {
        id: 'use-clock',
        paths: ['src/**/*.ts'],
        pattern: String.raw`\bnew Date\(\)`,
        message: 'Use `clock.now()`, which tests can set.',
      },
    },
  }),
  'forbidden-path': flagsChange(
    'The repository has closed the path: what stands there is changed in another way, or by others.',
    {
      path: 'legal/terms.md',
      base: 'a\n',
      bad: 'b\n',
      good: 'a\n',
      policy: { forbiddenPaths: ['legal/**'] },
    },
  ),
  'change-too-large': flagsChange('Nobody reads a change of that size with care.', {
    path: 'a.ts',
    base: 'a();\n',
    bad: 'b();\nc();\nd();\n',
    good: 'b();\n',
    policy: { maxChangedLines: 2 },
  }),
  'missing-required-path': flagsChange(
    'What belongs to the change is left behind, and somebody has to find it out later.',
    {
      path: 'src/schema.ts',
      base: 'a();\n',
      bad: 'b();\n',
      good: 'a();\n',
      policy: {
        required: [{ when: ['src/schema.ts'], needs: ['migrations/**'], message: 'A new schema needs a migration.' }],
      },
    },
  ),
  'commit-form': flagsChange('Changelogs and searches of this repository are made of the subjects.', {
    path: 'a.ts',
    base: 'a();\n',
    bad: 'b();\n',
    good: 'a();\n',
    policy: { commits: [{ pattern: '^(feat|fix|docs)(\\(.+\\))?: ', message: 'Write `fix: …` or `feat: …`.' }] },
  }),
  'missing-section': flagsChange('Whoever reviews the change needs to know it, and the repository says so.', {
    path: 'a.ts',
    base: 'a();\n',
    bad: 'b();\n',
    good: 'a();\n',
    policy: { sections: ['How it was tested'] },
  }),
  'generated-change': flagsChange('Nobody stands behind the change until somebody has shown that it works.', {
    path: 'a.ts',
    base: 'a();\n',
    bad: 'b();\n',
    good: 'a();\n',
    policy: { generated: [{ paths: ['test/**'], message: 'Such a change brings a test.' }] },
  }),
  'missing-sign-off': flagsChange('The guide of the repository asks for it, and the change cannot be merged without.', {
    path: 'a.ts',
    base: '1;\n',
    bad: '2;\n',
    good: '1;\n',
    beside: { 'CONTRIBUTING.md': DCO },
  }),
  'reviews-see-less': flagsChange('From the next change on something is not looked at, or not shown.', {
    path: '.github/docket.yml',
    base: 'ignore: [a]\n',
    bad: 'ignore: [a, b]\n',
    good: 'ignore: []\n',
  }),
  'broken-settings': flagsChange('Every review after the merge ends with an error.', {
    path: '.github/docket.yml',
    base: 'ignore: [a]\n',
    bad: 'ignore: [a\n',
    good: 'ignore: []\n',
  }),
} as const satisfies Readonly<Record<string, RuleWords>>;
