/** What a comment on GitHub may hold. It counts characters; counting bytes is on the safe side. */
export const BODY_LIMIT = 65_536;

/** Blocks between a head and a list of remarks. */
export interface Body {
  /** Short enough to fit always. */
  readonly head: string;
  /** Most important first. */
  readonly blocks: readonly string[];
  readonly lines: readonly string[];
  /** Says how many blocks were left out and where to find them. */
  readonly blocksLeft: (left: number) => string;
  /** The same for lines. */
  readonly linesLeft: (left: number) => string;
  /** The end, short enough to fit always. */
  readonly foot?: string;
}

const SEPARATOR = '\n\n';

/**
 * Joins a body so that it fits. Lines may fill a third of it, the blocks the rest; what does not fit is left out whole, the last
 * ones first where they are of one size, and the body says how many.
 */
export function fitBody(body: Body, limit: number): string {
  const foot = body.foot ?? '';
  const lines = keep({ items: body.lines, room: (limit - size(foot)) / 3, separator: '\n', notice: body.linesLeft });
  const tail = lines.join('\n');
  const room = limit - size(body.head) - size(tail) - size(foot) - 3 * SEPARATOR.length - 1;
  const blocks = keep({ items: body.blocks, room, separator: SEPARATOR, notice: body.blocksLeft });
  return `${[body.head, ...blocks, tail, foot].filter((part) => part !== '').join(SEPARATOR)}\n`;
}

/** The items that fit, in their order, and a notice when some do not. */
function keep(of: {
  readonly items: readonly string[];
  readonly room: number;
  readonly separator: string;
  readonly notice: (left: number) => string;
}): string[] {
  const cost = (item: string) => size(item) + of.separator.length;
  const all = of.items.reduce((sum, item) => sum + cost(item), 0);
  if (all <= of.room) return [...of.items];
  let room = of.room - cost(of.notice(of.items.length));
  const kept = of.items.filter((item) => {
    const fits = cost(item) <= room;
    if (fits) room -= cost(item);
    return fits;
  });
  return [...kept, of.notice(of.items.length - kept.length)];
}

function size(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
