import { plainText } from '../../changed-code/node-text.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import { type AnyRound, outermostFunction, roundAround, usesElement, valueOf } from './any-round.ts';
import type { Growth, Source } from './tell-growth.ts';

/** Puts an element before all others of an array, all of which move. */
const BEFORE_ALL: Readonly<Record<string, RegExp>> = {
  python: /^\w+\.insert\(0,/,
  csharp: /^\w+\.Insert\(0,/,
  java: /^\w+\.add\(0,/,
  kotlin: /^\w+\.add\(0,/,
};

/** Everything that is there already is copied, once for each element. */
export function copies(node: Syntax, source: Source): Growth[] {
  const what = spread(node, source) ?? text(node, source) ?? before(node, source);
  return what === null ? [] : [{ node, around: what.round.node, words: wordsOf(node, what) }];
}

interface Copied {
  readonly name: string;
  readonly round: AnyRound;
  readonly instead: string;
}

/** `(all, one) => [...all, one]` in a `reduce`, `all = [...all, one]` in a loop; objects likewise. */
function spread(node: Syntax, { kind }: Source): Copied | null {
  if (kind !== 'script' || node.kind !== 'spread_element') return null;
  const name = /^\.\.\.(\w+)$/.exec(node.text)?.[1];
  const whole = node.parent;
  if (name === undefined || whole === null || !/^(?:array|object)$/.test(whole.kind) || whole.children[0] !== node)
    return null;
  const round = roundAround(whole);
  if (round === null) return null;
  const instead = 'Add to it in place.';
  if (round.node.children[0]?.text.endsWith('.reduce') === true)
    return round.names[0] === name && isAnswer(whole, round) ? { name, round, instead } : null;
  const set = whole.parent;
  if (set?.kind !== 'assignment_expression' || set.children[0]?.text !== name) return null;
  return outside(name, round) === null ? null : { name, round, instead };
}

/** What the function of a `reduce` answers. */
function isAnswer(node: Syntax, { body }: AnyRound): boolean {
  for (let one: Syntax | null = node; one !== null; one = one.parent) {
    if (one === body || one.kind === 'return_statement') return true;
    if (one !== node && !/^(?:parenthesized_expression|ternary_expression)$/.test(one.kind)) return false;
  }
  return false;
}

/** `text += one` where texts cannot be changed; the other languages make room behind them. */
function text(node: Syntax, { kind }: Source): Copied | null {
  if (!/^(?:java|csharp|kotlin)$/.test(kind) || node.kind !== 'augmented_assignment') return null;
  const [name] = node.children;
  if (name?.kind !== 'identifier' || !/^\w+\s*\+=/.test(node.text)) return null;
  const round = roundAround(node);
  if (round === null || !usesElement([node], round)) return null;
  const value = outside(name.text, round);
  const instead = kind === 'kotlin' ? 'Use `buildString` or `joinToString`.' : 'Use a `StringBuilder` or a join.';
  return value !== null && value.kind.endsWith('string') ? { name: name.text, round, instead } : null;
}

function before(node: Syntax, { kind }: Source): Copied | null {
  const pattern = BEFORE_ALL[kind];
  if (pattern === undefined || !node.kind.startsWith('call') || node.end - node.start > 500) return null;
  if (!pattern.test(plainText(node))) return null;
  const name = node.children[0]?.children[0]?.text ?? '';
  const round = roundAround(node);
  if (round === null || !usesElement([node], round) || outside(name, round) === null) return null;
  return { name, round, instead: 'Add behind and reverse once, or use a double ended queue.' };
}

/** What a name is set to before the loop, in its function. */
function outside(name: string, round: AnyRound): Syntax | null {
  const inside = outermostFunction(round.node);
  return inside === null ? null : (valueOf(name, round.node, inside)?.value ?? null);
}

function wordsOf(node: Syntax, { name, round, instead }: Copied): Growth['words'] {
  const list = round.list.text.replace(/\s+/g, ' ').slice(0, 60).replaceAll('`', "'");
  return {
    rule: 'quadratic-copy',
    title: `All of \`${name}\` is copied for each element`,
    explanation: `\`${node.text.replace(/\s+/g, ' ').slice(0, 60).replaceAll('`', "'")}\` copies what \`${name}\` holds already, once for each element of \`${list}\`: the cost grows with the square of its length. ${instead}`,
    failureScenario: {
      description: `\`${list}\` has 50,000 elements.`,
      expected: '50,000 steps',
      actual: 'about 1,250,000,000 copied elements',
    },
  };
}
