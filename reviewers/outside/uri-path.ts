import { isUtf8 } from 'node:buffer';

/** A path as a URI names it: inside some unnamed root, or absolute on the machine that wrote it. */
export type UriPath = { readonly kind: 'relative' | 'absolute'; readonly path: string } | { readonly kind: 'foreign' };

/**
 * The path behind a URI or behind what tools write instead of one (a bare path, a Windows path). `..` is resolved; a relative
 * path that climbs above its root keeps its `..` in front.
 */
export function uriPath(uri: string): UriPath {
  const file = /^file:(?:\/\/([^/]*))?(\/.*)$/i.exec(withoutLineMark(uri));
  if (file !== null) return { kind: 'absolute', path: normalise(decodeUri(file[2] ?? '/')) };
  if (/^[A-Za-z]:[\\/]/.test(uri)) return { kind: 'absolute', path: normalise(`/${uri}`) };
  if (/^[a-z][a-z0-9+.-]*:/i.test(uri)) return { kind: 'foreign' };
  const path = decodeUri(withoutLineMark(uri));
  return { kind: /^[/\\]/.test(path) ? 'absolute' : 'relative', path: normalise(path) };
}

/** `#L2`, `#L2-L5` or `#L2C3`, as links to lines are written; any other `#` may belong to a name. */
const LINE_MARK = /#L(\d{1,9})(?:C\d{1,9})?(?:-L?(\d{1,9})(?:C\d{1,9})?)?$/i;

const withoutLineMark = (uri: string): string => uri.replace(LINE_MARK, '');

/** The lines that a URI names by its end; null where it names none. */
export function linesOfUri(uri: string): { readonly startLine: number; readonly endLine: number } | null {
  const [, start, end] = LINE_MARK.exec(uri) ?? [];
  const startLine = Number(start ?? 0);
  return startLine === 0 ? null : { startLine, endLine: Math.max(startLine, Number(end ?? start)) };
}

/** The path below a root; null when it lies elsewhere. Both are absolute and normalised. */
export function pathBelow(root: string, path: string): string | null {
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : null;
}

/** `/`-separated, without `.` and empty parts, `..` resolved, the drive letter large. */
export function normalise(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const absolute = slashed.startsWith('/');
  const parts: string[] = [];
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !absolute) parts.push(part);
  }
  const joined = parts.join('/').replace(/^[a-z]:(?=\/|$)/, (drive) => (absolute ? drive.toUpperCase() : drive));
  return absolute ? `/${joined}` : joined;
}

/** Undoes percent-encoding. Bytes that are not UTF-8 become lone surrogates, as in every path of Docket; a bare `%` stays. */
function decodeUri(uri: string): string {
  return uri.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return decodeBytes(Buffer.from(run.replaceAll('%', ''), 'hex'));
    }
  });
}

function decodeBytes(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const size =
      [1, 2, 3, 4].find((length) => at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) ?? 0;
    text += size === 0 ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) : bytes.toString('utf8', at, at + size);
    at += Math.max(size, 1);
  }
  return text;
}
