/** The moment of the id made last, and its number within that millisecond: ids of one process sort in the order of their making. */
let last = { ms: -1, number: 0 };

/** Numbers begin anywhere in the lower half, so that two billion more fit. */
const HIGHEST = 0xffff_ffff;

/** A uuid of version 7 (RFC 9562): 48 bits of milliseconds, a number of 32 bits that only grows within one, 42 random bits. */
export function timeOrderedId(now: number = Date.now()): string {
  const random = crypto.getRandomValues(new Uint32Array(4));
  const [high = 0, low = 0, first = 0, second = 0] = random;
  // A clock that was set back does not count: the number goes on.
  if (now > last.ms) last = { ms: now, number: first >>> 1 };
  else if (last.number < HIGHEST) last = { ms: last.ms, number: last.number + 1 };
  else last = { ms: last.ms + 1, number: second >>> 1 };
  const { ms, number } = last;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const time = hex(ms, 12);
  // 4 + 12 bits, 2 + 14 bits, and the last six of the number before the random ones.
  const version = 0x7000 | (number >>> 20);
  const variant = 0x8000 | ((number >>> 6) & 0x3fff);
  const end = ((number & 0x3f) << 10) | (high & 0x3ff);
  return [time.slice(0, 8), time.slice(8), hex(version, 4), hex(variant, 4), hex(end, 4) + hex(low, 8)].join('-');
}
