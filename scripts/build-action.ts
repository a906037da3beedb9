import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { PackageList } from '../app/action/package-list.ts';
import { ACTION_PROGRAMS, bundle } from './action/bundle.ts';
import { DOWNLOADS } from './action/downloads.ts';
import { noticesOf } from './action/licences.ts';
import { PACKED_PACKAGES, readPackedFiles } from './action/packed-files.ts';

// Makes `dist/`, what action.yml runs. With `--check` nothing is written: the exit code is 1 when `dist/` is not what would be made.
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DIST = join(ROOT, 'dist');
const ENDING = '.zst';

const packed = readPackedFiles(ROOT);
const { files: programs, packages } = await bundle(ROOT, ACTION_PROGRAMS);
const list: PackageList = {
  files: packed.map(({ path, sha256, platform }) => ({ path, sha256, platform })),
  downloads: [...DOWNLOADS],
};
const texts = new Map([
  ...programs,
  ['package.json', `${JSON.stringify({ private: true, type: 'module' })}\n`],
  ['packages.json', `${JSON.stringify(list, null, 1)}\n`],
  ['licences.txt', noticesOf(ROOT, [...packages, ...PACKED_PACKAGES.map(({ name }) => name)])],
]);
// What a compressor makes of the same bytes depends on its version, so files are compared unpacked.
const archives = new Map(packed.map((file) => [`packages/${file.path}${ENDING}`, file]));

const there = filesBelow(DIST);
const stale = there.filter((path) => !texts.has(path) && !archives.has(path));
const changed = [
  ...[...texts].filter(([path, text]) => read(path)?.toString('utf8') !== text).map(([path]) => path),
  ...[...archives].filter(([path, { sha256 }]) => digestOf(unpacked(read(path))) !== sha256).map(([path]) => path),
];

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...changed]) process.stdout.write(`dist/${path} is not what the sources make\n`);
  if (stale.length + changed.length > 0) process.stdout.write('To do: npm run build:action, and commit dist/.\n');
  process.exitCode = stale.length + changed.length > 0 ? 1 : 0;
} else {
  for (const path of stale) rmSync(join(DIST, path));
  for (const path of changed) {
    mkdirSync(dirname(join(DIST, path)), { recursive: true });
    const archive = archives.get(path);
    writeFileSync(join(DIST, path), archive === undefined ? (texts.get(path) ?? '') : compressed(archive.bytes));
  }
  process.stdout.write(
    `dist/: ${texts.size + archives.size} files, ${changed.length} written, ${stale.length} removed\n`,
  );
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function read(path: string): Buffer | null {
  return there.includes(path) ? readFileSync(join(DIST, path)) : null;
}

function unpacked(bytes: Buffer | null): Buffer | null {
  try {
    return bytes === null ? null : zstdDecompressSync(bytes);
  } catch {
    // Not an archive: as good as not there.
    return null;
  }
}

function digestOf(bytes: Buffer | null): string | null {
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}

function compressed(bytes: Buffer): Buffer {
  return zstdCompressSync(bytes, {
    params: {
      [constants.ZSTD_c_compressionLevel]: 22,
      [constants.ZSTD_c_windowLog]: 24,
      [constants.ZSTD_c_contentSizeFlag]: 1,
      [constants.ZSTD_c_checksumFlag]: 0,
    },
  });
}
