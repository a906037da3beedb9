import { posix } from 'node:path';
import { z } from 'zod';
import type { CheckContext } from '../../reviewer.ts';

/** `"name": ["packages/name/src"]` of a map of paths. */
const MAPPED = /"([^"\s]{1,200})"\s{0,9}:\s{0,9}\[\s{0,9}"([^"\s]{1,300})"/;
const Named = z.looseObject({ name: z.string() });

/** Whether a line maps the name of a package of this repository, which stood at the base, to a file in that package's own folder. */
export async function mapsOwnPackage(context: CheckContext, line: string): Promise<boolean> {
  const [, name, target] = MAPPED.exec(line) ?? [];
  if (name === undefined || target === undefined) return false;
  const path = posix.normalize(target);
  if (path.startsWith('..') || path.startsWith('/')) return false;
  for (let folder = path; folder !== '.'; folder = posix.dirname(folder)) {
    const content = folder.includes('*') ? null : await context.read(`${folder}/package.json`, 'old');
    if (content?.kind === 'text' && nameIn(content.text) === name.replace(/\/\*?$/, '')) return true;
  }
  return false;
}

function nameIn(manifest: string): string | null {
  try {
    return Named.safeParse(JSON.parse(manifest)).data?.name ?? null;
  } catch {
    // A manifest that is no JSON names nothing.
    return null;
  }
}
