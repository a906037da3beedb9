import type { Check } from '../../reviewer.ts';
import { reportLeftovers, type LeftoverSearch } from '../leftover.ts';

const PYTHON_CALLS = [
  'breakpoint()',
  'pdb.set_trace()',
  'ipdb.set_trace()',
  'pudb.set_trace()',
  'wdb.set_trace()',
  'debugpy.breakpoint()',
];

const RUBY = /(?<![\w.])(?:binding\.(?:pry|irb|break|b)\b(?!\?)|byebug\b(?!\s*[=.(:]))/;

const SEARCHES: readonly LeftoverSearch[] = [
  {
    files: (path) => /\.[cm]?[jt]sx?$/i.test(path),
    comments: 'slashes',
    pattern: /(?<![\w$.])debugger(?![\w$]|\s*[:=.(,])/,
    syntax: {
      rules: [{ id: 'debugger', language: ['javascript', 'typescript', 'tsx'], rule: { kind: 'debugger_statement' } }],
    },
  },
  {
    files: (path) => /\.(?:vue|svelte|astro)$/i.test(path),
    comments: 'slashes',
    pattern: /^\s*debugger\s*(?:;\s*)?$/,
  },
  {
    files: (path) => /\.py$/i.test(path),
    comments: 'hash',
    pattern: /(?<![\w.])(?:breakpoint\(\s*\)|(?:i?pdb|pudb|wdb)\.set_trace\(|debugpy\.breakpoint\(\s*\))/,
    syntax: {
      rules: [
        {
          id: 'debugger',
          language: 'python',
          rule: { any: [...PYTHON_CALLS, 'ipdb.set_trace($$$)', 'pdb.set_trace($$$)'].map((pattern) => ({ pattern })) },
        },
      ],
    },
  },
  {
    files: (path) => /\.(?:rb|rake)$/i.test(path),
    comments: 'hash',
    pattern: RUBY,
    syntax: {
      rules: [
        {
          id: 'debugger',
          language: 'ruby',
          // What stands in a text that begins above is no statement.
          rule: {
            any: [
              { kind: 'call', regex: String.raw`^binding\.(?:pry|irb|break|b)$` },
              { kind: 'call', regex: String.raw`^binding\.(?:pry|irb|break|b)\(` },
              { kind: 'identifier', regex: '^byebug$' },
            ],
          },
        },
      ],
    },
  },
  {
    files: (path) => /\.erb$/i.test(path),
    comments: 'hash',
    pattern: RUBY,
  },
  {
    files: (path) => /\.exs?$/i.test(path),
    comments: 'hash',
    pattern: /(?<![\w.])IEx\.pry\b/,
  },
];

/** Finds stops for a debugger that were left in. */
export const debuggerStatements: Check = {
  id: 'debugger-statements',
  run: (context) =>
    reportLeftovers(context, SEARCHES, {
      rule: 'debugger-statement',
      title: 'Debugger statement left in',
      explanation:
        'The statement stops the program for a debugger. It belongs to the making of the change, not into it.',
      scenario: 'When this line runs and a debugger listens or a terminal is there, the program stops and waits.',
    }),
};
