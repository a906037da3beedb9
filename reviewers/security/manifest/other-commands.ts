import { brief } from '../scenario.ts';
import type { ManifestChange, ManifestHazard } from './manifest-hazard.ts';
import { entriesBelow, type ManifestEntry, type PackageManifest } from './package-manifest.ts';
import { dangerOf } from './remote-code.ts';

/** Tables with rules of their own, and texts for people. */
const ELSEWHERE_JUDGED: ReadonlySet<string> = new Set(
  `scripts dependencies devDependencies optionalDependencies peerDependencies overrides resolutions description keywords author contributors
  maintainers license homepage repository bugs funding readme`.split(/\s+/),
);

/** Commands of tools that read the manifest: hooks of git, linters, releases; and a package manager that comes from an address. */
export function otherCommands({ base, head }: ManifestChange): ManifestHazard[] {
  const known = new Set(textsOf(base).map(({ value }) => value));
  const added = textsOf(head).filter(({ value }) => !known.has(value));
  return added.flatMap((entry): ManifestHazard[] => {
    if (entry.keys.length === 1 && entry.name === 'packageManager' && entry.value.includes('://'))
      return [hazardOf(entry, { rule: 'downloaded-code', what: 'is a package manager from an address' })];
    const danger = dangerOf(entry.value);
    return danger === null ? [] : [hazardOf(entry, danger)];
  });
}

function hazardOf({ keys, value }: ManifestEntry, danger: NonNullable<ReturnType<typeof dangerOf>>): ManifestHazard {
  return {
    rule: danger.rule,
    keys,
    title: `\`${brief(keys.join('.'))}\` ${danger.what}`,
    explanation:
      'A tool that reads the manifest starts this by itself. What it runs or takes along is not in the repository and is seen by no review.',
    failureScenario: {
      description: `Whoever controls the other end of \`${brief(value)}\` runs what they like, or reads along, on every machine where the tool runs.`,
    },
    severity: 'critical',
    confidence: 800,
  };
}

/** All texts that tools may run, those in lists too. */
function textsOf(manifest: PackageManifest): ManifestEntry[] {
  const tables = Object.keys(manifest).filter((key) => !ELSEWHERE_JUDGED.has(key));
  return tables.flatMap((name): ManifestEntry[] => {
    const value = manifest[name];
    if (typeof value === 'string') return [{ keys: [name], name, value: value.trim() }];
    return entriesBelow({ [name]: withoutLists(value) }, [name]);
  });
}

/** Lists as tables, so that one walk sees every text. */
function withoutLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutLists(part)]));
}
