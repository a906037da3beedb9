import { entriesBelow, type PackageManifest, type ManifestEntry } from './package-manifest.ts';
import type { ManifestChange, ManifestHazard } from './manifest-hazard.ts';

/** Registries that the change names: packages are taken from there, or published to it. */
export function registryHazards({ base, head }: ManifestChange): ManifestHazard[] {
  const known = new Set(registriesOf(base).map(({ value }) => originOf(value)));
  return registriesOf(head).flatMap(({ keys, value }): ManifestHazard[] => {
    const origin = originOf(value);
    if (origin === null || known.has(origin)) return [];
    const { protocol, hostname } = new URL(origin);
    const open = protocol === 'http:';
    if (/^(?:localhost|127\.|\[::1\])/.test(hostname)) return [];
    return [
      {
        rule: 'registry-override',
        keys,
        title: open ? 'The registry is reached without TLS' : `Packages go to or come from \`${hostname}\` now`,
        explanation: open
          ? 'Packages, and the token that is sent along, can be read and replaced on the way. Use the registry’s https address.'
          : 'Whoever runs that host receives what is published, with the token, and decides what is installed from it. Make sure that it is meant.',
        failureScenario: {
          description: `The next publication or installation talks to \`${origin}\`${open ? '; someone on the network answers in its place' : ' and sends it the token of whoever runs it'}.`,
        },
        // A host of one's own is common, and so is the usual one spelt out; who reads the change knows which it is.
        ...(!open && { severity: 'suggestion' as const }),
        confidence: open ? 800 : 500,
      },
    ];
  });
}

function registriesOf(manifest: PackageManifest): ManifestEntry[] {
  return ['publishConfig', 'config'].flatMap((table) =>
    entriesBelow(manifest, [table]).filter(({ name, keys }) => keys.length === 2 && /(?:^|:|_)registry$/.test(name)),
  );
}

function originOf(value: string): string | null {
  return /^https?:/i.test(value) && URL.canParse(value) ? new URL(value).origin : null;
}
