import type { CheckContext } from '../../reviewer.ts';
import { fileNameOf } from '../paths.ts';
import type { Drift, Ecosystem } from './lockfile.ts';

/** Manifests that are no part of the project itself. */
export const FOREIGN = /(^|\/)(node_modules|vendor|third_party|fixtures?|__fixtures__|testdata)\//;

export interface SiblingSearch {
  readonly context: CheckContext;
  readonly ecosystem: Ecosystem;
  readonly paths: ReadonlySet<string>;
  readonly drift: readonly Drift[];
}

/** Leaves out packages of the same repository: they are linked, and some lockfiles never name them. */
export async function withoutSiblings({ context, ecosystem, paths, drift }: SiblingSearch): Promise<readonly Drift[]> {
  if (drift.length === 0) return drift;
  const siblings = new Set<string | null>();
  for (const path of paths) {
    if (fileNameOf(path) !== ecosystem.manifest || FOREIGN.test(path)) continue;
    const content = await context.read(path, 'new');
    if (content.kind === 'text') siblings.add(nameOf(ecosystem, content.text));
  }
  return drift.filter(({ name }) => !siblings.has(name));
}

/** A manifest elsewhere that cannot be read has no name to offer; the change does not touch it, so it is no gap either. */
function nameOf(ecosystem: Ecosystem, manifest: string): string | null {
  try {
    return ecosystem.packageName(manifest);
  } catch {
    return null;
  }
}
