import type { WorkflowStep } from './workflow.ts';

/** Parts of one line of a program that fetches the head of a pull request: all of a row must be there. */
const CHECKS_OUT: readonly (readonly RegExp[])[] = [
  [/\b(?:gh|hub) pr checkout\b/],
  [/\bgit (?:fetch|pull|checkout)\b/, /pull\//, /head|merge/],
  [/\bgit (?:checkout|switch|merge)\b/, /head\.(?:sha|ref)|HEAD_(?:SHA|REF)/],
];
/** A head that is fetched lies in no folder yet. */
const ONLY_FETCHES = /\bgit (?:\S{1,40} ){0,4}fetch\b/;
/** What only lists commits and compares. */
const LISTS =
  '(?:fetch|log|rev-list|rev-parse|merge-base|diff|config|remote|status|shortlog|branch|tag|ls-files|ls-tree|ls-remote|version|describe)';
/** What brings files of a fetched head into a folder: all other commands of git, and programs that take a patch. */
const USES_FILES = new RegExp(
  String.raw`\bgit (?:-\S{1,40} (?:[^-\s]\S{0,80} )?){0,4}(?!(?:-|${LISTS}\b(?!-)))\S|\$\w{1,40} (?:checkout|switch|restore|reset|worktree|read-tree|cherry-pick|rebase|merge|apply|am|archive|cat-file|show)\b|\bFETCH_HEAD\b|\bpatch\b`,
);
/** What starts a text that a program says. */
const STARTS_TEXT =
  /\beval\b|\bsource\b|\| ?(?:sudo )?(?:\w{0,4}sh|xargs|node|python3?|perl|ruby)\b|sh <\(|(?:^|[;&|]|-[ce]|<<<) ?["']?\$\( ?git (?!rev-|merge-base)/m;
/** Where the head gets its name: `pull/1/head:NAME`. */
const FETCHES = /\bfetch\b/;
const NAMED = /:(?:refs\/heads\/)?["']?([\w./-]{1,80})/g;
/** A file into which a comparison or a message is written; a list of names is none that runs. */
const SAYS = /\bgit (?:-\S{1,40} )?(?:log|diff|tag|branch|config)\b/;
const SAYS_NAMES = /--(?:name-only|name-status|\w{0,5}stat)\b/;
const WRITTEN = /(?:>|--output[= ]) ?["']?([\w./-]{1,80})/g;
/** What reads files and starts none of them. */
const ONLY_READS =
  /^(?:echo|printf|git|gh|cat|grep|egrep|jq|yq|ls|diff|wc|head|tail|sort|uniq|cut|tr|sed|awk|test|\[|\[\[|true|false|exit|set|cd|mkdir|cp|mv|rm|touch|export|if|then|else|elif|fi|for|do|done|while|case|esac|read|curl|wget|find|sha256sum|date|sleep|local|return|break|continue|shift|\w+=.*|[{}();&|]|#.*|)$/;

/** Whether a program gets the head of a pull request. One that is only fetched lies in no folder until something uses it. */
export function checkedOutBy(program: string, isUsed: boolean): boolean {
  return plain(program)
    .split('\n')
    .some(
      (line) =>
        CHECKS_OUT.some((parts) => parts.every((part) => part.test(line))) && (isUsed || !ONLY_FETCHES.test(line)),
    );
}

/** Whether the steps of a job use a head that was fetched: `unknown` where they start programs that nobody sees. */
export function useOfFetched(steps: readonly WorkflowStep[]): 'used' | 'unknown' | 'none' {
  const programs = steps.map(({ run }) => plain(run.words));
  const scripts = steps.map(({ place }) =>
    place
      .at('with')
      .at('script')
      .words.replaceAll(/['"`,[\](){}]+/g, ' '),
  );
  const all = [...programs, ...scripts].map((text) => text.replaceAll(/[ \t]+/g, ' '));
  if (all.some((text) => USES_FILES.test(text) || STARTS_TEXT.test(text))) return 'used';
  const started = programs.flatMap(commandsIn).filter((command) => !isReading(command));
  const names = programs.flatMap((text) => text.split('\n').flatMap(namesIn));
  if (names.some((name) => started.some((command) => hasWord(command, name)))) return 'used';
  return started.length > 0 ? 'unknown' : 'none';
}

/** Whether a program only reads files and starts none of them. */
export function readsOnly(program: string): boolean {
  return commandsIn(plain(program)).every(isReading);
}

/** On one line what goes on in the next, without quotes around the name of a program, with one space between words. */
function plain(program: string): string {
  return program
    .replaceAll(/\\\n\s*/g, ' ')
    .replaceAll(/["']((?:[\w./-]{1,60}\/)?git)["']/g, '$1')
    .replaceAll(/[ \t]+/g, ' ');
}

const commandsIn = (program: string): string[] => program.split(/\n|&&|\|\||[;|]/).map((command) => command.trim());

const isReading = (command: string): boolean => ONLY_READS.test(command.split(' ', 1)[0] ?? '');

/** What a line calls a head that it fetches, and the files into which it writes what git says. */
function namesIn(line: string): string[] {
  const patterns = [
    ...(FETCHES.test(line) ? [NAMED] : []),
    ...(SAYS.test(line) && !SAYS_NAMES.test(line) ? [WRITTEN] : []),
  ];
  return patterns.flatMap((pattern) => [...line.matchAll(pattern)].map(lastPart));
}

const lastPart = ([, path = '']: RegExpExecArray): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a command has a name as a word of its own, or as the end of a path or an address. */
function hasWord(command: string, name: string): boolean {
  return name !== '' && command.split(/[\s"'=:#/]+/).includes(name);
}
