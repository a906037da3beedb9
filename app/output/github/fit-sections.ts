/** A heading and its items, the most important first. */
export interface Section {
  /** Stands alone where there are no items; an empty one is left out. */
  readonly heading: string;
  readonly items: readonly string[];
  /** Between items: list items stand close together, findings apart. */
  readonly separator: '\n' | '\n\n';
  /** Of the room, what later sections leave to this one at least, in per cent. */
  readonly share: number;
  /** Says how many items were left out and where they are. */
  readonly left: (count: number) => string;
  /** Stands behind the items. */
  readonly end?: string;
}

const APART = '\n\n';

/**
 * Joins sections between a head and a foot, both short enough to fit always. An item that does not fit is left out whole and counted in
 * its section; no section can take the place of a later one beyond that one's share.
 */
export function fitSections(
  body: { readonly head: string; readonly sections: readonly Section[]; readonly foot: string },
  limit: number,
): string {
  const sections = body.sections.filter(({ heading, items }) => heading !== '' || items.length > 0);
  const room = limit - size(body.head) - size(body.foot) - 3 * APART.length;
  const fixed = sections.map(
    (section) =>
      size(section.heading) + size(section.left(section.items.length)) + size(section.end ?? '') + 4 * APART.length,
  );
  let free = room - sum(fixed);
  const whole = free;
  let reserved = sum(sections.map((section) => needOf(section, whole)));
  const texts = sections.map((section) => {
    reserved -= needOf(section, whole);
    const { kept, spent } = keep(section, free - reserved);
    free -= spent;
    const left = section.items.length - kept.length;
    const list = [...kept, ...(left === 0 ? [] : [section.left(left)])].join(section.separator);
    return [section.heading, list, section.end ?? ''].filter((part) => part !== '').join(APART);
  });
  return `${[body.head, ...texts, body.foot].filter((part) => part !== '').join(APART)}\n`;
}

function needOf({ items, share }: Section, room: number): number {
  return Math.min(sum(items.map(cost)), Math.floor((room * share) / 100));
}

function keep({ items }: Section, room: number): { readonly kept: readonly string[]; readonly spent: number } {
  let spent = 0;
  const kept = items.filter((item) => {
    const fits = spent + cost(item) <= room;
    if (fits) spent += cost(item);
    return fits;
  });
  return { kept, spent };
}

/** As if every separator were the longer one. */
function cost(item: string): number {
  return size(item) + APART.length;
}

function size(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
