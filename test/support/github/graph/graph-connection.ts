import { Refusal } from '../refusal.ts';

/** The arguments that every list of GraphQL takes. */
export interface ConnectionArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const MOST = 100;

/** One page of a list with opaque cursors; without a bound, or with one above 100, GitHub refuses. */
export function connection<T>(items: readonly T[], given: ConnectionArguments, view: (item: T) => unknown): object {
  const first = given.first ?? null;
  const last = given.last ?? null;
  checkBounds(first, last);
  const start = given.after == null ? 0 : indexOf(given.after) + 1;
  const end = given.before == null ? items.length : indexOf(given.before);
  const between = items.slice(start, end).map((item, at) => ({ item, at: start + at }));
  const shown = first === null ? between.slice(-(last ?? 0) || between.length) : between.slice(0, first);
  const page = last === 0 || first === 0 ? [] : shown;
  const head = page[0]?.at ?? start;
  const tail = page.at(-1)?.at ?? start - 1;
  return {
    totalCount: items.length,
    nodes: () => page.map(({ item }) => view(item)),
    edges: () => page.map(({ item, at }) => ({ cursor: cursorOf(at), node: view(item) })),
    pageInfo: {
      startCursor: page.length === 0 ? null : cursorOf(head),
      endCursor: page.length === 0 ? null : cursorOf(tail),
      hasNextPage: first === null ? end < items.length : tail + 1 < end,
      hasPreviousPage: first === null ? head > start : start > 0,
    },
  };
}

function checkBounds(first: number | null, last: number | null): void {
  if (first === null && last === null)
    throw new Refusal(200, 'You must provide a `first` or `last` value to properly paginate the connection.', {
      type: 'MISSING_PAGINATION_BOUNDARIES',
    });
  if (first !== null && last !== null)
    throw new Refusal(200, 'Passing both `first` and `last` to paginate the connection is not supported.', {
      type: 'UNPROCESSABLE',
    });
  const size = first ?? last ?? 0;
  if (size < 0)
    throw new Refusal(200, '`first` on the connection cannot be less than zero.', { type: 'UNPROCESSABLE' });
  if (size > MOST)
    throw new Refusal(
      200,
      `Requesting ${size} records on the connection exceeds the \`first\` limit of ${MOST} records.`,
      { type: 'EXCESSIVE_PAGINATION' },
    );
}

const cursorOf = (at: number): string => Buffer.from(`cursor:v2:${at}`).toString('base64');

function indexOf(cursor: string): number {
  const found = /^cursor:v2:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  if (found === null)
    throw new Refusal(200, `\`${cursor}\` does not appear to be a valid cursor.`, { type: 'INVALID_CURSOR_ARGUMENTS' });
  return Number(found[1]);
}
