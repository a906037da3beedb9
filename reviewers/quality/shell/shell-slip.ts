import type { Rule } from '../../reviewer.ts';

/** What a slip of a script is called, and what comes of it. */
export const SHELL_SLIPS = {
  'unquoted-removal': {
    title: 'A value that may be empty or have spaces decides what is removed',
    why: 'Put it in quotes, and let the script end where it is empty: `"${dir:?}"`.',
    scenario: 'The value is `my project`, or empty: other folders are removed than the one that was meant.',
    severity: 'warning',
    confidence: 700,
  },
  'text-comparison': {
    title: 'Numbers are compared as texts',
    why: '`<` and `>` compare letter by letter in `[[ … ]]`, and name files in `[ … ]`. Use `-lt`, `-gt` or `(( … ))`.',
    scenario: 'The value is 100 and the limit 90: as texts, `100` comes before `90`, and the branch is not taken.',
    severity: 'warning',
    confidence: 850,
  },
  'constant-test': {
    title: 'The test has the same result whatever happens',
    why: 'A single word is true where it is not empty. Put spaces around the operator, quotes around the variable.',
    scenario: 'The condition is false, and the branch is taken all the same.',
    severity: 'warning',
    confidence: 850,
  },
  'unquoted-test': {
    title: 'The test breaks where the value is empty or has spaces',
    why: 'Without quotes an empty value leaves a word out of `[ … ]`, which then fails as a mistake of syntax.',
    scenario: 'The variable is empty: `[` prints "unary operator expected" and the branch is not taken.',
    severity: 'suggestion',
    confidence: 240,
  },
  'unchecked-folder': {
    title: 'What follows runs in the wrong folder where `cd` fails',
    why: 'Write `cd … || exit 1`, or `set -e`.',
    scenario:
      'The folder does not exist: the removal that follows takes the files of the folder in which the script was started.',
    severity: 'warning',
    confidence: 750,
  },
  'lost-folder': {
    title: 'The next line of the recipe does not run in this folder',
    why: 'Make starts a shell for each line. Write both as one: `cd folder && command`, or ask for `.ONESHELL`.',
    scenario: 'The next command runs in the folder of the Makefile: it fails, or works on other files.',
    severity: 'warning',
    confidence: 850,
  },
  'overwritten-input': {
    title: 'The file is emptied before it is read',
    why: 'The shell opens the output first. Write to another file and move it, or use `sponge` or `sed -i`.',
    scenario: 'The command reads an empty file, and its contents are lost.',
    severity: 'warning',
    confidence: 850,
  },
  'lost-in-pipe': {
    title: 'What is assigned there is gone behind the pipe',
    why: 'Each part of a pipe runs in a shell of its own. Read from `< <(command)` instead.',
    scenario: 'The loop counts to 5; behind it the variable has the value from before.',
    severity: 'warning',
    confidence: 800,
  },
  'spaced-assignment': {
    title: 'This runs a command and assigns nothing',
    why: 'An assignment has no spaces around `=` and no `$` before its name.',
    scenario: 'The shell says "command not found", and the variable keeps its old value.',
    severity: 'warning',
    confidence: 850,
  },
  'redirected-as-user': {
    title: 'The file is written without the rights of `sudo`',
    why: 'The redirection is done by the shell before `sudo` starts. Use `| sudo tee`.',
    scenario: 'The script runs as an ordinary user: "Permission denied", and nothing is written.',
    severity: 'warning',
    confidence: 800,
  },
  'unsafe-names-removed': {
    title: 'Names with spaces or line breaks become other names',
    why: 'Use `find … -print0 | xargs -0`, or `-delete`.',
    scenario: 'A file is called `a b`: the files `a` and `b` are removed.',
    severity: 'suggestion',
    confidence: 600,
  },
  'misordered-redirections': {
    title: 'Errors still go where the output went before',
    why: 'Redirections are done from left to right: write `> file 2>&1`.',
    scenario: 'The command fails; its message is on the terminal and not in the file.',
    severity: 'suggestion',
    confidence: 650,
  },
  'unreachable-command': {
    title: 'This is never reached',
    why: 'The command before it always leaves the script, function or loop.',
    scenario: 'Whoever relies on the command finds that it was never run.',
    severity: 'warning',
    confidence: 800,
  },
  'misspelled-variable': {
    title: 'Nothing gives this variable a value',
    why: 'A variable with nearly the same name has one.',
    scenario: 'The variable is empty, and the script goes on with an empty text.',
    severity: 'warning',
    confidence: 750,
  },
  'not-in-sh': {
    title: 'The first line asks for `sh`, which does not know this',
    why: 'Where `sh` is dash or BusyBox this is a mistake of syntax, or does something else. Ask for `bash`, or write it without.',
    scenario: 'The script runs on Debian or Alpine and ends with a syntax error.',
    severity: 'warning',
    confidence: 700,
  },
} as const;
type ShellSlipRule = keyof typeof SHELL_SLIPS;

/** The rules of these slips. */
export const SHELL_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(SHELL_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);

/** A slip at a place of a script. */
export interface ShellSlip {
  readonly rule: ShellSlipRule;
  readonly start: number;
  readonly end: number;
}
