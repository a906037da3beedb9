import { expect, test } from 'vitest';
import { Scene, SHELL, type Wish } from './scene.ts';

const ELIXIR = 'defmodule Shop do\n  def run(text), do: System.cmd("sh", ["-c", text])\nend\n';
const PLAIN = 'export const sum = (one: number, other: number): number => one + other;\n';
const ACCEPT = 'coverage: { accept: [elixir] }\n';

interface Shown {
  readonly conclusion: 'success' | 'failure';
  readonly title: string;
  readonly code: number;
  /** What the summary says beside it. */
  readonly summary?: string;
  readonly silent?: string;
}

const SENTENCE =
  '1 Elixir file: only secrets and hidden characters were looked for, not injection and correctness (no rules judge this kind)';

test.each<readonly [string, wish: Wish, shown: Shown]>([
  [
    'code that nothing judges',
    { change: { 'lib/shop.ex': ELIXIR } },
    {
      conclusion: 'failure',
      title: 'Not covered: 1 Elixir file: no findings',
      code: 3,
      summary: `${SENTENCE}: lib/shop.ex\n\n  To accept that, add to .github/docket.yml`,
    },
  ],
  [
    'beside code that was judged',
    { change: { 'lib/shop.ex': ELIXIR, 'src/sum.ts': PLAIN } },
    { conclusion: 'failure', title: 'Not covered: 1 Elixir file: no findings', code: 3 },
  ],
  [
    'code that was judged',
    { change: { 'src/sum.ts': PLAIN } },
    { conclusion: 'success', title: 'Approved: no findings', code: 0, silent: 'overed' },
  ],
  [
    'prose',
    { change: { 'docs/guide.md': 'How to use it.\n' } },
    { conclusion: 'success', title: 'Approved: no findings', code: 0 },
  ],
  [
    'accepted at the base and the default branch',
    { base: { '.github/docket.yml': ACCEPT }, change: { 'lib/shop.ex': ELIXIR } },
    {
      conclusion: 'success',
      title: 'Approved: no findings',
      code: 0,
      summary: `${SENTENCE}; that is accepted`,
    },
  ],
  [
    'a rule that is off at the base and the default branch',
    { base: { '.github/docket.yml': 'rules: { security/sql-injection: off }\n' }, change: { 'src/sum.ts': PLAIN } },
    {
      conclusion: 'failure',
      title: 'Not covered: 1 TypeScript file: no findings',
      code: 3,
      summary: 'by the configuration security/sql-injection is switched off',
    },
  ],
  [
    'a lint that is off',
    { base: { '.github/docket.yml': 'rules: { quality/use-isnan: off }\n' }, change: { 'src/sum.ts': PLAIN } },
    {
      conclusion: 'success',
      title: 'Approved: no findings',
      code: 0,
      summary: 'by the configuration quality/use-isnan is switched off',
    },
  ],
  [
    'accepted by the operator',
    {
      flags: [{ origin: 'config', value: { coverage: { accept: ['lib/**'] } } }],
      change: { 'lib/shop.ex': ELIXIR },
    },
    { conclusion: 'success', title: 'Approved: no findings', code: 0, summary: SENTENCE },
  ],
  [
    'accepted by the change itself alone',
    { change: { 'lib/shop.ex': ELIXIR, '.github/docket.yml': ACCEPT } },
    // The warning: under these settings later reviews see less.
    { conclusion: 'failure', title: 'Not covered: 1 Elixir file: 1 warning', code: 3 },
  ],
  [
    'something critical beside it',
    { change: { 'lib/shop.ex': ELIXIR, 'src/clean.ts': SHELL } },
    { conclusion: 'failure', title: 'Significant concerns: 1 critical, not all covered', code: 3, summary: SENTENCE },
  ],
])('%s', async (_name, wish, { conclusion, title, code, summary, silent }) => {
  const scene = await Scene.open(wish);
  try {
    const outcome = await scene.happened('opened');
    expect(outcome).toMatchObject({ kind: 'reviewed', problems: [], exit: { code } });
    expect(scene.check()).toEqual({ status: 'completed', conclusion, title });
    const [said = ''] = scene.comments();
    expect(said.replaceAll(/[`\\]/g, '')).toContain(summary ?? '');
    expect(said).not.toContain(silent ?? 'no such words');
    // What is not covered is no finding: nothing is said beside the code.
    expect(scene.reviews().length).toBe(/critical|warning/.test(title) ? 1 : 0);
  } finally {
    await scene.close();
  }
});

test('a required check stays red until what nothing judged is gone, and says nothing twice', async () => {
  const scene = await Scene.open({ change: { 'lib/shop.ex': ELIXIR } });
  try {
    await scene.happened('opened');
    await scene.happened('edited', { changes: { title: { from: 'x' } } });
    expect(scene.comments()).toHaveLength(1);
    scene.push({ 'lib/shop.ex': null });
    await scene.happened('synchronize');
    expect(scene.check()).toMatchObject({ conclusion: 'success', title: 'Nothing to review' });
    expect(scene.comments()).toEqual([expect.stringContaining('Nothing to review')]);
  } finally {
    await scene.close();
  }
});
