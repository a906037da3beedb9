import { Buffer } from 'node:buffer';
import { Mark } from '../../schemas/publication.ts';

/** The first line of a body, when it is a mark of ours: a comment in HTML, which GitHub does not show. */
const FIRST_LINE = /^<!-- docket (?<data>[\w-]{1,262144}) -->(?:\r?\n|$)/;

/** The hidden first line of a comment of ours. Equal marks give equal lines. */
export function sealMark(mark: Mark): string {
  // What could not be read back would be said a second time.
  const json = JSON.stringify(Mark.parse(mark), (_key, value: unknown) => (isRecord(value) ? sorted(value) : value));
  return `<!-- docket ${Buffer.from(json, 'utf8').toString('base64url')} -->`;
}

/**
 * Reads the hidden first line of a body. Whatever stands elsewhere is text: quoted code may hold look-alikes. What is answered was
 * written by whoever wrote the body; only the caller knows who that was.
 */
export function readMark(body: string): { readonly mark: Mark | null; readonly rest: string } {
  const found = FIRST_LINE.exec(body);
  const mark = found === null ? null : decode(found.groups?.['data'] ?? '');
  return found === null || mark === null ? { mark: null, rest: body } : { mark, rest: body.slice(found[0].length) };
}

function decode(data: string): Mark | null {
  const bytes = Buffer.from(data, 'base64url');
  try {
    const mark = Mark.safeParse(JSON.parse(bytes.toString('utf8')));
    return mark.success ? mark.data : null;
  } catch (error) {
    // Anybody can write such a line; what is not JSON is no mark.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  // A null prototype keeps a key called `__proto__` an ordinary key.
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(record).toSorted()) copy[key] = record[key];
  return copy;
}
