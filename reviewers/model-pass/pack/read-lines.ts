import type { Contents } from '../../../forge/forge.ts';
import { linesOf } from '../prompt/surroundings.ts';

/** The lines of a file, as often as they are asked for; null where it cannot be read. */
export type ReadLines = (path: string, side: 'old' | 'new') => Promise<readonly string[] | null>;

/** Reads each file once. */
export function readingLines(contents: Contents): ReadLines {
  const known = new Map<string, Promise<readonly string[] | null>>();
  return (path, side) => {
    const key = `${side} ${path}`;
    const lines =
      known.get(key) ??
      contents.read(path, side).then((content) => (content.kind === 'text' ? linesOf(content.text) : null));
    known.set(key, lines);
    return lines;
  };
}
