import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { INPUTS, readInputs } from '../../../app/action/inputs.ts';
import { OUTPUTS } from '../../../app/action/report.ts';

const ActionFile = z.strictObject({
  name: z.string(),
  description: z.string(),
  author: z.string(),
  branding: z.strictObject({ icon: z.string(), color: z.string() }),
  inputs: z.record(
    z.string(),
    z.strictObject({ description: z.string().min(20), required: z.literal(false), default: z.string() }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string().min(10) })),
  runs: z.strictObject({ using: z.string(), main: z.string(), post: z.string(), 'post-if': z.string() }),
});

const file = ActionFile.parse(parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8')));

test('the file names the inputs that are read, with the same defaults', () => {
  const defaults = Object.fromEntries(Object.entries(file.inputs).map(([name, input]) => [name, input.default]));
  expect(defaults).toEqual(INPUTS);
});

test('the file names the outputs that are written', () => {
  expect(Object.keys(file.outputs)).toEqual([...OUTPUTS]);
});

test('a killed main is followed by the post step all the same', () => {
  expect(file.runs).toEqual({
    using: 'node24',
    main: 'dist/app/action/main.js',
    post: 'dist/app/action/post.js',
    'post-if': 'always()',
  });
});

test('the guide explains every input and output', () => {
  const guide = readFileSync(new URL('../../../docs/action-reference.md', import.meta.url), 'utf8');
  for (const name of [...Object.keys(INPUTS), ...OUTPUTS]) expect(guide, name).toContain(`| \`${name}\` |`);
});

function read(inputs: Readonly<Record<string, string>>) {
  const given = new Map(Object.entries({ 'github-token': 'token', ...inputs }));
  return readInputs((name) => given.get(name) ?? '');
}

test('what is left empty says nothing', () => {
  expect(read({})).toEqual({
    token: 'token',
    anthropicKey: null,
    config: null,
    history: null,
    report: false,
    flags: [],
  });
});

test('inputs become configuration that knows where it came from', () => {
  const { flags } = read({
    model: 'anthropic/x',
    offline: 'true',
    batch: 'true',
    'max-cost': '0.5',
    'fail-on': 'warning',
  });
  expect(flags).toEqual([
    { origin: 'input offline', value: { offline: true } },
    { origin: 'input batch', value: { batch: true } },
    { origin: 'input max-cost', value: { budget: { run: { usd: 0.5 } } } },
    {
      origin: 'input model',
      value: { models: { deep: 'anthropic/x', standard: 'anthropic/x', light: 'anthropic/x' } },
    },
    { origin: 'input fail-on', value: { failOn: 'warning' } },
  ]);
});

test('a batch may have its minutes', () => {
  const { flags } = read({ batch: '300' });
  expect(flags).toEqual([{ origin: 'input batch', value: { batch: { minutes: 300, ordinary: false } } }]);
});

test.each([
  ['batch', 'soon', 'It is `true`, `false`, or how many minutes to wait at most, up to 1440.'],
  ['batch', '1441', 'It is `true`, `false`, or how many minutes to wait at most, up to 1440.'],
  ['offline', 'yes', 'It is `true` or `false`.'],
  ['max-cost', 'much', 'It is an amount of US dollars, for example 0.50.'],
  ['max-cost', '-1', 'It is an amount of US dollars, for example 0.50.'],
  ['model', 'claude', 'Name it provider/model, for example anthropic/claude-sonnet-5-5.'],
  ['fail-on', 'always', 'It is critical, warning, suggestion or never.'],
  ['github-token', ' ', 'Leave it out: then the token of the job is used.'],
])('the input %s cannot be %j', (name, value, remedy) => {
  const problem = expect.objectContaining({ message: expect.stringContaining(`the input ${name} `), remedy });
  expect(() => read({ [name]: value })).toThrow(problem);
});
