import { expect, test } from 'vitest';
import { release } from '../../../reviewers/release/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { type Change, places, runChecks } from '../check-table.ts';

const only = ['removed-flags'];
const manifest = (version: string): string =>
  `${JSON.stringify({ name: 'tool', version, bin: './cli.js' }, null, 2)}\n`;

/** A change of a program at 2.1.0; `null` removes a file. */
function program(old: Tree, head: Record<string, string | null>): Change {
  const before = { 'package.json': manifest('2.1.0'), ...old };
  const after = Object.entries({ ...before, ...head }).filter(([, text]) => text !== null);
  return { old: before, new: Object.fromEntries(after) as Tree };
}

const commander = (...flags: string[]): string =>
  [
    "import { program } from 'commander';",
    'program',
    "  .command('run <file>')",
    ...flags.map((flag) => `  .option('${flag}', 'what it does')`),
    '  .action(run);',
    '',
  ].join('\n');
const yargs = (...lines: string[]): string =>
  ["import yargs from 'yargs';", 'yargs(argv)', ...lines, '  .parse();', ''].join('\n');
const parseArgs = (...keys: string[]): string =>
  [
    "import { parseArgs } from 'node:util';",
    'const { values } = parseArgs({',
    '  allowPositionals: true,',
    '  options: {',
    ...keys.map((key) => `    ${key}: { type: 'boolean' },`),
    '  },',
    '});',
    '',
  ].join('\n');
const argparse = (...flags: string[]): string =>
  [
    'import argparse',
    'parser = argparse.ArgumentParser()',
    ...flags.map((flag) => `parser.add_argument(${flag}, help="what it does")`),
    '',
  ].join('\n');
const click = (...flags: string[]): string =>
  [
    'import click',
    '@click.command()',
    ...flags.map((flag) => `@click.option(${flag})`),
    'def main(**options):',
    '    ...',
    '',
  ].join('\n');

const cobra = (...flags: string[]): string =>
  [
    'package cmd',
    'import "github.com/spf13/cobra"',
    'func init() {',
    ...flags.map((flag) => `\t${flag}`),
    '}',
    '',
  ].join('\n');
const clap = (...fields: string[]): string =>
  ['#[derive(Parser)]', 'struct Args {', ...fields.flatMap((field) => field.split('|')), '}', ''].join('\n');
const LONG = '    #[arg(short, long)]|    dry_run: bool,';

