import type { LockedPackage } from './locked-package.ts';

/** Whether an entry installs another package or version than the one that it is for. */
export function isOtherPackage(one: LockedPackage): boolean {
  return one.askedAs !== undefined || [one.source, ...(one.addresses ?? [])].some((address) => isOther(one, address));
}

/** An address in the form of npm's registries: `/name/-/name-1.0.0.tgz`. */
function isOther({ name, version }: LockedPackage, address: string | null): boolean {
  const path = address !== null && URL.canParse(address) ? pathOf(address) : '';
  const [, named, file = ''] = /\/((?:@[^/]{1,200}\/)?[^/]{1,200})\/-\/([^/]{1,300})\.tgz$/.exec(path) ?? [];
  if (named === undefined) return false;
  return named !== name || (version !== '' && !file.endsWith(`-${version.split('+', 1)[0]}`));
}

function pathOf(address: string): string {
  const { pathname } = new URL(address);
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A per cent sign that encodes nothing: the path as it stands.
    return pathname;
  }
}
