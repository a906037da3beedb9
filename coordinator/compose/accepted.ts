import { compileGlobs } from '../../schemas/path-globs.ts';

const GLOB = /[*?[\]{}()!/.]/;

/** Whether an entry is a glob, too: where it holds a sign that the id of hardly any kind has. */
export function isGlob(entry: string): boolean {
  return GLOB.test(entry);
}

/** Whether the configuration accepts that this file is not judged: by its kind, or by a glob of its path. */
export function isAccepted(
  { path, kind }: { readonly path: string; readonly kind: string },
  accept: readonly string[],
): boolean {
  const globs = accept.filter(isGlob);
  if (accept.includes(kind) || accept.includes('*')) return true;
  return globs.length > 0 && compileGlobs(globs)(path);
}
