import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { InfrastructureError, describeCause } from '../../schemas/problem.ts';
import { type AbsentTools, ABSENT_TOOLS_FILE } from '../../analysers/absent-tools.ts';
import { readNpmArchive } from './npm-archive.ts';
import { npmRegistry } from './npm-registry.ts';
import { type PackedFile, PackageList } from './package-list.ts';
import { download } from './pinned-download.ts';
import type { Platform } from './platform.ts';

interface Unpacking {
  /** The bundle. */
  readonly dist: string;
  /** A folder that nobody else can write to. */
  readonly into: string;
  readonly platform: Platform;
  /** Where downloads are kept; null: nowhere. */
  readonly cache: string | null;
  /** Where packages come from; npm's own setting by default. */
  readonly registry?: () => Promise<string>;
  readonly signal: AbortSignal;
}

/** The programs, and what says that they are modules. */
const PROGRAM = ['app', 'analysers', 'chunks', 'package.json'];

/**
 * Lays the program out as an installed package looks: its own files, and `node_modules` with the outside packages that cannot be
 * bundled. Returns the analysers that this machine has to do without, each with the reason.
 */
export async function unpackProgram(unpacking: Unpacking): Promise<AbsentTools> {
  const { dist, into, platform, cache, registry = npmRegistry, signal } = unpacking;
  const list = PackageList.parse(JSON.parse(await readFile(join(dist, 'packages.json'), 'utf8')));
  const here = <Item extends { readonly platform: Platform | null }>({ platform: wanted }: Item) =>
    wanted === null || wanted === platform;
  await Promise.all(PROGRAM.map((name) => cp(join(dist, name), join(into, name), { recursive: true })));
  await Promise.all(list.files.filter(here).map((file) => unpackFile(file, dist, into)));

  const absent: Record<string, string> = {};
  for (const pinned of list.downloads.filter(here)) {
    try {
      for (const { path, bytes } of readNpmArchive(await download(pinned, { cache, registry, signal }))) {
        await write(join(into, 'node_modules', pinned.package, path), bytes);
      }
    } catch (error) {
      signal.throwIfAborted();
      absent[pinned.tool] = describeCause(error);
    }
  }
  await writeFile(join(into, ABSENT_TOOLS_FILE), JSON.stringify(absent));
  return absent;
}

async function unpackFile({ path, sha256 }: PackedFile, dist: string, into: string): Promise<void> {
  const from = join(dist, 'packages', `${path}.zst`);
  const bytes = zstdDecompressSync(await readFile(from));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new InfrastructureError({
      what: 'a file of the Action is not what it was when it was released',
      where: from,
      remedy: 'Run the job again; on a runner of your own, empty its folder `_work/_actions` first.',
    });
  }
  await write(join(into, 'node_modules', path), bytes);
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
