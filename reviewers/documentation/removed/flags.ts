import type { DeclaredThing, OldLine } from './removed.ts';

/** Calls, attributes and cases that declare the flags in the strings of their line: commander, yargs, argparse, click, typer, OptionParser, picocli. */
const DECLARES =
  /\.(?:option|requiredOption|on)\(|\bnew Option\(|\badd_argument\(|@option\(|\btyper\.Option\(|\bOption<|@(?:CommandLine\.)?(?:Option|Parameter)\(|\bnames\s*=|\bcase\s+['"]--/;
/** The first of a call's arguments stands on a line of its own. */
const OPENS = /(?:\.(?:option|requiredOption|on)|\bnew Option|\badd_argument|@[\w.]{0,40}option|\btyper\.Option)\(\s*$/;
const QUOTED = /['"](?:-\w[,|/ ]\s?)?(--[a-z][a-z0-9]*(?:-[a-z0-9]+)*)/;

/** Names without hyphens in front: the calls of flag, pflag, cobra, kingpin; clap; Symfony's Console. */
const BARE: readonly (readonly [files: RegExp, flag: RegExp])[] = [
  [
    /\.go$/i,
    /(?:[fF]lags?|\bfs|FlagSet)(?:\(\))?\.(?:String|Bool|Duration|Int|Uint|Float|Count)[A-Za-z0-9]{0,12}\((?:&?[\w.]{1,60}, )?"([a-z][\w.-]*)"/,
  ],
  [/\.go$/i, /\.Flag\("([a-z][\w.-]*)"/],
  [/\.rs$/i, /(?:\.long\(|\blong\s*=\s*)"([a-z][\w-]*)"/],
  [/\.php$/i, /(?:->addOption\(|\bnew InputOption\()\s*'([a-z][\w-]*)'/],
];
const CLAP_FIELD = /^\s*#\[\s*(?:arg|clap|structopt)\(.*\blong\b(?!\s*=)/;

/** Command line flags, as users type them. */
export function flagsOfLine({ path, text, above }: OldLine): DeclaredThing[] {
  const bare = BARE.flatMap(([files, flag]) => (files.test(path) ? (flag.exec(text)?.[1] ?? []) : []));
  const field = path.endsWith('.rs') && CLAP_FIELD.test(above) ? /^\s*(?:pub\s+)?([a-z]\w*)\s*:/.exec(text)?.[1] : null;
  const whole = DECLARES.test(text) || OPENS.test(above) ? QUOTED.exec(text)?.[1] : null;
  return [
    ...bare.map((name) => `--${name}`),
    ...(field ? [`--${field.replaceAll('_', '-')}`] : []),
    ...(whole ? [whole] : []),
  ]
    .slice(0, 1)
    .map((name) => ({ kind: 'flag', name }));
}
