import { expect, test } from 'vitest';
import { release } from '../../../reviewers/release/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { type Change, places, runChecks } from '../check-table.ts';

const only = ['removed-config-keys'];
const manifest = (version: string): string => `${JSON.stringify({ name: 'tool', version }, null, 2)}\n`;

/** A change of a project at 2.1.0; `null` removes a file. */
function project(old: Tree, head: Record<string, string | null>): Change {
  const before = { 'package.json': manifest('2.1.0'), ...old };
  const after = Object.entries({ ...before, ...head }).filter(([, text]) => text !== null);
  return { old: before, new: Object.fromEntries(after) as Tree };
}

const schema = (properties: unknown, more: object = {}): string =>
  `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', properties, ...more }, null, 2)}\n`;
const text = { type: 'string' };
const zod = (...lines: string[]): string =>
  [
    "import { z } from 'zod';",
    'export const Config = z.strictObject({',
    ...lines.map((line) => `  ${line}`),
    '});',
    '',
  ].join('\n');
const action = (inputs: readonly string[], outputs: readonly string[] = []): string =>
  [
    'name: a',
    'inputs:',
    ...inputs.flatMap((name) => [`  ${name}:`, '    description: x']),
    'outputs:',
    ...outputs.flatMap((name) => [`  ${name}:`, '    value: x']),
    'runs:',
    '  using: node24',
    '',
  ].join('\n');

const INVALID: readonly (readonly [name: string, change: Change, expected: readonly string[]])[] = [
  [
    'JSON Schema: a property',
    project({ 'config.schema.json': schema({ a: text, b: text }) }, { 'config.schema.json': schema({ a: text }) }),
    ['removed-config-key config.schema.json:8'],
  ],
  [
    'JSON Schema: a nested property is renamed',
    project(
      { 'schema.json': schema({ server: { type: 'object', properties: { port: { type: 'integer' } } } }) },
      { 'schema.json': schema({ server: { type: 'object', properties: { listen: { type: 'integer' } } } }) },
    ),
    ['removed-config-key schema.json:8'],
  ],
  [
    'JSON Schema: an object goes with all it holds, as one finding',
    project(
      { 'schema.json': schema({ a: text, server: { properties: { port: text, host: text } } }) },
      { 'schema.json': schema({ a: text }) },
    ),
    ['removed-config-key schema.json:8'],
  ],
  [
    'JSON Schema: behind a reference',
    project(
      {
        'schemas/job.json': schema(
          { job: { $ref: '#/$defs/Job' } },
          { $defs: { Job: { properties: { name: text, retries: text } } } },
        ),
      },
      {
        'schemas/job.json': schema(
          { job: { $ref: '#/$defs/Job' } },
          { $defs: { Job: { properties: { name: text } } } },
        ),
      },
    ),
    ['removed-config-key schemas/job.json:15'],
  ],
  [
    'zod: a key',
    project(
      { 'app/config/config.ts': zod('port: z.int(),', 'host: z.string(),') },
      { 'app/config/config.ts': zod('port: z.int(),') },
    ),
    ['removed-config-key app/config/config.ts:4'],
  ],
  [
    'zod: a nested key is renamed',
    project(
      { 'settings.ts': zod('cache: z.object({ ttl: z.int() }),') },
      { 'settings.ts': zod('cache: z.object({ maxAge: z.int() }),') },
    ),
    ['removed-config-key settings.ts:3'],
  ],
  [
    'a variable of .env.example',
    project({ '.env.example': 'PORT=1\nDATABASE_URL=x\n' }, { '.env.example': 'PORT=1\nDB_URL=x\n' }),
    ['removed-config-key .env.example:2'],
  ],
  [
    'an input of an action',
    project({ 'action.yml': action(['token', 'path']) }, { 'action.yml': action(['token', 'folder']) }),
    ['removed-config-key action.yml:5'],
  ],
  [
    'an output of an action',
    project({ 'sub/action.yaml': action(['token'], ['url', 'id']) }, { 'sub/action.yaml': action(['token'], ['url']) }),
    ['removed-config-key sub/action.yaml:8'],
  ],
];

