import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPlugins } from '../../../reviewers/plugins/lifecycle.ts';
import { settleHook } from '../../../reviewers/plugins/plugin-hook.ts';
import { createRegistry } from '../../../reviewers/plugins/plugin-registry.ts';
import type { Plugin, PluginContext } from '../../../reviewers/plugin.ts';
import { reportOfPluginFailure } from '../../../reviewers/plugins/report-of-plugin-failure.ts';
import type { Reviewer } from '../../../reviewers/reviewer.ts';
import { InputError } from '../../../schemas/problem.ts';
import { ReviewerReport } from '../../../schemas/report.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const reviewer = (id: string): Reviewer => ({
  id,
  description: 'A reviewer of a test.',
  rules: { 'some-rule': { summary: 'Finds something.', severity: 'warning', confidence: 500 } },
  checks: [{ id: 'some-check', run: async () => undefined }],
});
const registering = (name: string, ...ids: string[]): Plugin => ({
  name,
  configure: (context) => ids.forEach((id) => context.registerReviewer(reviewer(id))),
});
/** What does nothing is cut off after ten times the work that it may do. */
const HANGS_MS = 100_000;
const hang = (): Promise<never> => new Promise(() => undefined);
const start = (plugins: readonly Plugin[], log: (line: string) => void = () => undefined) =>
  startPlugins(plugins, { log, reserved: ['security'] });
const ids = (reviewers: readonly Reviewer[]): string[] => reviewers.map(({ id }) => id);
const told = (failures: Awaited<ReturnType<typeof start>>['failures']): string[] =>
  failures.map(
    ({ plugin, hook, cause }) => `${plugin} ${hook}: ${cause instanceof Error ? cause.message : String(cause)}`,
  );

test('reviewers come in the order of the operator, whatever a plugin takes for starting', async () => {
  const slow: Plugin = {
    ...registering('slow', 's1', 's2'),
    bootstrap: () => new Promise((done) => setTimeout(done, 5000)),
  };
  const starting = start([slow, registering('quick', 'q')]);
  await vi.advanceTimersByTimeAsync(5000);
  const { reviewers, failures } = await starting;
  expect(ids(reviewers)).toEqual(['s1', 's2', 'q']);
  expect(failures).toEqual([]);
});

test('bootstrap runs all at once, configure in order, finish all at once', async () => {
  const seen: string[] = [];
  const noting = (name: string): Plugin => {
    const note = (hook: string) => async (): Promise<void> => {
      seen.push(`${name} ${hook} begins`);
      await new Promise((done) => setTimeout(done, 100));
      seen.push(`${name} ${hook} ends`);
    };
    return { name, bootstrap: note('bootstrap'), configure: note('configure'), finish: note('finish') };
  };
  const starting = start([noting('a'), noting('b')]);
  await vi.advanceTimersByTimeAsync(300);
  const { finish } = await starting;
  const finishing = finish();
  await vi.advanceTimersByTimeAsync(100);
  await finishing;
  expect(seen).toEqual([
    'a bootstrap begins',
    'b bootstrap begins',
    'a bootstrap ends',
    'b bootstrap ends',
    'a configure begins',
    'a configure ends',
    'b configure begins',
    'b configure ends',
    'a finish begins',
    'b finish begins',
    'a finish ends',
    'b finish ends',
  ]);
});

test.each<[name: string, bootstrap: NonNullable<Plugin['bootstrap']>, message: string]>([
  [
    'throws',
    () => {
      throw new Error('no key');
    },
    'no key',
  ],
  [
    'rejects',
    async () => {
      throw new Error('no key');
    },
    'no key',
  ],
  [
    'throws no error',
    () => {
      // oxlint-disable-next-line typescript/only-throw-error -- foreign code may
      throw 'text';
    },
    'text',
  ],
  ['hangs', hang, 'the hook bootstrap did not finish within 100 s and was cut off'],
])(
  'a plugin whose bootstrap %s is out, its reviewers are withdrawn, and the others go on',
  async (_name, bootstrap, message) => {
    const configure = vi.fn<NonNullable<Plugin['configure']>>();
    const bad: Plugin = {
      name: 'bad',
      bootstrap: async (context) => {
        context.registerReviewer(reviewer('early'));
        await bootstrap(context);
      },
      configure,
    };
    const starting = start([bad, registering('good', 'late')]);
    await vi.advanceTimersByTimeAsync(HANGS_MS);
    const { reviewers, failures } = await starting;
    expect(told(failures)).toEqual([`bad bootstrap: ${message}`]);
    expect(ids(reviewers)).toEqual(['late']);
    expect(configure).not.toHaveBeenCalled();
  },
);

