import type { ChangedFile } from '../../schemas/change-set.ts';
import type { FileKind } from '../../schemas/judged.ts';
import { compileGlobs } from '../../schemas/path-globs.ts';

const GLOB = /[*?[\]{}()!/.]/;

/** Whether an entry is a glob, too: where it holds a sign that the id of hardly any kind has. */
export function isGlob(entry: string): boolean {
  return GLOB.test(entry);
}

/**
 * The kind of the side that the configuration does not accept to be unjudged; null where it accepts the file. A file that leaves its place or
 * its kind was something else before: who accepts `docs/**` has not accepted what is taken out of `src` into it.
 */
export function notAccepted(
  {
    file,
    kind,
    needs,
  }: {
    readonly file: Pick<ChangedFile, 'status' | 'oldPath' | 'newPath' | 'kinds'>;
    readonly kind: FileKind;
    readonly needs: (kind: FileKind) => boolean;
  },
  accept: readonly string[],
): FileKind | null {
  const { old = kind, new: now = kind } = file.kinds ?? {};
  const moved = file.status === 'R' || file.kinds !== undefined;
  const sides = [{ path: file.newPath, kind: now }, ...(moved ? [{ path: file.oldPath, kind: old }] : [])];
  const open = sides.find((side) => needs(side.kind) && !isAccepted({ path: side.path, kind: side.kind.id }, accept));
  return open?.kind ?? null;
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
