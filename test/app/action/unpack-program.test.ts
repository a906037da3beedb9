import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAbsentTools } from '../../../analysers/absent-tools.ts';
import type { Platform } from '../../../app/action/platform.ts';
import { unpackProgram } from '../../../app/action/unpack-program.ts';
import { pathToFileURL } from 'node:url';

let folder: string;
let server: Server;
let archive: Buffer;

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A bundle with a package for every machine, one for the usual one, and one that is fetched on the other. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docket-unpack-'));
  put('dist/app/action/run.js', 'export const here = import.meta.url;\n');
  put('dist/analysers/child.js', '');
  put('dist/chunks/one.js', '');
  put('dist/package.json', '{"type":"module"}');
  put('dist/packages/all/index.js.zst', zstdCompressSync('module.exports = 1;\n'));
  put('dist/packages/@one/native/one.node.zst', zstdCompressSync('native'));
  put('pack/package.json', '{"name":"@one/fetched","version":"1.0.0"}');
  put('pack/lib/fetched.node', 'fetched');
  execFileSync('npm', ['pack', '--silent'], { cwd: join(folder, 'pack'), stdio: 'pipe' });
  archive = readFileSync(join(folder, 'pack/one-fetched-1.0.0.tgz'));
  server = createServer((_, response) => void response.end(archive)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const list = {
    files: [
      { path: 'all/index.js', sha256: sha256('module.exports = 1;\n'), platform: null },
      { path: '@one/native/one.node', sha256: sha256('native'), platform: 'linux-x64' },
    ],
    downloads: [
      {
        package: '@one/fetched',
        version: '1.0.0',
        platform: 'linux-arm64',
        tool: 'oxlint',
        sha256: sha256(archive),
      },
    ],
  };
  put('dist/packages.json', JSON.stringify(list));
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const unpack = (platform: Platform) =>
  unpackProgram({
    dist: join(folder, 'dist'),
    into: join(folder, 'program'),
    platform,
    cache: null,
    registry: async () => {
      const address = server.address();
      return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    },
    signal: new AbortController().signal,
  });
const unpacked = (path: string) => readFileSync(join(folder, 'program', path), 'utf8');

test('the program is laid out as an installed package, with what this machine needs', async () => {
  expect(await unpack('linux-x64')).toEqual({});
  expect(unpacked('app/action/run.js')).toContain('import.meta.url');
  expect(unpacked('node_modules/all/index.js')).toBe('module.exports = 1;\n');
  expect(unpacked('node_modules/@one/native/one.node')).toBe('native');
  expect(existsSync(join(folder, 'program/node_modules/@one/fetched'))).toBe(false);
});

test('what a rarer machine needs is fetched', async () => {
  expect(await unpack('linux-arm64')).toEqual({});
  expect(unpacked('node_modules/@one/fetched/lib/fetched.node')).toBe('fetched');
  expect(unpacked('node_modules/@one/fetched/package.json')).toContain('1.0.0');
  expect(existsSync(join(folder, 'program/node_modules/@one/native'))).toBe(false);
});

test('another archive is not unpacked, and the tool is absent with the reason', async () => {
  archive = Buffer.from('something else');
  const reason = expect.stringContaining('is not the archive that was expected');
  expect(await unpack('linux-arm64')).toEqual({ oxlint: reason });
  expect(existsSync(join(folder, 'program/node_modules/@one/fetched'))).toBe(false);
  const told = readAbsentTools(pathToFileURL(join(folder, 'program/absent-tools.json')));
  expect(told).toEqual({ oxlint: reason });
});

test('a file that is not what was released is refused', async () => {
  put('dist/packages/all/index.js.zst', zstdCompressSync('module.exports = 2;\n'));
  await expect(unpack('linux-x64')).rejects.toThrow('is not what it was when it was released');
});
