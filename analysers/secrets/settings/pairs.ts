/** A name and its value as they stand in a line; `start` is where the value begins in the text. */
export interface Pair {
  readonly name: string;
  readonly value: string;
  readonly start: number;
}

/** Longer lines are no settings that somebody wrote. */
const LONGEST_LINE = 4000;

/** `name = value`, `name: value`, `"name" => "value"`, `export NAME=value`; what is matched is bounded, so it is linear. */
const ASSIGNMENT =
  /(?:^|[\s,{(;&"'[])["']?([A-Za-z_][\w.-]{1,80})["']?\]?[ \t]{0,20}(?:=>|:=|=|:)[ \t]{0,20}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^\s"',;#{}[\]]{1,2000}))/g;
/** Maven's settings, .NET's configuration: `<password>value</password>`, `<add key="Password" value="value" />`. */
const ELEMENT = /<([A-Za-z][\w.-]{1,60})>([^<>\s]{4,500})<\/\1>/g;
const ADD = /<add[ \t]+key="([\w.:-]{2,80})"[ \t]+value="([^"\n]{4,500})"/gi;
/** Dockerfiles: `ENV NAME value`; PHP: `define('NAME', 'value')`. */
const ENV = /^[ \t]*(?:ENV|ARG)[ \t]+([A-Za-z_]\w{1,80})[ \t]+["']?([^\s"'=]{4,500})/gm;
const DEFINE = /define\([ \t]{0,5}["'](\w{2,80})["'][ \t]{0,5},[ \t]{0,5}["']([^"'\n]{4,500})["']/g;

/** Every assignment of a settings file. */
export function* pairsOf(text: string): Generator<Pair> {
  for (const match of text.matchAll(ASSIGNMENT)) {
    for (const pair of pairIn(match, [2, 3, 4])) yield* [pair, ...pairsWithin(pair)];
  }
  for (const pattern of [ELEMENT, ADD, ENV, DEFINE]) {
    for (const match of text.matchAll(pattern)) yield* pairIn(match, [2]);
  }
}

/** `COMMAND="PASSWORD=value run"`: settings in the value of another one; rows of a connection are told with their server. */
function pairsWithin({ value, start }: Pair): Pair[] {
  if (value.includes(';') || !/\w[ \t"']*[=:]/.test(value)) return [];
  return [...value.matchAll(ASSIGNMENT)].flatMap((match) =>
    [...pairIn(match, [2, 3, 4])].map((inner) => ({ ...inner, start: inner.start + start })),
  );
}

function* pairIn(match: RegExpMatchArray & { readonly index: number }, groups: readonly number[]): Generator<Pair> {
  const value = groups.map((group) => match[group]).find((one) => one !== undefined) ?? '';
  if (value.length > LONGEST_LINE) return;
  // The value ends the match, apart from a quote or a tag.
  const start = match.index + match[0].lastIndexOf(value);
  yield { name: match[1] ?? '', value, start };
}
