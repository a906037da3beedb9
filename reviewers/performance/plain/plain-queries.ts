import { plainText } from '../../changed-code/node-text.ts';
import type { PlainSyntax } from '../../changed-code/plain/plain-syntax.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type Lookup, LOOKUPS } from './lookups.ts';
import { type Round, roundOf } from './rounds.ts';

/** A question that is put once for each element. */
export interface PlainQuery {
  readonly call: Syntax;
  readonly round: Round;
  readonly what: Lookup['what'];
}

/** What is called stands at the end of what a call begins with. */
const LONGEST_CALLEE = 500;
/** A pause between rounds means that someone thought about the load. */
const PACED = /\b(?:sleep|delay|throttle|rate_?limit\w*|limiter|Sleep|Delay|usleep)\b/i;
/** Asked only where it is not known yet. */
const REMEMBERED = /cache|memo|known|loaded|seen|contains|key\?|isset|array_key_exists|include\?|TryGetValue|\.has\b/i;

/** Every question in a loop of a file, the first of each loop. `paths` are those of the tree; null where nobody knows them. */
export function plainQueries({ root, language }: PlainSyntax, paths: readonly string[] | null): PlainQuery[] {
  const lookups = LOOKUPS.filter(({ kinds }) => kinds.test(language.kind));
  const told = new Set<Syntax>();
  return [...below(root)].flatMap((call): PlainQuery[] => {
    const lookup = lookups.find((one) => asks(call, one, paths));
    if (lookup === undefined) return [];
    const round = around(call, language.kind);
    if (round === null || told.has(round.node)) return [];
    if (!isForElement(call, round) || stopsEarly(round, language.kind) || PACED.test(round.body.text)) return [];
    told.add(round.node);
    return [{ call, round, what: lookup.what }];
  });
}

function asks(node: Syntax, { callee, text, record }: Lookup, paths: readonly string[] | null): boolean {
  const [called, given] = node.kind === 'call_expression' ? node.children : [];
  if (called === undefined || called.end - called.start > LONGEST_CALLEE) return false;
  const plain = plainText(called);
  if (!callee.test(plain) || /^(?:tx|trx)\b/i.test(plain)) return false;
  if (text !== undefined && given !== undefined && !text.test(given.text.slice(0, LONGEST_CALLEE))) return false;
  if (record === undefined) return true;
  const name = /^(?:[A-Z]\w*(?:::|\.))*[A-Z]\w*/.exec(called.text)?.[0] ?? '';
  const pattern = record(name.replace(/[.:]+(?:[a-z_]\w*)?$/, ''));
  return paths?.some((path) => pattern.test(path)) === true;
}

/** The loop in whose own body the call runs; not where a function is only made there, or asked first whether it is known. */
function around(call: Syntax, kind: string): Round | null {
  for (let node = call; node.parent !== null; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'function_expression') {
      const outer = parent.parent?.parent ?? null;
      const round = outer === null ? null : roundOf(outer, kind);
      return round !== null && round.body === node ? round : null;
    }
    if (parent.kind === 'function_declaration' || parent.kind === 'class_body') return null;
    if (/^(?:either_expression|catch_clause)$/.test(parent.kind)) return null;
    if (parent.kind === 'augmented_assignment' && /\|\|=|\?\?=/.test(parent.text.slice(0, 200))) return null;
    if (/^(?:if_statement|ternary_expression)$/.test(parent.kind) && REMEMBERED.test(parent.children[0]?.text ?? ''))
      return null;
    if (parent.kind === 'for_in_statement') return parent.children.at(-1) === node ? roundOf(parent, kind) : null;
    if (/^(?:for|while|endless|do)_statement$/.test(parent.kind)) return null;
  }
  return null;
}

/** Whether the question is another one for each element, and no answer of one round is needed for the next. */
function isForElement(call: Syntax, { body, names }: Round): boolean {
  const own = new Set(names);
  const later = new Set<string>();
  for (const node of below(body)) {
    if (!/^(?:assignment|variable_declarator|augmented_assignment)$/.test(node.kind)) continue;
    const [left, right] = [node.children[0], node.children.at(-1)];
    if (left === undefined || right === undefined) continue;
    const given = wordsIn(left);
    if (node.end <= call.start && node.kind !== 'augmented_assignment') {
      if (wordsIn(right).some((name) => own.has(name))) for (const name of given) own.add(name);
      else for (const name of given) later.delete(name);
    } else for (const name of given) if (!own.has(name)) later.add(name);
  }
  const used = wordsIn(call);
  return used.some((name) => own.has(name)) && !used.some((name) => later.has(name));
}

const wordsIn = (node: Syntax): string[] =>
  [...below(node)].filter(({ kind }) => kind === 'identifier').map(({ text }) => text);

/** Whether the loop may end before its list does. Go hands every error back; that is no such end. */
function stopsEarly({ body, node }: Round, kind: string): boolean {
  const inside = (one: Syntax): boolean =>
    one === body || !/^(?:function_expression|function_declaration)$/.test(one.kind);
  // The answer of a function that is called for each element does not end the loop, save in Ruby.
  const ends =
    node.kind === 'for_in_statement' || kind === 'ruby' ? /^(?:return|break)_statement$/ : /^break_statement$/;
  return [...below(body, inside)].some((one) => ends.test(one.kind) && !(kind === 'go' && isError(one)));
}

function isError(node: Syntax): boolean {
  for (let one = node; one.parent !== null; one = one.parent)
    if (one.parent.kind === 'if_statement') return /\berr\w*\s*!=\s*nil|\bok\b/.test(one.parent.text.slice(0, 300));
  return false;
}
