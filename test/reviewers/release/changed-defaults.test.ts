import { expect, test } from 'vitest';
import { release } from '../../../reviewers/release/index.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

const only = ['changed-defaults'];
const PACKAGE = { 'package.json': '{"name": "tool", "version": "2.1.0", "bin": "./cli.js"}\n' };

async function told(
  path: string,
  old: string,
  now: string,
  more: { after?: Tree; changeSet?: Partial<ChangeSet> } = {},
) {
  const change = { old: { ...PACKAGE, [path]: `${old}\n` }, new: { ...PACKAGE, [path]: `${now}\n`, ...more.after } };
  const { reports } = await runChecks(release, change, { only, ...(more.changeSet && { changeSet: more.changeSet }) });
  return reports.map(({ title }) => title.replace('The default of ', ''));
}

const commander = (value: string): string =>
  `import { program } from 'commander';\nprogram.option('-t, --timeout <s>', 'how long', ${value});`;
const yargs = (value: string): string =>
  `import yargs from 'yargs';\nyargs(argv).option('port', { type: 'number', default: ${value} });`;
const table = (value: string): string =>
  `import { parseArgs } from 'node:util';\nparseArgs({ options: { level: { type: 'string', default: ${value} } } });`;
const argparse = (value: string): string => `parser.add_argument('-t', '--timeout', type=int, default=${value})`;
const settings = (value: string): string =>
  `class Settings(BaseSettings):\n    pool_size: int = ${value}\n    other: str`;
const cobra = (value: string): string =>
  `package a\nfunc init() {\n\tcmd.Flags().IntVarP(&n, "jobs", "j", ${value}, "usage")\n}`;
const urfave = (value: string): string =>
  `package a\nvar f = &cli.StringFlag{Name: "level", Usage: "x", Value: ${value}}`;
const clap = (value: string): string =>
  `#[derive(Parser)]\nstruct Args {\n    #[arg(short, long, default_value_t = ${value})]\n    max_size: u16,\n}`;
const schema = (value: string): string =>
  `{"$schema": "x", "properties": {\n"server": {"properties": {"port": {"type": "integer",\n"default": ${value}}}}}}`;
const action = (value: string): string =>
  `name: x\ninputs:\n  level:\n    default: ${value}\nruns: {using: node24, main: a.js}`;

const ROWS: readonly (readonly [
  path: string,
  form: (value: string) => string,
  old: string,
  now: string,
  expected: string,
])[] = [
  ['cli.ts', commander, '30', '60', '`--timeout` goes from `30` to `60`'],
  [
    'cli.ts',
    (value) => `program.addOption(new Option('--level <n>').default(${value}));`,
    '1',
    '2',
    '`--level` goes from `1` to `2`',
  ],
  ['cli.js', yargs, '3000', '8080', '`--port` goes from `3000` to `8080`'],
  ['cli.mts', table, "'info'", "'warn'", '`--level` goes from `info` to `warn`'],
  [
    'server.ts',
    (value) => `listen(process.env.PORT ?? ${value});`,
    '3000',
    '8080',
    '`PORT` goes from `3000` to `8080`',
  ],
  ['tool/main.py', argparse, '30', '60', '`--timeout` goes from `30` to `60`'],
  [
    'tool/main.py',
    (value) => `@click.option('--color/--no-color', default=${value})\ndef main(): ...`,
    'True',
    'False',
    '`--no-color` goes from `true` to `false`',
  ],
  [
    'tool/main.py',
    (value) => `SIZE = os.environ.get("POOL_SIZE", ${value})`,
    '"5"',
    '"50"',
    '`POOL_SIZE` goes from `5` to `50`',
  ],
  ['tool/config.py', settings, '5', '50', '`pool_size` goes from `5` to `50`'],
  ['cmd/root.go', cobra, '4', '8', '`--jobs` goes from `4` to `8`'],
  ['cmd/root.go', urfave, '"info"', '"warn"', '`--level` goes from `info` to `warn`'],
  [
    'cmd/root.go',
    (value) => `package a\nvar d = flag.Duration("wait", ${value}, "usage")`,
    '10*time.Second',
    'time.Minute',
    '`--wait` goes from `10000` to `60000`',
  ],
  [
    'cmd/root.go',
    (value) => `package a\nfunc init() { viper.SetDefault("server.port", ${value}) }`,
    '80',
    '8080',
    '`server.port` goes from `80` to `8080`',
  ],
  [
    'cmd/env.go',
    (value) => `package a\ntype C struct {\n\tPort int \`env:"APP_PORT" envDefault:"${value}"\`\n}`,
    '80',
    '8080',
    '`APP_PORT` goes from `80` to `8080`',
  ],
  ['src/main.rs', clap, '8080', '9090', '`--max-size` goes from `8080` to `9090`'],
  [
    'src/main.rs',
    (value) => `fn a() { Arg::new("p").long("port").default_value(${value}); }`,
    '"80"',
    '"81"',
    '`--port` goes from `80` to `81`',
  ],
  ['config.schema.json', schema, '80', '8080', '`server.port` goes from `80` to `8080`'],
  ['action.yml', action, 'warn', 'error', '`level` goes from `warn` to `error`'],
];

