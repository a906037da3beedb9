import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackedFile } from '../../app/action/package-list.ts';
import type { Platform } from '../../app/action/platform.ts';

/** A file of a package with its bytes. */
export interface SourceFile extends PackedFile {
  readonly bytes: Buffer;
}

interface PackedPackage {
  readonly name: string;
  /** The machine that needs it; null means every one, unless a file's name says more. */
  readonly platform: Platform | null;
}

/** What cannot be bundled, because it holds native code or finds its files by its own place. */
export const PACKED_PACKAGES: readonly PackedPackage[] = [
  { name: 'better-sqlite3', platform: null },
  { name: 'oxlint', platform: null },
  { name: '@oxlint/binding-linux-x64-gnu', platform: 'linux-x64' },
  { name: '@ast-grep/napi', platform: null },
  { name: '@ast-grep/napi-linux-x64-gnu', platform: 'linux-x64' },
  { name: '@ast-grep/setup-lang', platform: null },
  { name: '@ast-grep/lang-csharp', platform: null },
  { name: '@ast-grep/lang-go', platform: null },
  { name: '@ast-grep/lang-java', platform: null },
  { name: '@ast-grep/lang-kotlin', platform: null },
  { name: '@ast-grep/lang-php', platform: null },
  { name: '@ast-grep/lang-python', platform: null },
  { name: '@ast-grep/lang-ruby', platform: null },
  { name: '@ast-grep/lang-rust', platform: null },
  { name: '@astral-sh/ruff-wasm-nodejs', platform: null },
  { name: 'libpg-query', platform: null },
  // Its first line asks for it.
  { name: '@pgsql/types', platform: null },
];

/** What runs, and what has to be said about it; not sources, types and build files. */
const NEEDED = /^(?:package\.json|LICEN[CS]E[^/]*|bin\/[^/]+|(?!(?:src|build|deps)\/).*\.(?:[cm]?js|wasm|node|so))$/;

/** Files for one machine, by their names; those of machines that the Action does not run on are left out. */
const BY_MACHINE: readonly (readonly [RegExp, Platform | null])[] = [
  [/^prebuilds\/(?:linux-x64\.node|prebuild-Linux-X64\/)/, 'linux-x64'],
  [/^prebuilds\/(?:linux-arm64\.node|prebuild-Linux-ARM64\/)/, 'linux-arm64'],
  [/^prebuilds\/(?:darwin-arm64\.node|prebuild-macOS-ARM64\/)/, 'darwin-arm64'],
  [/^prebuilds\//, null],
];

/** Reads the packages of `node_modules` as far as the Action needs them, in the order of their paths. */
export function readPackedFiles(root: string): SourceFile[] {
  const files = PACKED_PACKAGES.flatMap(({ name, platform }) => {
    const home = join(root, 'node_modules', name);
    return readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1))
      .filter((path) => NEEDED.test(path))
      .flatMap((path) => {
        const machine = BY_MACHINE.find(([pattern]) => pattern.test(path));
        if (machine !== undefined && machine[1] === null) return [];
        const bytes = readFileSync(join(home, path));
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return [{ path: `${name}/${path}`, sha256, platform: machine?.[1] ?? platform, bytes }];
      });
  });
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
