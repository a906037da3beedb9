import { Buffer } from 'node:buffer';
import { Mark } from '../../../schemas/publication.ts';

/** The first line of a body, when it is a mark of ours: a comment in HTML, which GitHub does not show. */
const FIRST_LINE = /^<!-- docket (?<data>[\w-]{1,262144}) -->(?:\r?\n|$)/;

/** The hidden first line of a comment of ours. Equal marks give equal lines: parsing puts their keys into the order of the schema. */
export function sealMarker(mark: Mark): string {
  // What could not be read back would be said a second time, so it is better not sealed.
  const json = JSON.stringify(Mark.parse(mark));
  return `<!-- docket ${Buffer.from(json, 'utf8').toString('base64url')} -->`;
}

/**
 * Reads the hidden first line of a body. Whatever stands elsewhere is text: quoted code may hold look-alikes. What is answered was
 * written by whoever wrote the body; only the caller knows who that was.
 */
export function readMarker(body: string): { readonly mark: Mark | null; readonly rest: string } {
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
