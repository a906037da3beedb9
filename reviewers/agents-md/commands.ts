import { z } from 'zod';
import type { Side } from '../../schemas/location.ts';
import type { CheckContext } from '../reviewer.ts';

/** A command that a line tells the reader to run. */
export interface DocumentedCommand {
  readonly kind: 'script' | 'target';
  readonly name: string;
  /** As written. */
  readonly text: string;
}

/** With these the command is meant for another folder or package than the nearest. */
const ELSEWHERE = /(?:^|\s)(?:-w|--workspaces?|--filter|-F|-C|--prefix|--cwd|-f|--dir)(?:[=\s]|$)|\bcd\s|\bworkspace\s/;
const SCRIPT =
  /(?<![\w-])(?:npm|pnpm|yarn|bun)\s+run(?:-script)?\s+(?:(?:-s|--silent)\s+)?([A-Za-z0-9][\w:.-]*)(?![\w:*<[{$-])/g;
const TARGET = /(?:^\s*(?:[$>]\s*)?|`\s*(?:\$\s*)?|&&\s*)make\s+([a-z][\w.-]*)(?![\w.*<[{$=%/-])/g;
const NEGATED = /\b(?:never|do not|don['’]t|no longer|not|avoid|instead of)\b/i;

/** Commands that a line names, as far as they are the repository's own. */
export function commandsIn(line: string): DocumentedCommand[] {
  if (ELSEWHERE.test(line) || NEGATED.test(line)) return [];
  const scripts = [...line.matchAll(SCRIPT)].map(([text, name = '']) => ({
    kind: 'script' as const,
    name: name.replace(/(?<![.:])[.:]+$/, ''),
    text,
  }));
  const targets = [...line.matchAll(TARGET)].map(([text, name = '']) => ({
    kind: 'target' as const,
    name: name.replace(/(?<!\.)\.+$/, ''),
    text: text.replace(/^[\s$>`&]+/, ''),
  }));
  return [...scripts, ...targets].filter(({ name }) => name !== '');
}

/** The names that can be run on one side, whichever manifest of the tree has them; null where that cannot be told. */
export interface Runnable {
  readonly script: ReadonlySet<string> | null;
  readonly target: ReadonlySet<string> | null;
}

const Manifest = z.object({ scripts: z.record(z.string(), z.string()).optional() });
const NOT_OURS = /(?:^|\/)node_modules\//;

export async function runnableAt(context: CheckContext, side: Side): Promise<Runnable> {
  const paths = ((await context.list(side)) ?? []).filter((path) => !NOT_OURS.test(path));
  const manifests = await textsOf(
    context,
    side,
    paths.filter((path) => /(?:^|\/)package\.json$/.test(path)),
  );
  const makefiles = await textsOf(
    context,
    side,
    paths.filter((path) => /(?:^|\/)(?:GNUm|m|M)akefile$/.test(path)),
  );
  return { script: scriptsOf(manifests), target: targetsOf(makefiles) };
}

async function textsOf(context: CheckContext, side: Side, paths: readonly string[]): Promise<(string | null)[]> {
  return Promise.all(
    paths.map(async (path) => {
      const content = await context.read(path, side);
      return content.kind === 'text' ? content.text : null;
    }),
  );
}

function scriptsOf(manifests: readonly (string | null)[]): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const text of manifests) {
    const manifest = text === null ? null : parse(text);
    if (manifest === null) return null;
    for (const name of Object.keys(manifest.scripts ?? {})) names.add(name);
  }
  return manifests.length === 0 ? null : names;
}

function parse(text: string): z.infer<typeof Manifest> | null {
  try {
    return Manifest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // A manifest that is no JSON tells nothing about its scripts, and npm says so itself.
    return null;
  }
}

/** Includes, patterns and computed names may make a target that is not written there. */
function targetsOf(makefiles: readonly (string | null)[]): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const text of makefiles) {
    if (
      text === null ||
      /^-?s?include\s|^[^\t#\n\r\u2028\u2029%]*%[^\n\r\u2028\u2029:]*:|^\$\(|^[^\S\n\r\u2028\u2029]*\$\(eval|^\.DEFAULT\s*:/m.test(
        text,
      )
    )
      return null;
    for (const [, targets = ''] of text.matchAll(/^([A-Za-z0-9_./ \t-]+)::?(?!=)/gm)) {
      for (const name of targets.split(/\s+/)) names.add(name);
    }
  }
  return makefiles.length === 0 ? null : names;
}