const VALID: readonly (readonly [name: string, change: Change])[] = [
  [
    'a major version',
    project({ 'schema.json': schema({ a: text }) }, { 'schema.json': schema({}), 'package.json': manifest('3.0.0') }),
  ],
  [
    'the changelog names the last part',
    project(
      { 'schema.json': schema({ s: { properties: { port: text } } }) },
      { 'schema.json': schema({ s: { properties: {} } }), 'CHANGELOG.md': '- Removed `port`\n' },
    ),
  ],
  [
    'JSON Schema: inline properties move into a definition',
    project(
      { 'schema.json': schema({ server: { properties: { port: text } } }) },
      {
        'schema.json': schema(
          { server: { $ref: '#/$defs/Server' } },
          { $defs: { Server: { properties: { port: text } } } },
        ),
      },
    ),
  ],
  [
    'JSON Schema: into a definition elsewhere, which is not known',
    project(
      { 'schema.json': schema({ server: { properties: { port: text } } }) },
      { 'schema.json': schema({ server: { $ref: './server.json' } }) },
    ),
  ],
  [
    'JSON Schema: a pattern takes the key over',
    project(
      { 'schema.json': schema({ 'x-a': text }) },
      { 'schema.json': schema({}, { patternProperties: { '^x-': text } }) },
    ),
  ],
  [
    'JSON Schema: into one branch of anyOf',
    project(
      { 'schema.json': schema({ a: text }) },
      { 'schema.json': schema({}, { anyOf: [{ properties: { a: text } }, {}] }) },
    ),
  ],
  [
    'JSON Schema: one that refers to itself many times',
    project(
      { 'schema.json': schema({ a: { $ref: '#' }, b: { $ref: '#' }, c: { $ref: '#' } }) },
      { 'schema.json': schema({ c: { $ref: '#' }, b: { $ref: '#' }, a: { $ref: '#' }, d: text }) },
    ),
  ],
  [
    'JSON that is no schema',
    project({ 'data.json': '{"properties": {"a": 1}}\n' }, { 'data.json': '{"properties": {}}\n' }),
  ],
  [
    'the schema is renamed',
    project({ 'schema.json': schema({ a: text }) }, { 'schema.json': null, 'config.schema.json': schema({ a: text }) }),
  ],
  [
    'zod: the key moves to another object',
    project({ 'config.ts': zod('port: z.int(),') }, { 'config.ts': zod('server: z.object({ port: z.int() }),') }),
  ],
  [
    'zod: the key moves to another file',
    project(
      { 'config.ts': zod('port: z.int(),') },
      { 'config.ts': zod('...Server.shape,'), 'server-config.ts': zod('port: z.int(),') },
    ),
  ],
  [
    'zod: a file whose name is about something else',
    project({ 'user.ts': zod('name: z.string(),') }, { 'user.ts': zod() }),
  ],
  [
    'an object that is no zod',
    project(
      { 'config.ts': 'export const config = { port: 1, host: 2 };\n' },
      { 'config.ts': 'export const config = { port: 1 };\n' },
    ),
  ],
  [
    '.env.example: commented out, so still known',
    project({ '.env.example': 'PORT=1\n' }, { '.env.example': '# PORT=1\n' }),
  ],
  ['.env.example: another value', project({ '.env.example': 'PORT=1\n' }, { '.env.example': 'PORT=2\n' })],
  [
    '.env.example: the variable moves to another example',
    project({ '.env.example': 'A=1\nB=1\n' }, { '.env.example': 'A=1\n', 'worker/.env.example': 'B=1\n' }),
  ],
  [
    'an action whose inputs change their order',
    project({ 'action.yml': action(['a', 'b']) }, { 'action.yml': action(['b', 'a']) }),
  ],
  [
    'a fixture',
    project({ 'test/fixtures/schema.json': schema({ a: text }) }, { 'test/fixtures/schema.json': schema({}) }),
  ],
];

test.each(INVALID)('reports: %s', async (_name, change, expected) => {
  const result = await runChecks(release, change, { only });
  expect(places(result.reports)).toEqual(expected);
  expect([...result.unavailable, ...result.skipped]).toEqual([]);
});

test.each(VALID)('stays quiet: %s', async (_name, change) => {
  const result = await runChecks(release, change, { only });
  expect(result.reports).toEqual([]);
  expect([...result.unavailable, ...result.skipped]).toEqual([]);
});

test.each([
  ['schema.json', '{'],
  ['action.yml', 'inputs: [}\n'],
  ['action.yml', 'inputs: 3\nruns: {}\n'],
])('a %s that cannot be read is a gap, not a crash', async (path, broken) => {
  const good = path === 'schema.json' ? schema({ a: text }) : action(['a']);
  const result = await runChecks(release, project({ [path]: good }, { [path]: broken }), { only });
  expect(result.reports).toEqual([]);
  expect(result.unavailable).toMatchObject([{ path }]);
});

test('a project without version and changelog: the claim is weaker', async () => {
  const change = { old: { '.env.example': 'A=1\nB=1\n' }, new: { '.env.example': 'A=1\n' } };
  const { reports } = await runChecks(release, change, { only });
  expect(reports).toMatchObject([{ evidence: 'B=1', confidence: 500, location: { side: 'old', startLine: 2 } }]);
});

test('a plain diff does not carry whole files: said, and nothing claimed', async () => {
  const change = project({ '.env.example': 'A=1\nB=1\n' }, { '.env.example': 'A=1\n' });
  const result = await runChecks(release, change, { only, contents: 'diff-only' });
  expect(result.reports).toEqual([]);
  expect(result.unavailable).toHaveLength(1);
});
