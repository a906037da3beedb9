import { flagsChange, type RuleWords } from '../rule-example.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const scripts = (names: object): string => json({ name: 'a', scripts: names });
const tests = (tool: string): string =>
  json({ name: 'a', scripts: {}, devDependencies: { [tool]: '^1.2.0', zod: '4.0.0' } });

/** What makes the guidance untrue. */
export const AGENTS_MD_EXAMPLES = {
  'missing-command': flagsChange('An assistant runs a command that fails, and guesses from there.', {
    path: 'package.json',
    base: scripts({ test: 'vitest', lint: 'oxlint' }),
    bad: scripts({ test: 'vitest' }),
    good: scripts({ test: 'vitest run', lint: 'oxlint' }),
    beside: { 'AGENTS.md': 'Run `npm run lint`.\n' },
  }),
  'outdated-tool': flagsChange('An assistant writes for a tool that is gone.', {
    path: 'package.json',
    base: tests('jest'),
    bad: tests('vitest'),
    good: tests('jest').replace('1.2.0', '1.3.0'),
    beside: { 'AGENTS.md': 'Tests run with `npx jest path`.\n' },
  }),
  'too-long': flagsChange('Each session of an assistant pays for every line, and the important ones drown.', {
    path: 'AGENTS.md',
    base: 'line\n'.repeat(199),
    bad: 'line\n'.repeat(201),
    good: 'line\n'.repeat(200),
  }),
} as const satisfies Readonly<Record<string, RuleWords>>;
