import { posix } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { builtEngines } from './built-requirements.ts';

/** What a package asks of whoever installs it. */
export interface Requirements {
  /** The licence that it says of itself. */
  readonly licence: string | null;
  /** What has to be there, by its name, with the range that is written down. */
  readonly engines: ReadonlyMap<string, string>;
}

const Words = z.record(z.string(), z.unknown());
const PackageJson = z.object({
  private: z.unknown().optional(),
  license: z.unknown().optional(),
  engines: Words.optional().catch(undefined),
});
const Composer = z.object({
  license: z.unknown().optional(),
  type: z.unknown().optional(),
  require: Words.optional().catch(undefined),
});
const Pyproject = z.object({
  project: z.object({ 'requires-python': z.unknown().optional(), license: z.unknown().optional() }).optional(),
  tool: z
    .object({ poetry: z.object({ dependencies: Words.optional(), license: z.unknown().optional() }).optional() })
    .optional(),
});
const Cargo = z.object({
  package: z
    .object({
      'rust-version': z.unknown().optional(),
      license: z.unknown().optional(),
      publish: z.unknown().optional(),
    })
    .optional(),
});

/** Whether a file is a manifest that tells what a package needs. */
export function isRequiringManifest(path: string): boolean {
  return /^(?:package\.json|composer\.json|pyproject\.toml|Cargo\.toml|setup\.(?:cfg|py)|[\w.-]+\.(?:gemspec|csproj)|go\.mod|pom\.xml|build\.gradle(?:\.kts)?)$/.test(
    posix.basename(path),
  );
}

/**
 * What a manifest requires; null where it is none of those, is not read, or is of a package that is published nowhere (`private`, `publish = false`, a project of
 * Composer's).
 */
export function requirementsOf(path: string, text: string): Requirements | null {
  try {
    switch (posix.basename(path)) {
      case 'package.json': {
        const { engines, license, ...rest } = PackageJson.parse(JSON.parse(text));
        return rest.private === true ? null : made(license, { 'Node.js': engines?.['node'] });
      }
      case 'composer.json': {
        const { require, license, type } = Composer.parse(JSON.parse(text));
        return type === 'project' ? null : made(license, { PHP: require?.['php'] });
      }
      case 'pyproject.toml': {
        const { project, tool } = Pyproject.parse(parse(text));
        const python = project?.['requires-python'] ?? tool?.poetry?.dependencies?.['python'];
        return made(project?.license ?? tool?.poetry?.license, { Python: python });
      }
      case 'Cargo.toml': {
        const crate = Cargo.parse(parse(text)).package;
        return crate === undefined || crate.publish === false
          ? null
          : made(crate.license, { Rust: crate['rust-version'] });
      }
      case 'setup.cfg':
      case 'setup.py':
        return made(null, { Python: /\bpython_requires\s*=\s*["']?([^"'\n]{1,200})/.exec(text)?.[1] });
      default: {
        if (path.endsWith('.gemspec'))
          return made(null, { Ruby: /\brequired_ruby_version\s*=\s*([^\n]{1,200})/.exec(text)?.[1] });
        const engines = builtEngines(path, text);
        return engines === null ? null : made(null, engines);
      }
    }
  } catch {
    // A manifest that does not parse says nothing here; the check of lockfiles tells of it.
    return null;
  }
}

function made(licence: unknown, engines: Readonly<Record<string, unknown>>): Requirements {
  const known = Object.entries(engines).flatMap(([name, range]): [string, string][] =>
    typeof range === 'string' && range.length <= LONGEST_RANGE ? [[name, range]] : [],
  );
  return { licence: typeof licence === 'string' && licence !== '' ? licence : null, engines: new Map(known) };
}

const LONGEST_RANGE = 200;

/** A version by its first two numbers. */
export type Minimum = readonly [major: number, minor: number];

/** The oldest version that a range lets in: the least of its alternatives, of each the highest lower bound. Null where one has none. */
export function oldestOf(range: string): Minimum | null {
  const alternatives = range.split('||').map((one) => {
    const bounds = [...one.matchAll(/(<=?|!=|>=?|\^|~[>=]?|={1,3})?\s{0,3}v?(\d{1,4})(?:\.(\d{1,4}))?[\d.*x]{0,20}/g)]
      .filter(([, sign = '']) => !/^(?:<|!)/.test(sign))
      .map(([, , major, minor]): Minimum => [Number(major), Number(minor ?? 0)]);
    return bounds.toSorted(compare).at(-1) ?? null;
  });
  if (alternatives.includes(null)) return null;
  return alternatives.flatMap((one) => (one === null ? [] : [one])).toSorted(compare)[0] ?? null;
}

/** Orders versions. */
export function compare(one: Minimum, other: Minimum): number {
  return one[0] - other[0] || one[1] - other[1];
}
