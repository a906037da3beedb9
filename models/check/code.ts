import { numbers, pick } from './numbers.ts';

/** A line to be found again. */
export interface Needle {
  readonly name: string;
  /** Without its indentation. */
  readonly line: string;
}

/** Code has fewer bytes a token than prose; counted low, so that a prompt of 128k tokens does not overrun a context of 131k. */
const BYTES_PER_TOKEN = 2.5;
const WORDS = [
  'account',
  'buffer',
  'cursor',
  'digest',
  'entry',
  'folder',
  'header',
  'index',
  'ledger',
  'marker',
  'offset',
  'packet',
];
const VERBS = ['read', 'write', 'merge', 'close', 'parse', 'store', 'check', 'count'];
const CALLS = ['normalise', 'validate', 'collect', 'flatten', 'encode'];

/** Code of about so many tokens with constants spread evenly over it. The same seed gives the same code. */
export function codeWithNeedles(
  seed: number,
  tokens: number,
  count: number,
): { code: string; needles: readonly Needle[] } {
  const next = numbers(seed);
  const size = tokens * BYTES_PER_TOKEN;
  const needles: Needle[] = [];
  const blocks: string[] = [];
  for (let length = 0; length < size;) {
    const isDue = needles.length < count && length >= ((needles.length + 0.5) / count) * size;
    const block = isDue ? needleBlock(next, needles) : functionBlock(next);
    blocks.push(block);
    length += block.length + 1;
  }
  while (needles.length < count) blocks.push(needleBlock(next, needles));
  return { code: blocks.join('\n'), needles };
}

function needleBlock(next: () => number, needles: Needle[]): string {
  // The number makes the name unique, and the odd spacing and quotes are what careless quoting loses.
  const name = `LIMIT_${needles.length}_${pick(next, WORDS).toUpperCase()}_${next() % 10_000}`;
  const line = `const ${name} = ${pick(next, CALLS)}("${pick(next, WORDS)}  ${next() % 100_000}",  '${next().toString(36)}');`;
  needles.push({ name, line });
  return `  ${line}`;
}

function functionBlock(next: () => number): string {
  const name = `${pick(next, VERBS)}${capital(pick(next, WORDS))}${next() % 10_000}`;
  const argument = pick(next, WORDS);
  return [
    `function ${name}(${argument}) {`,
    `  const ${pick(next, WORDS)}${next() % 100} = ${pick(next, CALLS)}(${argument}, ${next() % 1_000});`,
    `  return ${pick(next, CALLS)}(${argument}.${pick(next, WORDS)}, "${next().toString(36)}");`,
    '}',
  ].join('\n');
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
