import { type FishCommand, fishCommands } from '../../changed-code/fish/read-fish.ts';
import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { fishSlip } from './fish-slip.ts';

/** What fish does not know, by the command as it is written without its texts. */
const REFUSED: readonly (readonly [pattern: RegExp, say: string])[] = [
  [/^(?:then|fi|done|do|esac)$/, '`then`, `do`, `fi` and `done` are no words of fish: blocks end with `end`.'],
  [/^(?:if|while|and|or|not|!)? ?\[\[ /, '`[[ … ]]` is Bash: fish has `test` and `[ … ]`.'],
  [/<<-?\s?["']?\w/, 'fish has no here-documents.'],
  [/(?<!\\)\$\{\w/, 'fish writes `{$name}`.'],
  [/(?<![\\\w])\$\?/, 'The answer of the last command is `$status`.'],
  [/(?<![\\\w])\$[@#*](?!\w)/, 'Arguments are `$argv`, and their number is `(count $argv)`.'],
  [/(?<![\\\w])\$\(\(/, 'fish computes by `math`.'],
  [/^\w+ ?\(\) ?\{/, 'A function is `function name … end`.'],
  [/^elif\b/, 'It is `else if`.'],
  [/^case .+ in$/, 'It is `switch … case … end`.'],
];
const IDLE: readonly (readonly [pattern: RegExp, say: string])[] = [
  [
    /^(?:else )?(?:if |while |and |or |not )*(?:test|\[) -n \$\w+(?:\[[^\]]*\])?(?: \]| ?[;&|]|$)/,
    'Where the variable is empty, `test -n` has nothing to ask and says yes: put it into quotes.',
  ],
  [/^set (?:-\w+ )*[A-Za-z_]\w*=\S/, 'A variable of this whole name is asked about: `set name value` has no `=`.'],
  [/(?<![\\\w$])\$[1-9](?!\w)/, 'There is no `$1`: arguments are `$argv[1]`.'],
];
const OPENS = /^(?:if|while|for|function|switch|begin)\b/;
/** What is called with these as words: `end` of a list, `function` as an argument. */
const ASSIGNED = /^[A-Za-z_]\w*=\S*$/;

/** Judges whether a script for fish is taken by it, and does what it plainly means to. */
export function judgeFishSlips(text: string): SideJudgement {
  const commands = fishCommands(text);
  if (commands === null) return { hazards: [], unread: [{ reason: 'has a text that does not close', identity: text }] };
  const hazards = commands.flatMap((command): SideHazard[] => {
    const { bare, doubled, line, text: what } = command;
    const refused = REFUSED.find(
      ([pattern], at) => pattern.test(bare) || (at >= 3 && at <= 6 && pattern.test(doubled)),
    );
    if (refused !== undefined) return [fishSlip('refused-fish', { line, what, say: refused[1] })];
    if (ASSIGNED.test(bare))
      return [
        fishSlip('refused-fish', {
          line,
          what,
          say: 'A value is given by `set name value`; before a command alone it may stand so.',
        }),
      ];
    const idle = IDLE.find(
      ([pattern], at) => pattern.test(bare) || (at === 2 && !what.startsWith('complete ') && pattern.test(doubled)),
    );
    return idle === undefined ? [] : [fishSlip('idle-fish', { line, what, say: idle[1] })];
  });
  return { hazards: hazards.length > 0 ? hazards : unbalanced(commands), unread: [] };
}

/** Behind words that join, and values that are given to it. */
function opensBlock(part: string): boolean {
  const first = part.split(' ').find((word) => !/^(?:and|or|not|time)$/.test(word) && !ASSIGNED.test(word));
  return first !== undefined && OPENS.test(first);
}

function unbalanced(commands: readonly FishCommand[]): SideHazard[] {
  const open: FishCommand[] = [];
  for (const command of commands) {
    // `a; and begin`, `x | while read y`, `if a; b; end` stand on one line each, and are commands of their own here.
    for (const part of command.bare.split(/ ?(?:\|\|?|&&|\() ?/)) {
      if (opensBlock(part) && !/^function$/.test(part)) open.push(command);
      else if (/^end\b(?! ?=)/.test(part) && open.pop() === undefined)
        return [
          fishSlip('refused-fish', {
            line: command.line,
            what: command.text,
            say: 'Nothing is open here that it ends.',
          }),
        ];
    }
  }
  const last = open.at(-1);
  return last === undefined
    ? []
    : [fishSlip('refused-fish', { line: last.line, what: last.text, say: 'It has no `end`.' })];
}
