import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readNpmArchive } from '../../../app/action/npm-archive.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'docket-archive-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (path: string, text: string | Buffer) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

const packed = (...names: string[]) => {
  execFileSync('tar', ['-czf', 'out.tgz', '--format=ustar', ...names], { cwd: folder });
  return readFileSync(join(folder, 'out.tgz'));
};

test('files of all sizes come out as they went in', () => {
  const sizes = [0, 1, 511, 512, 513, 70_000];
  for (const size of sizes) put(`package/lib/f${size}`, Buffer.alloc(size, size % 251));
  const files = readNpmArchive(packed(...sizes.map((size) => `package/lib/f${size}`)));
  expect(files.map(({ path }) => path)).toEqual(sizes.map((size) => `lib/f${size}`));
  for (const [index, { bytes }] of files.entries()) {
    const size = sizes[index] ?? 0;
    expect(bytes.equals(Buffer.alloc(size, size % 251)), `${size} bytes`).toBe(true);
  }
});

test('what npm writes is read', () => {
  put('package.json', JSON.stringify({ name: 'one', version: '1.0.0' }));
  put('lib/index.js', 'export {};\n');
  execFileSync('npm', ['pack', '--silent'], { cwd: folder, stdio: 'pipe' });
  const files = readNpmArchive(readFileSync(join(folder, 'one-1.0.0.tgz')));
  expect(files.map(({ path, bytes }) => [path, bytes.toString('utf8')])).toEqual([
    ['lib/index.js', 'export {};\n'],
    ['package.json', expect.stringContaining('"one"')],
  ]);
});

test.each([
  ['a symbolic link', 'package/link', () => symlinkSync('/etc/passwd', join(folder, 'package/link'))],
  ['a hard link', 'package/b', () => linkSync(join(folder, 'package/a'), join(folder, 'package/b'))],
  ['a folder', 'package/folder', () => mkdirSync(join(folder, 'package/folder'))],
])('%s is refused', (_, name, plant) => {
  put('package/a', 'a');
  plant();
  expect(readNpmArchive(packed('package/a'))).toHaveLength(1);
  expect(() => readNpmArchive(packed('package/a', name))).toThrow('is not a plain file of a package');
});

test.each(['../a', '/etc/a', 'package/../../a', 'alone'])('a file called %s is refused', (name) => {
  put('package/a', 'a');
  const tar = gunzipSync(packed('package/a'));
  tar.fill(0, 0, 100);
  tar.write(name, 0);
  expect(() => readNpmArchive(gzipSync(tar))).toThrow('is not a plain file of a package');
});

test('an archive that ends too early is refused', () => {
  put('package/a', Buffer.alloc(5000));
  const tar = gunzipSync(packed('package/a'));
  expect(() => readNpmArchive(gzipSync(tar.subarray(0, 2048)))).toThrow('ends within package/a');
});