const INVALID: readonly (readonly [name: string, change: Change, expected: readonly string[]])[] = [
  [
    'commander: removed',
    program({ 'cli.ts': commander('--json', '--force') }, { 'cli.ts': commander('--json') }),
    ['removed-cli-flag cli.ts:5'],
  ],
  [
    'commander: renamed',
    program({ 'cli.ts': commander('-o, --output <file>') }, { 'cli.ts': commander('-o, --out <file>') }),
    ['removed-cli-flag cli.ts:4'],
  ],
  [
    'commander: the short form goes',
    program({ 'cli.js': commander('-f, --force') }, { 'cli.js': commander('--force') }),
    ['removed-cli-flag cli.js:4'],
  ],
  [
    'commander: an Option object',
    program(
      { 'cli.ts': "program.addOption(new Option('--level <n>').default(1));\nrun();\n" },
      { 'cli.ts': 'run();\n' },
    ),
    ['removed-cli-flag cli.ts:1'],
  ],
  [
    'yargs: a single option',
    program(
      { 'cli.js': yargs("  .option('force', { type: 'boolean' })", "  .option('json', {})") },
      { 'cli.js': yargs("  .option('json', {})") },
    ),
    ['removed-cli-flag cli.js:3'],
  ],
  [
    'yargs: a table of options',
    program(
      { 'cli.js': yargs('  .options({', '    force: { type: "boolean" },', '    json: {},', '  })') },
      { 'cli.js': yargs('  .options({', '    json: {},', '  })') },
    ),
    ['removed-cli-flag cli.js:4'],
  ],
  [
    'parseArgs',
    program({ 'cli.mts': parseArgs('force', "'dry-run'") }, { 'cli.mts': parseArgs('force') }),
    ['removed-cli-flag cli.mts:6'],
  ],
  [
    'argparse: renamed',
    program({ 'tool/main.py': argparse("'-o', '--output'") }, { 'tool/main.py': argparse("'-o', '--out'") }),
    ['removed-cli-flag tool/main.py:3'],
  ],
  [
    'click: one of a pair',
    program({ 'tool/main.py': click("'--color/--no-color'") }, { 'tool/main.py': click("'--color'") }),
    ['removed-cli-flag tool/main.py:3'],
  ],
  [
    'the file is renamed on the way',
    program(
      { 'cli.ts': commander('--a', '--b', '--c', '--d') },
      { 'cli.ts': null, 'main.ts': commander('--a', '--b', '--c') },
    ),
    ['removed-cli-flag cli.ts:7'],
  ],
  [
    'the program is deleted: one finding',
    program({ 'cli.ts': commander('--a', '--b', '--c', '--d') }, { 'cli.ts': null }),
    ['removed-cli-flag cli.ts:4'],
  ],
  [
    'cobra: renamed',
    program(
      { 'cmd/root.go': cobra('cmd.Flags().IntVarP(&n, "jobs", "j", 4, "usage")') },
      { 'cmd/root.go': cobra('cmd.Flags().IntVarP(&n, "workers", "j", 4, "usage")') },
    ),
    ['removed-cli-flag cmd/root.go:4'],
  ],
  [
    'flag: removed',
    program(
      { 'cmd/root.go': cobra('flag.Bool("wait", false, "usage")', 'flag.Bool("json", false, "usage")') },
      { 'cmd/root.go': cobra('flag.Bool("json", false, "usage")') },
    ),
    ['removed-cli-flag cmd/root.go:4'],
  ],
  [
    'clap: a field',
    program({ 'src/main.rs': clap(LONG) }, { 'src/main.rs': clap(LONG.replace('dry_run', 'pretend')) }),
    ['removed-cli-flag src/main.rs:4'],
  ],
  [
    'clap: a name',
    program(
      { 'src/main.rs': clap('    #[arg(long = "dry-run")]|    dry: bool,') },
      { 'src/main.rs': clap('    #[arg(long = "pretend")]|    dry: bool,') },
    ),
    ['removed-cli-flag src/main.rs:3'],
  ],
  [
    'clap: a builder',
    program(
      { 'src/main.rs': 'fn a() { Arg::new("p").long("port"); }\n' },
      { 'src/main.rs': 'fn a() { Arg::new("p").long("listen"); }\n' },
    ),
    ['removed-cli-flag src/main.rs:1'],
  ],
  [
    'a patch version, and the help text still speaks of it',
    program(
      { 'cli.ts': commander('--output <file>') },
      {
        'cli.ts': `${commander('--out <file>')}const help = 'write with --output';\n`,
        'package.json': manifest('2.1.1'),
      },
    ),
    ['removed-cli-flag cli.ts:4'],
  ],
];

