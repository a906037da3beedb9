import { MIGRATION_EXAMPLES } from './migrations/migration-examples.ts';
import { flagsChange, type RuleWords } from '../rule-example.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const LIB = { 'package.json': json({ name: 'lib', version: '1.4.0', main: './dist/index.js' }) };
const TOOL = { 'package.json': json({ name: 'tool', version: '2.1.0', bin: './cli.js' }) };
const flag = (name: string): string =>
  `import { program } from 'commander';\nprogram\n  .command('run <file>')\n  .option('--quiet', 'what it does')\n  .option('${name}', 'what it does')\n  .action(run);\n`;
const schema = (name: string): string =>
  json({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { port: { type: 'integer' }, [name]: { type: 'string' } },
  });
const openapi = (parameter: string): string =>
  `openapi: 3.0.0\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      parameters:\n        - name: ${parameter}\n          in: query\n          schema: {type: integer}\n      responses:\n        '200': {description: pets}\n`;
const timeout = (text: string): string =>
  `import { program } from 'commander';\nprogram.option('--timeout <s>', 'how long', ${text});\n`;
const job = (on: string): string => `on: push\njobs:\n  test:\n    runs-on: ${on}\n    steps: [{ run: make test }]\n`;
const built = (on: string): string =>
  `on: { push: { tags: ['v*'] } }\njobs:\n  build:\n    runs-on: ${on}\n    steps:\n      - run: cargo build --release\n      - uses: softprops/action-gh-release@v2\n        with: { files: target/release/tool }\n`;
const app = (dependencies: object): string => json({ name: 'app', version: '1.0.0', dependencies });

/** What breaks those who depend on the project. */
export const RELEASE_EXAMPLES = {
  ...MIGRATION_EXAMPLES,
  'lockfile-drift': flagsChange('`npm ci` refuses to install, or another version comes than the one that was tried.', {
    path: 'package.json',
    base: app({}),
    bad: app({ 'left-pad': '^1.3.0' }),
    good: json({ name: 'app', version: '1.0.0', description: 'x', dependencies: {} }),
    beside: {
      'package-lock.json': json({
        lockfileVersion: 3,
        packages: { '': { name: 'app', version: '1.0.0', dependencies: {} } },
      }),
    },
  }),
  'removed-export': flagsChange('Who imports the name gets an error after an upgrade that promised none.', {
    path: 'src/index.ts',
    base: 'export const open = 1;\nexport const close = 2;\n',
    bad: 'export const open = 1;\n',
    good: 'export const open = 1;\nexport const close = 3;\n',
    beside: LIB,
  }),
  'removed-cli-flag': flagsChange('Scripts that pass the flag fail after an upgrade that promised none.', {
    path: 'cli.js',
    base: flag('--verbose'),
    bad: flag('--loud'),
    good: flag('--verbose').replace("'what it does')\n  .action", "'what it does now')\n  .action"),
    beside: TOOL,
  }),
  'removed-config-key': flagsChange('Files that set the key are refused, or what they ask for is passed over.', {
    path: 'schemas/config.schema.json',
    base: schema('colour'),
    bad: schema('shade'),
    good: schema('colour').replace('"string"', '"number"'),
    beside: { 'package.json': json({ name: 'tool', version: '2.1.0' }) },
  }),
  'broken-contract': flagsChange('Programs that speak the old form are refused, or misread what they get.', {
    path: 'api/openapi.yaml',
    base: openapi('limit'),
    bad: openapi('first'),
    good: openapi('limit').replace('title: Pets', 'title: Pets and more'),
    beside: { 'package.json': json({ name: 'server', version: '2.1.0' }) },
  }),
  'changed-signature': flagsChange('Calls that were right until now fail after an upgrade that promised none.', {
    path: 'lib/__init__.py',
    base: 'def fetch(url, timeout=None):\n    return url, timeout\n',
    bad: 'def fetch(url, *, retries, timeout=None):\n    return url, retries, timeout\n',
    good: 'def fetch(url, timeout=None, retries=0):\n    return url, retries, timeout\n',
    beside: { 'pyproject.toml': '[project]\nname = "lib"\nversion = "1.4.0"\n' },
  }),
  'changed-default': flagsChange('Whoever never set it gets another behaviour after an upgrade, and no error.', {
    path: 'cli.js',
    base: timeout('30'),
    bad: timeout('5'),
    good: timeout('30').replace('how long', 'how long it waits'),
    beside: TOOL,
  }),
  'changed-base-image': flagsChange('What others install into the image, or run in it, is not there any more.', {
    path: 'Dockerfile',
    base: 'FROM debian:12\nCOPY tool /usr/bin/tool\n',
    bad: 'FROM alpine:3.22\nCOPY tool /usr/bin/tool\n',
    good: 'FROM debian:12-slim\nCOPY tool /usr/bin/tool\n',
    beside: TOOL,
  }),
  'retired-runner': flagsChange(
    'The job waits for a machine until it is cancelled, and nothing is checked or published.',
    {
      path: '.github/workflows/test.yml',
      base: job('ubuntu-22.04'),
      bad: job('ubuntu-20.04'),
      good: job('ubuntu-24.04'),
    },
  ),
  'moved-release-runner': flagsChange(
    'The programs of the next release do not start on systems on which the last one did.',
    {
      path: '.github/workflows/release.yml',
      base: built('ubuntu-22.04'),
      bad: built('ubuntu-24.04'),
      good: built('ubuntu-22.04').replace('--release', '--release --locked'),
      beside: TOOL,
    },
  ),
  'major-dependency-bump': flagsChange(
    'A change about something else takes other code along, which nobody looked at.',
    {
      path: 'package.json',
      base: json({ name: 'lib', version: '1.4.0', dependencies: { commander: '^11.0.0' } }),
      bad: json({ name: 'lib', version: '1.4.0', dependencies: { commander: '^14.0.0' } }),
      good: json({ name: 'lib', version: '1.4.0', dependencies: { commander: '^11.1.0' } }),
    },
  ),
  'raised-requirement': flagsChange(
    'Who has what was enough is refused, or crashes, after an upgrade that promised none.',
    {
      path: 'package.json',
      base: json({ name: 'lib', version: '1.4.0', engines: { node: '>=18' } }),
      bad: json({ name: 'lib', version: '1.4.1', engines: { node: '>=22' } }),
      good: json({ name: 'lib', version: '2.0.0', engines: { node: '>=22' } }),
    },
  ),
  'changed-licence': flagsChange('Who upgrades takes terms that they did not agree to.', {
    path: 'package.json',
    base: json({ name: 'lib', version: '1.4.0', license: 'MIT' }),
    bad: json({ name: 'lib', version: '1.4.1', license: 'BUSL-1.1' }),
    good: json({ name: 'lib', version: '2.0.0', license: 'BUSL-1.1' }),
  }),
} as const satisfies Readonly<Record<string, RuleWords>>;
