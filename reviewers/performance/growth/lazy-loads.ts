import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type AnyRound, outermostFunction, roundAround, valueOf } from './any-round.ts';
import type { Models } from './associations.ts';
import type { Growth, Source } from './tell-growth.ts';

/** What begins a query on a model. */
export const LAZY_HINT = /\b(?:where|all|order|joins|find_each|objects|get|query|filter|latest)\b/;

interface Chain {
  /** The whole query; the first group is the model. */
  readonly begins: RegExp;
  /** Calls that load nothing along; any other may. */
  readonly plain: RegExp;
  /** What brings associations along. */
  readonly along: string;
}

const CHAINS: Readonly<Record<string, Chain>> = {
  ruby: {
    begins: /^((?:[A-Z]\w{0,60}::){0,5}[A-Z]\w{0,60})\.(?:where|all|order|joins|not|find_each)\b/,
    plain:
      /^(?:where|not|all|order|joins|left_joins|distinct|find_each|each|map|reorder|having|group|or|to_a|in_order_of)$/,
    along: 'includes',
  },
  php: {
    begins: /^([A-Z]\w*)(?:::|\.)(?:where\w*|all|orderBy|query|latest)\(/,
    plain:
      /^(?:where|whereIn|whereNotIn|whereNull|whereNotNull|whereHas|whereDate|whereBetween|orWhere|orderBy|orderByDesc|latest|oldest|all|query|get|each|cursor|lazy)$/,
    along: 'with',
  },
  python: {
    begins: /^([A-Z]\w*)\.objects\.(?:all|filter|exclude|order_by)\(/,
    plain: /^(?:objects|all|filter|exclude|order_by|distinct|iterator)$/,
    along: 'select_related',
  },
};

/** What is done with many that loads them. */
const LOADS_MANY =
  /^(?:each|map|to_a|size|length|flat_map|select|sum|first|last|any\?|each_with_index|sort_by|count|filter|pluck)$/;
const LONGEST = 1000;

/** Reads of an association, by the element of a query that did not load it. */
export async function lazyLoads(source: Source, models: Models): Promise<Growth[]> {
  const chain = CHAINS[source.kind];
  if (chain === undefined) return [];
  const told = new Set<string>();
  const found: Growth[] = [];
  const queries = new Map<Syntax, Syntax | null>();
  for (const node of below(source.root)) {
    const read = associationRead(node, source.kind);
    const round = read === null ? null : roundAround(node);
    if (read === null || round === null || !round.names.includes(read.element)) continue;
    const query = queries.has(round.node) ? (queries.get(round.node) ?? null) : queryOf(round);
    queries.set(round.node, query);
    const model = query === null ? undefined : chain.begins.exec(query.text)?.[1];
    if (query === null || model === undefined || !isPlain(query, chain) || isGuarded(node, round)) continue;
    const how = (await models(source.kind, model)).get(read.name);
    const key = `${round.node.start} ${read.name}`;
    if (how === undefined || told.has(key) || (how === 'many' && !loadsMany(node))) continue;
    told.add(key);
    found.push({ node, around: round.node, words: wordsOf({ node, model, along: chain.along, name: read.name }) });
  }
  return found;
}

/** `post.author`, read and not called with anything. */
function associationRead(node: Syntax, kind: string): { readonly element: string; readonly name: string } | null {
  if (!/^(?:member_expression|attribute)$/.test(node.kind)) return null;
  const [of, name] = node.children;
  if (of?.kind !== 'identifier' || name === undefined) return null;
  const { parent } = node;
  const called = parent !== null && parent.kind.startsWith('call') && parent.children[0] === node;
  if (called && (kind !== 'ruby' || (parent.children[1]?.children.length ?? 0) > 0)) return null;
  // What is set is not read.
  if (
    /^(?:assignment|augmented_assignment|assignment_expression)$/.test(parent?.kind ?? '') &&
    parent?.children[0] === node
  )
    return null;
  return { element: of.text, name: name.text };
}

/** The query that the list is, at once or as it was set last before the loop. */
function queryOf({ list, node }: AnyRound): Syntax | null {
  if (list.end - list.start > LONGEST) return null;
  if (list.kind !== 'identifier') return list;
  const inside = outermostFunction(node);
  const set = inside === null ? null : valueOf(list.text, node, inside);
  if (set === null || set.value.end - set.value.start > LONGEST) return null;
  // Loaded along in between: `posts.load("author")`, `preload(posts, …)`.
  const between = inside?.text.slice(set.node.end - inside.start, node.start - inside.start) ?? '';
  const name = list.text.replace('$', String.raw`\$`);
  return new RegExp(String.raw`(?<![\w$])${name}\b`).test(between) ? null : set.value;
}

/** Only calls that are known to load nothing along, and none that makes the list short. */
function isPlain(query: Syntax, { plain }: Chain): boolean {
  for (
    let one: Syntax | undefined = query;
    one !== undefined && !/^(?:identifier|scope_resolution)$/.test(one.kind);
    one = one.children[0]
  ) {
    if (one.kind.startsWith('call')) continue;
    if (!/^(?:member_expression|attribute)$/.test(one.kind)) return false;
    if (!plain.test(one.children.at(-1)?.text ?? '')) return false;
  }
  return true;
}

/** Behind a condition few may need it. */
function isGuarded(node: Syntax, { body }: AnyRound): boolean {
  for (let one = node; one !== body && one.parent !== null; one = one.parent)
    if (
      /^(?:if_statement|ternary_expression|conditional_expression|case|switch_case)$/.test(one.parent.kind) &&
      one.parent.children[0] !== one
    )
      return true;
  return false;
}

function loadsMany(node: Syntax): boolean {
  const outer = node.parent?.kind === 'call_expression' ? node.parent.parent : node.parent;
  if (outer?.kind === 'member_expression') return LOADS_MANY.test(outer.children.at(-1)?.text ?? '');
  return outer?.kind === 'for_in_statement';
}

function wordsOf(found: {
  readonly node: Syntax;
  readonly model: string;
  readonly along: string;
  readonly name: string;
}): Growth['words'] {
  const { node, model, along, name } = found;
  return {
    rule: 'n-plus-one',
    title: `One query for each ${model} to load \`${name}\``,
    explanation: `The query of the loop does not load \`${name}\`, so \`${node.text.replace(/\s+/g, ' ').slice(0, 80)}\` asks the database again for each record. Load it along with \`${along}\`.`,
    failureScenario: {
      description: `The query finds 1,000 records.`,
      expected: 'two queries, or one',
      actual: '1,001 queries',
    },
  };
}