const VALID: readonly (readonly [name: string, change: Change])[] = [
  [
    'what said itself that it would go',
    program(
      {
        'cmd/root.go': cobra(
          'flag.Bool("wait", false, "Deprecated, use json")',
          'flag.Bool("json", false, "usage")',
          'flag.Bool("old", false, "usage")',
          'cmd.Flags().MarkDeprecated("old", "use json")',
        ),
      },
      { 'cmd/root.go': cobra('flag.Bool("json", false, "usage")') },
    ),
  ],
  [
    'a major version',
    program({ 'cli.ts': commander('--force') }, { 'cli.ts': commander(), 'package.json': manifest('3.0.0') }),
  ],
  [
    'the changelog names it',
    program({ 'cli.ts': commander('--force') }, { 'cli.ts': commander(), 'CHANGELOG.md': '- `--force` is gone\n' }),
  ],
  [
    'Go: a method called String that is no command line',
    program(
      { 'a.go': 'package a\nvar x = zap.String("key", v)\n' },
      { 'a.go': 'package a\nvar x = zap.String("other", v)\n' },
    ),
  ],
  [
    'cobra: deprecated, and still there',
    program(
      { 'cmd/root.go': cobra('flag.Bool("wait", false, "usage")') },
      { 'cmd/root.go': cobra('old := "wait"', 'flag.Bool(old, false, "usage")') },
    ),
  ],
  [
    'clap: from a field to a builder',
    program({ 'src/main.rs': clap(LONG) }, { 'src/main.rs': 'fn a() { Arg::new("d").long("dry-run"); }\n' }),
  ],
  ['clap: a field that is no flag', program({ 'src/main.rs': clap('    dry_run: bool,') }, { 'src/main.rs': clap() })],
  ['the order changes', program({ 'cli.ts': commander('--a', '--b') }, { 'cli.ts': commander('--b', '--a') })],
  ['the description changes', program({ 'cli.ts': commander('--a <x>') }, { 'cli.ts': commander('--a <y>') })],
  ['a short form is added', program({ 'cli.ts': commander('--force') }, { 'cli.ts': commander('-f, --force') })],
  [
    'the flag moves to another file',
    program({ 'cli.ts': commander('--a', '--b') }, { 'cli.ts': commander('--a'), 'commands/b.ts': commander('--b') }),
  ],
  [
    'the file is only renamed',
    program({ 'cli.ts': commander('--a') }, { 'cli.ts': null, 'commands/cli.ts': commander('--a') }),
  ],
  [
    'it lives on as a hidden option',
    program(
      { 'cli.ts': commander('--output <f>') },
      { 'cli.ts': `${commander('--out <f>')}program.addOption(new Option('--output <f>').hideHelp());\n` },
    ),
  ],
  [
    'yargs: it lives on as an alias',
    program(
      { 'cli.js': yargs("  .option('output', {})") },
      { 'cli.js': yargs("  .option('out', { alias: ['o', 'output'] })") },
    ),
  ],
  ['from commander to parseArgs', program({ 'cli.ts': commander('--force') }, { 'cli.ts': parseArgs('force') })],
  [
    'argparse: a positional argument',
    program({ 'tool/main.py': argparse("'path'") }, { 'tool/main.py': argparse("'file'") }),
  ],
  [
    'a method called option that is no command line',
    program({ 'form.ts': "select.option('red');\n" }, { 'form.ts': "select.option('blue');\n" }),
  ],
  [
    'a table called options elsewhere',
    program({ 'chart.ts': 'draw({ options: { grid: true } });\n' }, { 'chart.ts': 'draw({ options: {} });\n' }),
  ],
  [
    'a script of the project itself',
    program({ 'scripts/release.ts': commander('--force') }, { 'scripts/release.ts': commander() }),
  ],
  ['a test', program({ 'test/cli.test.ts': commander('--force') }, { 'test/cli.test.ts': commander() })],
  [
    'a flag in a comment',
    program({ 'cli.ts': `// .option('--old')\n${commander('--a')}` }, { 'cli.ts': commander('--a') }),
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

test('quotes the removed declaration and names the flag', async () => {
  const change = program({ 'cli.ts': commander('-o, --output <file>') }, { 'cli.ts': commander('-o, --out <file>') });
  expect((await runChecks(release, change, { only })).reports).toMatchObject([
    {
      evidence: ".option('-o, --output <file>', 'what it does')",
      title: 'CLI flag `--output` removed without a breaking release',
    },
  ]);
});

test('a plain diff does not carry whole files: said once, and nothing claimed', async () => {
  const change = program(
    { 'cli.ts': commander('--a'), 'other.ts': commander('--b') },
    { 'cli.ts': commander(), 'other.ts': '' },
  );
  const result = await runChecks(release, change, { only, contents: 'diff-only' });
  expect(result.reports).toEqual([]);
  expect(result.unavailable).toHaveLength(1);
});