test.each(ROWS)('%s: %s', async (path, form, old, now, expected) => {
  expect(await told(path, form(old), form(now))).toEqual([expected]);
});

/** The same value, one that moves with each release, one that nobody meets, or no literal. */
const QUIET: readonly (readonly [path: string, old: string, now: string])[] = [
  ['cli.ts', commander('30'), commander('30.0')],
  ['cli.ts', commander('60000'), commander('60 * 1000')],
  ['cli.ts', commander("'v1.2.3'"), commander("'v1.2.4'")],
  ['cli.ts', commander('LIMIT'), commander('OTHER')],
  ['cli.ts', commander('30'), commander('parse')],
  ['test/cli.test.ts', commander('30'), commander('60')],
  ['scripts/cli.ts', commander('30'), commander('60')],
  ['cli.ts', "select.option('red', 'x', 1);", "select.option('red', 'x', 2);"],
  ['chart.ts', "draw({ level: { type: 'x', default: 1 } });", "draw({ level: { type: 'x', default: 2 } });"],
  ['server.ts', 'f(options.PORT ?? 1);', 'f(options.PORT ?? 2);'],
  ['tool/main.py', "parser.add_argument('--image', default='a:1')", "parser.add_argument('--image', default='a:2')"],
  ['tool/main.py', "d.get('KEY', 1)", "d.get('KEY', 2)"],
  ['tool/main.py', 'class A(Base):\n    size: int = 1', 'class A(Base):\n    size: int = 2'],
  ['cmd/a.go', 'package a\nvar x = s.Int("a", 1)', 'package a\nvar x = s.Int("a", 2)'],
  ['src/main.rs', clap('8080').replace('long, ', ''), clap('9090').replace('long, ', '')],
];

test.each(QUIET)('stays quiet: %s %s => %s', async (path, old, now) => {
  expect(await told(path, old, now)).toEqual([]);
});

test('what users are told of is not told again', async () => {
  const change = (more: Parameters<typeof told>[3]): Promise<string[]> =>
    told('cli.ts', commander('30'), commander('60'), more);
  expect(await change({ changeSet: { title: 'Wait longer' } })).toHaveLength(1);
  expect(await change({ changeSet: { title: 'Raise the TIMEOUT' } })).toEqual([]);
  expect(await change({ changeSet: { body: 'Another default' } })).toEqual([]);
  expect(await change({ after: { 'CHANGELOG.md': '- `--timeout` is 60 now\n' } })).toEqual([]);
  expect(await change({ after: { 'docs/cli.md': 'timeout: 60\n' } })).toEqual([]);
  expect(await change({ after: { 'docs/cli.md': 'something else\n' } })).toHaveLength(1);
  expect(await change({ after: { 'package.json': PACKAGE['package.json'].replace('2.1.0', '3.0.0') } })).toEqual([]);
});

test('of a flag that two commands have, the one that changed is told, once', async () => {
  const two = (first: string, second: string): string => `${argparse(first)}\n${argparse(second)}`;
  expect(await told('a.py', two('1', '2'), two('1', '3'))).toEqual(['`--timeout` goes from `2` to `3`']);
  expect(await told('a.py', two('1', '2'), two('2', '1'))).toEqual([]);
  expect(await told('a.py', two('1', '2'), two('1', '2').split('\n')[1] ?? '')).toEqual([]);
});
