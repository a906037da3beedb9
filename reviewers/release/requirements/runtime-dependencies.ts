import { posix } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { builtDependencies } from './built-dependencies.ts';

/** What a package takes along to whoever installs it, by name, with the range that is written down. */
export type RuntimeDependencies = ReadonlyMap<string, string>;

const Words = z.record(z.string(), z.unknown()).optional();
const PackageJson = z.object({ dependencies: Words, peerDependencies: Words });
const Composer = z.object({ require: Words });
const Cargo = z.object({ dependencies: Words });
const Pyproject = z.object({
  project: z.object({ dependencies: z.array(z.string()).optional() }).optional(),
  tool: z.object({ poetry: z.object({ dependencies: Words }).optional() }).optional(),
});

/** Engines are told by a rule of their own. */
const ENGINES = /^(?:php|python|ext-.*|composer(?:-.*)?)$/;
/** Copies of the same repository, and what no number tells. */
const PLACED = /^(?:workspace|file|link|portal|git|https?|github):?/;

/** The dependencies at run time that a manifest declares; none where it cannot be read, which the check of lockfiles tells of. */
export function runtimeDependencies(path: string, text: string): RuntimeDependencies {
  try {
    return new Map(
      rangesOf(posix.basename(path), text).flatMap(([name, range]): [string, string][] => {
        const written = z
          .union([z.string(), z.object({ version: z.string() }).transform(({ version }) => version)])
          .safeParse(range);
        return ENGINES.test(name) || !written.success || PLACED.test(written.data) ? [] : [[name, written.data]];
      }),
    );
  } catch {
    return new Map();
  }
}

function rangesOf(file: string, text: string): [string, unknown][] {
  switch (file) {
    case 'package.json': {
      const { dependencies, peerDependencies } = PackageJson.parse(JSON.parse(text));
      return Object.entries({ ...peerDependencies, ...dependencies });
    }
    case 'composer.json':
      return Object.entries(Composer.parse(JSON.parse(text)).require ?? {});
    case 'Cargo.toml':
      return Object.entries(Cargo.parse(parse(text)).dependencies ?? {});
    case 'pyproject.toml': {
      const { project, tool } = Pyproject.parse(parse(text));
      const listed = (project?.dependencies ?? []).flatMap((one): [string, string][] => {
        const [, name, range] = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?([^;]*)/.exec(one) ?? [];
        return name === undefined ? [] : [[name, range ?? '']];
      });
      return [...Object.entries(tool?.poetry?.dependencies ?? {}), ...listed];
    }
    default:
      return builtDependencies(file, text);
  }
}
