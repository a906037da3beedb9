import { posix } from 'node:path';

/** Where a dependency comes from if not from the registry, and what is wrong with it. */
export interface ForeignSource {
  readonly kind: 'plain-http' | 'plain-git' | 'tarball' | 'git' | 'outside';
  /** The place, without the version that is taken from it. */
  readonly place: string;
}

const COMMIT = /#(?:[^#]*[:=])?[\da-f]{40}(?:[\da-f]{24})?(?:&|$)/i;
/** An address that itself names a whole commit or digest. */
const COMMIT_IN_ADDRESS = /[/@#=][\da-f]{40}(?:[\da-f]{24})?(?:[./?&#]|$)/i;
/** A publisher that hands its packages out itself. */
const KNOWN_HOST = /^https:\/\/cdn\.sheetjs\.com\//i;
const THIS_MACHINE = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/])/i;
const SHORTHAND = /^(?:(?:github|gitlab|bitbucket|gist):|[A-Za-z\d][\w.-]*\/[\w.-]+(?:#|$))/;

/** What a wish fetches from outside the registry and the repository without pinning it; null where it does not. */
export function foreignSource(wish: string, manifestPath: string): ForeignSource | null {
  const place = (wish.split('#', 1)[0] ?? '').toLowerCase();
  if (THIS_MACHINE.test(wish)) return null;
  if (/^(?:file:|link:|portal:|\.{1,2}\/|\/|~\/)/.test(wish))
    return isOutside(wish, manifestPath) ? { kind: 'outside', place } : null;
  if (
    /^git(?:\+ssh|\+https?|\+file|\+git)?:|^ssh:|^git@/i.test(wish) ||
    SHORTHAND.test(wish) ||
    /^https?:\/\/[^#]*\.git(?:#|$)/i.test(wish)
  ) {
    if (COMMIT.test(wish)) return null;
    return { kind: /^git(?:\+http|\+git)?:\/\/|^http:/i.test(wish) ? 'plain-git' : 'git', place };
  }
  // Without TLS the address may name what it likes: nobody compares.
  if (/^http:/i.test(wish)) return { kind: 'plain-http', place };
  if (!/^https:/i.test(wish) || KNOWN_HOST.test(wish) || COMMIT_IN_ADDRESS.test(wish)) return null;
  return { kind: 'tarball', place };
}

function isOutside(wish: string, manifestPath: string): boolean {
  const target = wish.replace(/^(?:file|link|portal):(?:\/\/(?=[^/]))?/, '');
  if (/^(?:\/|~|[A-Za-z]:[\\/])/.test(target)) return true;
  const resolved = posix.normalize(posix.join(posix.dirname(manifestPath), target));
  return resolved === '..' || resolved.startsWith('../');
}
