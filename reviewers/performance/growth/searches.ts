import { plainText } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type AnyRound, outermostFunction, roundAround, usesElement } from './any-round.ts';
import { isGrowingList } from './growing-lists.ts';
import { copies } from './copies.ts';
import type { Growth, Source } from './tell-growth.ts';

/** What walks a list from its begin: the receiver is the list, or the argument at that place is. */
interface Search {
  readonly kinds: RegExp;
  readonly callee: RegExp;
  /** Which argument is the list; absent: what it is called on. */
  readonly argument?: number;
}

/** By language. Only what walks; `contains` of a set does not, hence the list must be proven one. */
const SEARCHES: readonly Search[] = [
  { kinds: /^script$/, callee: /^\w+\.(?:includes|indexOf|lastIndexOf|find|findIndex|findLast|some|filter)$/ },
  { kinds: /^python$/, callee: /^\w+\.(?:index|count)$/ },
  {
    kinds: /^csharp$/,
    callee: /^\w+\.(?:Contains|IndexOf|FindIndex|Find|Exists|Any|First|FirstOrDefault|SingleOrDefault)$/,
  },
  { kinds: /^java$/, callee: /^\w+\.(?:contains|indexOf|lastIndexOf)$/ },
  { kinds: /^kotlin$/, callee: /^\w+\.(?:contains|indexOf|find|firstOrNull|any|first|indexOfFirst)$/ },
  { kinds: /^ruby$/, callee: /^\w+\.(?:include\?|index|find|detect|find_index)$/ },
  { kinds: /^php$/, callee: /^(?:in_array|array_search)$/, argument: 1 },
  { kinds: /^go$/, callee: /^slices\.(?:Contains|Index|ContainsFunc|IndexFunc)$/, argument: 0 },
];

/** The last words of all of them, and of what copies. */
export const SEARCH_HINT =
  /\b(?:includes|indexOf|lastIndexOf|find\w*|some|filter|index|count|Contains\w*|IndexOf|Find\w*|Exists|Any|First\w*|SingleOrDefault|contains|firstOrNull|any|first|include|detect|in_array|array_search|slices|in|insert|Insert|unshift|add)\b|\.\.\.|\+=/;

const LONGEST = 500;
/** So many searches in loops of a file are looked at: each goes through the function around it. */
const MOST = 200;

/** Walks through a list that grows, in a loop over another that grows. */
export function searches(source: Source): Growth[] {
  const told = new Set<Syntax>();
  let looked = 0;
  return [...below(source.root)].flatMap((node): Growth[] => {
    if (node.end - node.start > LONGEST) return [];
    const found = searched(node, source) ?? null;
    const round = found === null ? null : roundOf(node, source.kind);
    if (found === null || round === null || told.has(round.node)) return copies(node, source);
    looked += 1;
    if (looked === MOST + 1) source.tooMuch();
    if (looked > MOST) return [];
    const inside = outermostFunction(round.node);
    if (inside === null || found.list.text === round.names[0] || !usesElement(found.by, round)) return [];
    if (!isGrowingList(found.list.text, { round, inside, source })) return [];
    told.add(round.node);
    return [{ node, around: round.node, words: wordsOf(node, found.list.text, round) }];
  });
}

/** What C# hands to a database as an expression is no loop of the program. */
function roundOf(node: Syntax, kind: string): AnyRound | null {
  const round = roundAround(node);
  return round !== null && kind === 'csharp' && round.node.kind !== 'for_in_statement' ? null : round;
}

/** The list that is walked, and what is looked for. */
function searched(node: Syntax, { kind }: Source): { readonly list: Syntax; readonly by: readonly Syntax[] } | null {
  const operator = contained(node, kind);
  if (operator !== null) return operator;
  const [called, given] = node.kind.startsWith('call') ? node.children : [];
  if (called === undefined || given === undefined) return null;
  const plain = plainText(called);
  const search = SEARCHES.find(({ kinds, callee }) => kinds.test(kind) && callee.test(plain));
  if (search === undefined) return null;
  const list = search.argument === undefined ? called.children[0] : given.children[search.argument];
  const by = given.children.filter((one) => one !== list);
  return list?.kind === 'identifier' && by.length > 0 ? { list, by } : null;
}

/** `x in list` of Python and Kotlin. */
function contained(node: Syntax, kind: string) {
  const python = kind === 'python' && node.kind === 'comparison_operator';
  if (!python && !(kind === 'kotlin' && node.kind === 'contains_expression')) return null;
  const [by, list] = node.children;
  if (by === undefined || list === undefined || list.kind !== 'identifier') return null;
  const between = node.text.slice(by.end - node.start, list.start - node.start);
  return /^\s*(?:not\s+|!)?in\s+$/.test(between) ? { list, by: [by] } : null;
}

function wordsOf(node: Syntax, list: string, round: AnyRound): Growth['words'] {
  const short = (code: string, most: number): string => code.replace(/\s+/g, ' ').slice(0, most).replaceAll('`', "'");
  return {
    rule: 'quadratic-search',
    title: `\`${list}\` is searched once for each element`,
    explanation: `\`${short(node.text, 80)}\` walks \`${list}\` from its beginning, once for each element of \`${short(round.list.text, 60)}\`: the cost is the product of both. Make a set or a map of it before the loop.`,
    failureScenario: {
      description: `Both lists have 50,000 elements.`,
      expected: '100,000 steps',
      actual: 'up to 2,500,000,000 comparisons',
    },
  };
}
