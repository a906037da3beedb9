import { editDistance, nearestWord } from '../../schemas/text/edit-distance.ts';

/** What somebody asks for in a comment. An `id` is null where the thread says which finding is meant. */
export type Command =
  | { readonly name: 'review' }
  | { readonly name: 'full' }
  | { readonly name: 'pause' }
  | { readonly name: 'resume' }
  | {
      readonly name: 'dismiss';
      readonly id: string | null;
      readonly reason: string;
      /** It is to hold for the whole repository, for so many days; null asks for the usual time. */
      readonly everywhere?: { readonly days: number | null };
    }
  /** Objects to a dismissal for the whole repository. */
  | { readonly name: 'contest'; readonly id: string | null; readonly reason: string }
  | { readonly name: 'explain'; readonly id: string | null }
  | { readonly name: 'break-glass'; readonly reason: string }
  /** `unknown` is what was written instead of a command, `closest` the command that it resembles. */
  | { readonly name: 'help'; readonly unknown: string | null; readonly closest: string | null };

const NAMES = ['review', 'full', 'pause', 'resume', 'dismiss', 'contest', 'explain', 'break glass', 'help'];

/** A word that is more than this many edits away from every command resembles none. */
const MOST_EDITS = 3;

/** What an id of ours looks like; the ids of other tools' findings cannot be told from a reason. */
const ID = /^f-[0-9a-f]{4,}$/i;

/** `--everywhere`, or `--everywhere=30` days; some keyboards make one dash of two. */
const EVERYWHERE = /^(?:--|[–—])everywhere(?:=(\d{1,4})d?)?$/i;

/** Quotes of comments and fenced code speak of commands without giving them. */
const QUOTED = /^\s*>/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The command of a comment: its first line that begins with `/docket`, outside quotes and fences. Null when there is none. */
export function parseCommand(body: string): Command | null {
  const line = commandLine(body);
  if (line === null) return null;
  const words = line.split(/\s+/).filter((word) => word !== '');
  const [first = '', ...rest] = words;
  switch (first.toLowerCase()) {
    case '':
    case 'help':
      return { name: 'help', unknown: null, closest: null };
    case 'review':
    case 'full':
    case 'pause':
    case 'resume':
      return { name: first.toLowerCase() as 'review' | 'full' | 'pause' | 'resume' };
    case 'dismiss':
      return dismissal(rest);
    case 'contest':
      return { name: 'contest', id: rest[0] ?? null, reason: rest.slice(1).join(' ') };
    case 'explain':
      return { name: 'explain', id: rest[0] ?? null };
    case 'break-glass':
    case 'breakglass':
      return { name: 'break-glass', reason: rest.join(' ') };
    case 'break':
      if (rest[0]?.toLowerCase() === 'glass') return { name: 'break-glass', reason: rest.slice(1).join(' ') };
      break;
  }
  return { name: 'help', unknown: first, closest: nearest(first) };
}

function commandLine(body: string): string | null {
  let fence: string | null = null;
  for (const line of body.split(/\r\n|\r|\n/)) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark !== undefined && mark.startsWith(fence)) fence = null;
    } else if (mark !== undefined) {
      fence = mark;
    } else if (!QUOTED.test(line)) {
      const command = /^ {0,3}\/docket(?:\s+(\S.*)?)?$/i.exec(line);
      if (command !== null) return command[1] ?? '';
    }
  }
  return null;
}

function dismissal(words: readonly string[]): Command {
  const flag = words.map((word) => EVERYWHERE.exec(word)).find((match) => match !== null);
  const said = { name: 'dismiss', ...idAndReason(words.filter((word) => !EVERYWHERE.test(word))) } as const;
  if (flag === undefined || flag === null) return said;
  return { ...said, everywhere: { days: flag[1] === undefined ? null : Number(flag[1]) } };
}

function idAndReason([first, ...rest]: readonly string[]): { readonly id: string | null; readonly reason: string } {
  if (first === undefined) return { id: null, reason: '' };
  return ID.test(first) ? { id: first, reason: rest.join(' ') } : { id: null, reason: [first, ...rest].join(' ') };
}

function nearest(word: string): string | null {
  const written = word.toLowerCase();
  const name = NAMES.find((one) => one.startsWith(written)) ?? nearestWord(written, NAMES);
  return name.startsWith(written) || editDistance(written, name) <= MOST_EDITS ? name : null;
}
