import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type AnyRound, roundAround, valueOf } from './any-round.ts';
import type { Source } from './tell-growth.ts';

interface Around {
  readonly round: AnyRound;
  readonly inside: Syntax;
  readonly source: Source;
}

/** Calls that answer a list as long as what they are called on, by the name that is called last. */
const MADE: Readonly<Record<string, RegExp>> = {
  script: /\.(?:map|flatMap|findMany|findAll)$|^Object\.(?:keys|values|entries)$/,
  python: /^(?:list|sorted)$/,
  ruby: /\.(?:map|pluck|to_a|collect|ids|flat_map|filter_map)$/,
  csharp: /\.(?:ToList|ToListAsync|ToArray|ToArrayAsync)$/,
  kotlin: /\.(?:map|toList|mapNotNull|flatMap)$/,
  java: /\.(?:toList)$|\.collect$/,
  php: /^(?:array_map|array_column|array_keys|array_merge)$/,
  go: /^never$/,
};

/** Of longer parameters the beginning is read; longer statements are passed over. */
const LONGEST_CODE = 2000;

/** An empty list, to be filled. */
const EMPTY: Readonly<Record<string, RegExp>> = {
  script: /^\[\s*\]$/,
  python: /^(?:\[\s*\]|list\(\))$/,
  ruby: /^(?:\[\s*\]|Array\.new)$/,
  csharp: /^new List<[^()]{1,80}>\(\)$/,
  kotlin: /^(?:mutableListOf|arrayListOf)<?[^()]{0,80}\(\)$|^ArrayList(?:<[^()]{0,80}>)?\(\)$/,
  java: /^new (?:ArrayList|LinkedList)<[^()]{0,80}>\([^()]{0,20}\)$/,
  php: /^(?:\[\s*\]|array\(\))$/,
  go: /^(?:\[\][\w.*]{1,40}\{\}|make\(\[\][\w.*]{1,40},[^()]{1,40}\))$/,
};

/** How a parameter says that it is a list; `NAME` stands for its name. */
const TYPED: Readonly<Record<string, string>> = {
  script: String.raw`\bNAME\??:\s*(?:readonly\s+)?(?:(?:Readonly)?Array<|[\w.]{1,60}\[\])`,
  python: String.raw`\bNAME:\s*(?:list|List|Sequence|typing\.List)\[`,
  csharp: String.raw`\b(?:List|IList|IReadOnlyList)<[^()=;]{1,60}>\s+NAME\b`,
  kotlin: String.raw`\bNAME:\s*(?:List|MutableList|ArrayList)<`,
  java: String.raw`\b(?:List|ArrayList)<[^()=;]{1,60}>\s+NAME\b`,
  go: String.raw`\bNAME\s+\[\]\w`,
};

const ADDS = String.raw`(?<![\w$.])NAME(?:\.(?:push|append|add|Add)\(|\s*<<\s|\[\]\s*=[^=]|\s*\+=\s|\s*=\s*append\()`;

/** Whether a name is a list whose length follows from data: filled in a loop, made of another list, or handed over as a list. */
export function isGrowingList(name: string, { round, inside, source: { kind } }: Around): boolean {
  if (round.names.includes(name) || !/^\$?[A-Za-z_]\w*$/.test(name)) return false;
  const named = (pattern: string): RegExp => new RegExp(pattern.replace('NAME', name.replace('$', String.raw`\$`)));
  const set = valueOf(name, round.node, inside);
  if (set === null) {
    const typed = TYPED[kind];
    const parameters = inside.children.find((one) => one.kind.endsWith('parameters'));
    return typed !== undefined && parameters !== undefined && named(typed).test(parameters.text.slice(0, LONGEST_CODE));
  }
  // Made anew in each round of the same loop: another length.
  if (set.node.start >= round.body.start) return false;
  const value = bare(set.value);
  if (EMPTY[kind]?.test(value.text.trim()) === true) return filledInLoop(new RegExp(named(ADDS).source, 'y'), inside);
  if (kind === 'python' && value.kind === 'list_comprehension') return true;
  const callee = value.kind.startsWith('call') ? value.children[0] : undefined;
  if (callee === undefined) return false;
  if (/^\s*(?:\[|%[wi]|listOf\(|Arrays\.asList)/.test(value.text) || /^[A-Z][A-Z\d_]+\b/.test(value.text)) return false;
  return MADE[kind]?.test(callee.text.replace(/\s+/g, '')) === true;
}

function filledInLoop(adds: RegExp, inside: Syntax): boolean {
  return [...below(inside)].some(
    (node) =>
      /^(?:call|call_expression|augmented_assignment|assignment)$/.test(node.kind) &&
      node.end - node.start < LONGEST_CODE &&
      startsWith(adds, node.text) &&
      roundAround(node) !== null,
  );
}

function startsWith(sticky: RegExp, text: string): boolean {
  sticky.lastIndex = 0;
  return sticky.test(text);
}

function bare(node: Syntax): Syntax {
  const only = node.children.at(-1);
  return /^(?:await|await_expression|parenthesized_expression)$/.test(node.kind) && only !== undefined
    ? bare(only)
    : node;
}
