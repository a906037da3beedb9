import { parse } from 'smol-toml';
import { z } from 'zod';
import type { CheckContext } from '../../../reviewer.ts';
import { foldersUpward, inFolder, isInternal } from '../../paths.ts';
import { readText } from '../../read-text.ts';

const Dependency = z
  .object({ path: z.string(), version: z.unknown(), package: z.string(), workspace: z.boolean() })
  .partial();
const Dependencies = z.record(z.string(), z.union([Dependency, z.string()])).catch({});
const Manifest = z.object({
  package: z.object({ name: z.string() }).partial().catch({}),
  dependencies: Dependencies.optional(),
  workspace: z.object({ dependencies: Dependencies.optional() }).optional(),
});
type Read = z.infer<typeof Manifest>;

/** So many manifests of a workspace are read. */
const MOST_MANIFESTS = 60;

/**
 * Whether a crate serves its own workspace alone: it, or another crate of the workspace that has it, takes a crate by its path without a
 * version, which Cargo refuses to publish.
 */
export async function isOfWorkspaceOnly(
  context: CheckContext,
  crate: string,
  tree: ReadonlySet<string>,
): Promise<boolean> {
  const own = await read(context, inFolder(crate, 'Cargo.toml'));
  if (own === null) return false;
  if (isTied(own, await sharedBy(context, crate, tree))) return true;
  const name = own.package.name ?? '';
  const others = [...tree].filter(
    (path) => /(?:^|\/)Cargo\.toml$/.test(path) && path !== inFolder(crate, 'Cargo.toml') && !isInternal(path),
  );
  for (const path of others.slice(0, MOST_MANIFESTS)) {
    const other = await read(context, path);
    if (other !== null && isTied(other, {}, name)) return true;
  }
  return false;
}

/** What the workspace above a crate says of dependencies. */
async function sharedBy(context: CheckContext, crate: string, tree: ReadonlySet<string>): Promise<Shared> {
  for (const folder of foldersUpward(crate)) {
    const path = inFolder(folder, 'Cargo.toml');
    const shared = tree.has(path) ? (await read(context, path))?.workspace : undefined;
    if (shared !== undefined) return shared.dependencies ?? {};
  }
  return {};
}

type Shared = z.infer<typeof Dependencies>;

/** Whether a manifest takes a crate, or the one of this name, by its path alone. */
function isTied({ dependencies = {} }: Read, shared: Shared, wanted?: string): boolean {
  return Object.entries(dependencies).some(([name, said]) => {
    const one = typeof said === 'object' && said.workspace === true ? shared[name] : said;
    if (typeof one !== 'object' || one.path === undefined || one.version !== undefined) return false;
    return wanted === undefined || wanted === (one.package ?? name);
  });
}

async function read(context: CheckContext, path: string): Promise<Read | null> {
  const text = await readText(context, path, 'old');
  if (text === null) return null;
  try {
    return Manifest.parse(parse(text));
  } catch {
    return null;
  }
}
