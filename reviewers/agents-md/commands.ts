import type { Side } from '../../schemas/location.ts';
import type { CheckContext } from '../reviewer.ts';
import { COMMAND_KINDS, type CommandKind } from './command-kinds.ts';

/** A command that a line tells the reader to run. */
export interface DocumentedCommand {
  readonly kind: CommandKind;
  readonly name: string;
  /** As written. */
  readonly text: string;
  /** Of the line in the guidance. */
  readonly line: number;
}

/** No command is longer. */
const LONGEST_LINE = 1000;
/** With these the command is meant for another folder or package than the nearest. */
const ELSEWHERE =
  /(?:^|\s)(?:-w|--workspaces?|--filter|-F|-C|--prefix|--cwd|-f|--dir|--manifest-path|--directory)(?:[=\s]|$)|\bcd\s|\bworkspace\s/;
const NEGATED = /\b(?:never|do not|don['’]t|no longer|not|avoid|instead of)\b/i;
const FENCE = /^\s*(?:```|~~~)/;

/** Commands that a text names, as far as they are the repository's own. */
export function commandsIn(lines: readonly string[]): readonly DocumentedCommand[] {
  let fenced = false;
  return lines.flatMap((text, index) => {
    if (FENCE.test(text)) {
      fenced = !fenced;
      return [];
    }
    // What stands in a block of code is a command from its first word on.
    return commandsOf(fenced || /^(?: {4}|\t)/.test(text) ? text.replace(/^\s*(?:[$>]\s+)?/, '$ ') : text, index + 1);
  });
}

function commandsOf(whole: string, line: number): readonly DocumentedCommand[] {
  const text = whole.slice(0, LONGEST_LINE);
  if (ELSEWHERE.test(text) || NEGATED.test(text)) return [];
  return COMMAND_KINDS.flatMap((kind) =>
    [...text.matchAll(kind.command)].flatMap(([command, names = '']) =>
      names.split(/[\s,]+/).flatMap((word) => {
        const name = (kind.bare?.(word) ?? word).replace(/[.:]{1,9}$/, '');
        const written = command.replace(/^[\s$>`&]+/, '').replace(/[.:]{1,9}$/, '');
        return name === '' ? [] : [{ kind, name, text: written, line }];
      }),
    ),
  );
}

/** What can be run on one side, whichever manifest of the tree has it. */
export interface Runnable {
  /** Null where that cannot be told. */
  readonly names: ReadonlySet<string> | null;
  readonly manifests: number;
}

const NOT_OURS = /(?:^|\/)node_modules\//;
/** A tree of more manifests of a kind than the largest builds of Gradle have is not read for a sentence. */
const MOST_MANIFESTS = 500;

/** The names that the manifests of a kind define. */
export async function runnableAt(context: CheckContext, kind: CommandKind, side: Side): Promise<Runnable> {
  const paths = ((await context.list(side)) ?? []).filter((path) => kind.manifest.test(path) && !NOT_OURS.test(path));
  if (paths.length > MOST_MANIFESTS) return { names: null, manifests: paths.length };
  const names = new Set<string>();
  for (const path of paths) {
    const content = kind.definesOn === null ? null : await context.read(path, side);
    const inside =
      content === null ? kind.names('', path) : content.kind === 'text' ? kind.names(content.text, path) : null;
    if (inside === null) return { names: null, manifests: paths.length };
    for (const name of inside) names.add(name);
  }
  return { names, manifests: paths.length };
}
