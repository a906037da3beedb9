/** Characters: 1 where one belongs to it. The basic plane whole, of the others samples; letters there behave alike. */
export type CharacterSet = Uint8Array;

const BASIC = 0x1_0000;
const EVERY = 16;
const BEYOND = [...Array.from({ length: BASIC / EVERY }, (_, at) => BASIC + at * EVERY), 0x2_0000, 0xe_0100, 0x10_ffff];

/** How many places a set has. */
export const SIZE = BASIC + BEYOND.length;
export const NONE: CharacterSet = new Uint8Array(SIZE);
const known = new Map<string, CharacterSet>();

/** What one character of a pattern matches, asked of the engine itself, so that case and properties are what they are at run time. */
export function charactersOf(raw: string, flags: string): CharacterSet {
  const kept = flags.replaceAll(/[^isuv]/g, '');
  const name = `${kept} ${raw}`;
  const set = known.get(name) ?? asked(new RegExp(`^(?:${raw})$`, kept), /[uv]/.test(kept));
  known.set(name, set);
  return set;
}

function asked(one: RegExp, wholeCharacters: boolean): CharacterSet {
  const set = new Uint8Array(SIZE);
  for (let at = 0; at < SIZE; at += 1) {
    const point = BEYOND[at - BASIC] ?? at;
    // Without the flag a character beyond the basic plane is two, each of which was asked for by itself.
    if ((at < BASIC || wholeCharacters) && one.test(String.fromCodePoint(point))) set[at] = 1;
  }
  return set;
}

export function union(one: CharacterSet, other: CharacterSet): CharacterSet {
  const both = Uint8Array.from(one);
  for (let at = 0; at < SIZE; at += 1) if (other[at] === 1) both[at] = 1;
  return both;
}

export function areDisjoint(one: CharacterSet, other: CharacterSet): boolean {
  for (let at = 0; at < SIZE; at += 1) if (one[at] === 1 && other[at] === 1) return false;
  return true;
}
