import { parse } from 'smol-toml';
import { z } from 'zod';
import type { CheckContext } from '../../../reviewer.ts';
import { folderOf, foldersUpward, inFolder } from '../../paths.ts';
import { isOfWorkspaceOnly } from './rust-published.ts';
import { type PublicUse, publicUses } from './rust-uses.ts';

/** Names at the top of a file that people outside of the crate can reach; `all`: every public one. */
export interface Reached {
  readonly all: boolean;
  readonly names: ReadonlySet<string>;
}

const Manifest = z.object({
  package: z.object({ name: z.unknown(), publish: z.unknown().optional() }),
  bin: z.array(z.unknown()).optional(),
  lib: z.object({ path: z.string().optional(), 'proc-macro': z.boolean().optional() }).optional(),
});
const HIDDEN = /^#\[(?:doc\(hidden|cfg\b|deprecated)/;

interface Module {
  readonly text: string;
  readonly uses: readonly PublicUse[];
}

/**
 * What of a file of Rust can be reached from the root of a crate that is published, at the base: through `pub mod`, and through `pub use` of
 * the modules above it. Null: nothing.
 */
export async function rustReached(
  context: CheckContext,
  path: string,
  tree: ReadonlySet<string>,
): Promise<Reached | null> {
  const crate = foldersUpward(folderOf(path)).find((one) => tree.has(inFolder(one, 'Cargo.toml')));
  const root = crate === undefined ? null : await rootOf(context, crate, tree);
  if (crate === undefined || root === null || (await isOfWorkspaceOnly(context, crate, tree))) return null;
  const folder = inFolder(folderOf(root), '');
  if (path !== root && !path.startsWith(folder)) return null;
  const chain =
    path === root
      ? []
      : path
          .slice(folder.length)
          .replace(/(?:\/mod)?\.rs$/, '')
          .split('/');
  const reached: Reached[] = [{ all: true, names: new Set() }];
  const modules: Module[] = [];
  for (const [at, name] of chain.entries()) {
    const file = at === 0 ? root : fileOf(folder, chain.slice(0, at), tree);
    const content = file === null ? null : await context.read(file, 'old');
    // A module that stands inside of another file is not followed.
    if (content?.kind !== 'text') return null;
    modules.push({ text: content.text, uses: publicUses(content.text) });
    reached.push(reachedAt(modules, reached, chain.slice(0, at + 1), name));
  }
  const last = reached.at(-1);
  return last === undefined || (!last.all && last.names.size === 0) ? null : last;
}

async function rootOf(context: CheckContext, crate: string, tree: ReadonlySet<string>): Promise<string | null> {
  const content = await context.read(inFolder(crate, 'Cargo.toml'), 'old');
  if (content.kind !== 'text') return null;
  try {
    const { package: own, lib, bin } = Manifest.parse(parse(content.text));
    // The library of a program is split off for the program itself, and seldom meant for others.
    if (bin !== undefined || tree.has(inFolder(crate, 'src/main.rs'))) return null;
    const root = inFolder(crate, lib?.path ?? 'src/lib.rs');
    return own.publish === false || lib?.['proc-macro'] === true || !tree.has(root) ? null : root;
  } catch {
    // A workspace without a package of its own, or a manifest that the check of lockfiles tells about.
    return null;
  }
}

function fileOf(folder: string, chain: readonly string[], tree: ReadonlySet<string>): string | null {
  const base = `${folder}${chain.join('/')}`;
  return [`${base}.rs`, `${base}/mod.rs`].find((one) => tree.has(one)) ?? null;
}

/** What is seen of the last module of a chain, by what is seen of those above it and what they hand on. */
function reachedAt(
  modules: readonly Module[],
  above: readonly Reached[],
  chain: readonly string[],
  name: string,
): Reached {
  const lines = (modules.at(-1)?.text ?? '').split('\n').map((line) => line.trim());
  const declared = lines.indexOf(`pub mod ${name};`);
  const attributes = lines.slice(
    lines.slice(0, Math.max(0, declared)).findLastIndex((line) => !/^(?:#\[|\/\/)/.test(line)) + 1,
    Math.max(0, declared),
  );
  const isPublic = declared >= 0 && !attributes.some((line) => HIDDEN.test(line));
  if (isPublic && above.at(-1)?.all === true) return { all: true, names: new Set() };
  const names = new Set<string>();
  for (const [at, { uses }] of modules.entries()) {
    const seen = above[at];
    for (const use of seen === undefined ? [] : uses) {
      if (!leadsTo(use, chain.slice(0, at), chain)) continue;
      if (use.name === '*' && seen?.all === true) return { all: true, names };
      if (use.name !== '*' && (seen?.all === true || seen?.names.has(use.alias))) names.add(use.name);
      if (use.name === '*') for (const one of seen?.names ?? []) names.add(one);
    }
  }
  return { all: false, names };
}

/** Whether a path that stands in one module is another one's. */
function leadsTo({ path }: PublicUse, from: readonly string[], to: readonly string[]): boolean {
  const [first = '', ...rest] = path;
  const whole =
    first === 'crate'
      ? rest
      : first === 'self'
        ? [...from, ...rest]
        : first === 'super'
          ? [...from.slice(0, -1), ...rest]
          : [...from, ...path];
  return whole.join('::') === to.join('::');
}
