import { gunzipSync } from 'node:zlib';

/** A plain file of an archive; its path has no folder that all share. */
export interface ArchivedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

const BLOCK = 512;
const PLAIN_FILE = new Set(['0', '\0']);

/**
 * The plain files of an npm package's archive. Only archives whose digest is known come in here, so this reads what npm writes and
 * refuses the rest: links, long names and names that lead elsewhere.
 */
export function readNpmArchive(archive: Uint8Array): ArchivedFile[] {
  const tar = gunzipSync(archive);
  const files: ArchivedFile[] = [];
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + BLOCK);
    const name = text(header, 0, 100);
    const size = Number.parseInt(text(header, 124, 12).trim(), 8);
    const kind = header.toString('latin1', 156, 157);
    if (!PLAIN_FILE.has(kind) || text(header, 345, 155) !== '' || !isInner(name) || !Number.isSafeInteger(size)) {
      throw new Error(`the archive has an entry that is not a plain file of a package: ${JSON.stringify(name)}`);
    }
    const begin = at + BLOCK;
    if (begin + size > tar.length) throw new Error(`the archive ends within ${name}`);
    files.push({ path: name.slice(name.indexOf('/') + 1), bytes: tar.subarray(begin, begin + size) });
    at = begin + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function text(block: Buffer, from: number, length: number): string {
  return block.toString('utf8', from, from + length).replace(/\0[\s\S]*$/, '');
}

function isInner(name: string): boolean {
  return /^[^/\\]+(?:\/[^/\\]+)+$/.test(name) && !name.split('/').includes('..');
}