test.each<[what: string, share: number, seconds: number, message: string | null]>([
  ['that gets a fifth of a processor ends in its own time', 0.2, 45, null],
  [
    'that works on and on is cut off',
    1,
    45,
    'the hook bootstrap did not finish within 10 s of processor time and was cut off',
  ],
])('a hook %s', async (_what, share, seconds, message) => {
  const settling = settleHook({
    name: 'a',
    plugin: { name: 'a', bootstrap: () => new Promise((done) => setTimeout(done, seconds * 1000)) },
    hook: 'bootstrap',
    timeoutMs: 10_000,
    clock: { now: () => performance.now(), used: () => performance.now() * share },
    registry: createRegistry([]),
    log: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  const failure = await settling;
  expect(failure?.cause instanceof Error ? failure.cause.message : failure).toBe(message);
});

test('a plugin whose configure fails loses what it registered before', async () => {
  const bad: Plugin = {
    name: 'bad',
    bootstrap: (context) => context.registerReviewer(reviewer('early')),
    configure: (context) => {
      context.registerReviewer(reviewer('more'));
      throw new Error('half way');
    },
  };
  const { reviewers, failures, finish } = await start([bad, registering('good', 'more')]);
  expect(told(failures)).toEqual(['bad configure: half way']);
  expect(ids(reviewers)).toEqual(['more']);
  expect(await finish()).toEqual([]);
});

test('the ids of a plugin that is out are free for the next one', async () => {
  const bad: Plugin = {
    name: 'bad',
    bootstrap: (context) => context.registerReviewer(reviewer('wanted')),
    configure: () => {
      throw new Error('half way');
    },
  };
  const { reviewers, failures } = await start([bad, registering('good', 'wanted')]);
  expect(told(failures)).toEqual(['bad configure: half way']);
  expect(ids(reviewers)).toEqual(['wanted']);
});

test('a hook that hangs is told by its signal, and what it does later has no effect', async () => {
  let late: PluginContext | undefined;
  const bad: Plugin = {
    name: 'bad',
    configure: (context) => {
      late = context;
      return hang();
    },
  };
  const lines: string[] = [];
  const starting = start([bad], (line) => lines.push(line));
  await vi.advanceTimersByTimeAsync(HANGS_MS);
  const { reviewers } = await starting;
  expect(late?.signal.aborted).toBe(true);
  expect(() => late?.registerReviewer(reviewer('late'))).toThrow('has ended');
  expect(() => late?.log('late')).toThrow('has ended');
  expect([reviewers, lines]).toEqual([[], []]);
});

test('a rejection that comes after the cut ends nothing', async () => {
  const unhandled = vi.fn<(reason: unknown) => void>();
  process.on('unhandledRejection', unhandled);
  const bad: Plugin = {
    name: 'bad',
    bootstrap: () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 2 * HANGS_MS)),
  };
  const starting = start([bad]);
  await vi.advanceTimersByTimeAsync(HANGS_MS);
  expect(told((await starting).failures)).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(HANGS_MS);
  vi.useRealTimers();
  await new Promise((done) => setImmediate(done));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test('finish is cut when it hangs, and its failures are told', async () => {
  const plugins: Plugin[] = [
    { name: 'hangs', finish: hang },
    {
      name: 'throws',
      finish: () => {
        throw new Error('no disk');
      },
    },
    { name: 'registers', finish: (context) => context.registerReviewer(reviewer('too-late')) },
    { name: 'ends', finish: async () => undefined },
  ];
  const { finish } = await start(plugins);
  const finishing = finish();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(told(await finishing)).toEqual([
    'hangs finish: the hook finish did not finish within 20 s and was cut off',
    'throws finish: no disk',
    'registers finish: a reviewer cannot be registered after the review',
  ]);
});

test.each<[name: string, plugins: readonly unknown[], failures: readonly unknown[], left: readonly string[]]>([
  ['no object', [null, registering('good', 'g')], ['plugin number 1 load'], ['g']],
  ['no name', [{ configure() {} }], ['plugin number 1 load'], []],
  ['a hook that is no function', [{ name: 'odd', configure: 'later' }], ['odd load'], []],
  [
    'a name that throws',
    [
      {
        get name() {
          throw new Error('no');
        },
      },
    ],
    ['plugin number 1 load'],
    [],
  ],
  ['two of one name', [registering('same', 'a'), registering('same', 'b')], ['same load'], ['a']],
  ['an id of a built-in reviewer', [registering('thief', 'security')], ['thief configure'], []],
  [
    'an id of another plugin',
    [registering('first', 'x'), registering('second', 'y', 'x')],
    ['second configure'],
    ['x'],
  ],
  ['an id twice', [registering('twice', 'x', 'x')], ['twice configure'], []],
])('a plugin of a bad shape is refused alone: %s', async (_name, plugins, expected, left) => {
  const { reviewers, failures } = await start(plugins as readonly Plugin[]);
  expect(failures.map(({ plugin, hook }) => `${plugin} ${hook}`)).toEqual(expected);
  expect(ids(reviewers)).toEqual(left);
});

test('who wins an id during bootstrap is the order of the operator, not the speed', async () => {
  const first: Plugin = {
    name: 'first',
    bootstrap: async (context) => {
      await new Promise((done) => setTimeout(done, 1000));
      context.registerReviewer(reviewer('wanted'));
    },
  };
  const second: Plugin = { name: 'second', bootstrap: (context) => context.registerReviewer(reviewer('wanted')) };
  const starting = start([first, second]);
  await vi.advanceTimersByTimeAsync(1000);
  const { reviewers, failures } = await starting;
  expect(told(failures)).toEqual(['second bootstrap: The reviewer id "wanted" is taken by first']);
  expect(ids(reviewers)).toEqual(['wanted']);
});

test.each<[name: string, shape: unknown, message: RegExp]>([
  ['no rules', { ...reviewer('x'), rules: {} }, /at least one rule/],
  ['no checks', { ...reviewer('x'), checks: [] }, /at least one check/],
  ['an id with a slash', reviewer('a/b'), /reviewer id/],
  ['a run that is no function', { ...reviewer('x'), checks: [{ id: 'c', run: 1 }] }, /run is not a function/],
  [
    'a confidence in per cent',
    { ...reviewer('x'), rules: { a: { summary: 's', severity: 'warning', confidence: 0.9 } } },
    /confidence/,
  ],
  ['nothing', undefined, /not a reviewer/],
])('a reviewer of a bad shape is refused with its mistake: %s', async (_name, shape, message) => {
  const { failures } = await start([
    { name: 'p', configure: (context) => context.registerReviewer(shape as Reviewer) },
  ]);
  expect(failures).toMatchObject([{ plugin: 'p', hook: 'configure', cause: expect.any(InputError) }]);
  expect(told(failures)[0]).toMatch(message);
});

test('a plugin sees its own context only, and cannot change it', async () => {
  const contexts: PluginContext[] = [];
  const lines: string[] = [];
  const plugin = (name: string): Plugin => ({
    name,
    bootstrap: (context) => {
      contexts.push(context);
      context.log('hello');
    },
  });
  await start([plugin('a'), plugin('b')], (line) => lines.push(line));
  expect(lines).toEqual(['a: hello', 'b: hello']);
  expect(contexts[0]).not.toBe(contexts[1]);
  for (const context of contexts) {
    expect(Object.keys(context).toSorted()).toEqual(['log', 'registerReviewer', 'signal']);
    expect(() => Object.assign(context, { log: () => undefined })).toThrow(TypeError);
  }
});

test('hooks are called as methods of their plugin', async () => {
  class Counting {
    readonly name = 'counting';
    readonly #id = 'own';
    configure(context: PluginContext): void {
      context.registerReviewer(reviewer(this.#id));
    }
  }
  expect(ids((await start([new Counting()])).reviewers)).toEqual(['own']);
});

test('a plugin that is out shows in the review as a reviewer that failed', () => {
  const report = reportOfPluginFailure(
    { plugin: '@acme/docket-licences', hook: 'bootstrap', cause: new Error('no key') },
    true,
  );
  expect(ReviewerReport.parse(report)).toMatchObject({
    reviewer: 'plugin.-acme-docket-licences',
    required: true,
    status: 'failed',
    reason: '@acme/docket-licences failed in bootstrap: no key',
    gaps: [{ check: 'bootstrap', kind: 'failed' }],
  });
});
