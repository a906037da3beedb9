import { z } from 'zod';

const Pins = z.record(z.string(), z.unknown()).optional();
const PinnedPackageJson = z.object({
  overrides: Pins,
  resolutions: Pins,
  pnpm: z.object({ overrides: Pins }).optional(),
});

/** Names whose version the root manifest forces; a lockfile may then rightly hold another version than a manifest wants. */
export function pinnedNames(rootManifest: string): ReadonlySet<string> {
  const { overrides, resolutions, pnpm } = PinnedPackageJson.parse(JSON.parse(rootManifest));
  return new Set(Object.keys({ ...overrides, ...resolutions, ...pnpm?.overrides }).map(lastName));
}

/** A pin may be a path and carry a version: `a>b@^1` and `a/b` both pin `b`. */
function lastName(key: string): string {
  const parts = (key.split('>').at(-1) ?? key).split('/');
  const last = parts.at(-1) ?? key;
  const scope = parts.at(-2);
  const name = scope?.startsWith('@') ? `${scope}/${last}` : last;
  return name.replace(/(?<=.)@.*/, '');
}
