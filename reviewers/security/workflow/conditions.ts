import type { Expr } from '@actions/expressions';
import { Binary, FunctionCall, Grouping, Literal, Logical, Unary } from '@actions/expressions/ast';
import type { YamlPlace } from '../configuration/yaml-place.ts';
import { insertedIn, isAlwaysTrue, parseExpression, expressionsBelow, pathOf } from './expression.ts';

/** The expression of an `if`, with or without its braces; null where there is none or it is broken. */
export function conditionOf(place: YamlPlace): Expr | null {
  const text = place.words.trim();
  const [one, ...more] = insertedIn(text);
  if (one === undefined) return text === '' ? null : parseExpression(text);
  return more.length === 0 && one.start === 0 && one.end === text.length ? parseExpression(one.source) : null;
}

/** Why a condition holds whatever happens; null where it may not. */
export function whyAlwaysTrue(place: YamlPlace): 'text around' | 'literal' | null {
  const text = place.words;
  const [first] = insertedIn(text);
  // What stands around braces, a line break too, makes a text of the result: `false` and a line break is a text, and so true.
  if (first !== undefined && (first.start > 0 || first.end < text.length)) return 'text around';
  const condition = conditionOf(place);
  return condition instanceof Logical && isAlwaysTrue(condition) ? 'literal' : null;
}

/** What only people of the repository, or its own branches, have. */
const OWN = [
  /author_association$/,
  /head\.repo\.(?:full_name|fork|owner\.login|id|name)$/,
  /head_repository\.(?:full_name|fork|owner\.login|id)$/,
  /^github\.(?:actor|triggering_actor)$/,
  /(?:sender|user|owner)\.login$/,
  /\.(?:merged|merged_at)$/,
  /\.outputs\.(?:has|is|can|user|check|actor)?[_-]?(?:permission|allow|authori[sz]|member|collaborator|trusted|safe)/,
  /^steps\.[\w-]{0,60}(?:permission|authori[sz]|member|collaborator)[\w-]{0,60}\.outputs\./,
  /^github\.event\.(?:label\.name|pull_request\.labels|issue\.labels)/,
];
const OF_PEOPLE: ReadonlySet<string> = new Set(
  'push schedule workflow_dispatch release repository_dispatch merge_group'.split(' '),
);

/** Whether a condition lets through only what people of the repository started, wrote or allowed. */
export function keepsStrangersOut(condition: Expr | null): boolean {
  if (condition === null) return false;
  if (condition instanceof Grouping) return keepsStrangersOut(condition.group);
  if (condition instanceof Logical) {
    const { operator, args } = condition;
    return operator.lexeme === '&&' ? args.some(keepsStrangersOut) : args.every(keepsStrangersOut);
  }
  if (condition instanceof Unary)
    return [...expressionsBelow(condition.expr)].some((part) => pathOf(part).endsWith('.fork'));
  if (condition instanceof FunctionCall) return isOwn(condition.args) || condition.args.some(keepsStrangersOut);
  if (!(condition instanceof Binary)) return /\.(?:merged|merged_at)$/.test(pathOf(condition));
  const { left, right, operator } = condition;
  const literal = [left, right].find((side) => side instanceof Literal);
  const word = literal instanceof Literal ? literal.literal.coerceString().toLowerCase() : '';
  const event = [left, right].some((side) => /^github\.(?:event_name|event\.workflow_run\.event)$/.test(pathOf(side)));
  if (event) return operator.lexeme === '==' ? OF_PEOPLE.has(word) : word.startsWith('pull_request');
  return isOwn([left, right]);
}

function isOwn(sides: readonly Expr[]): boolean {
  return sides.some((side) =>
    [...expressionsBelow(side)].some((part) => OWN.some((pattern) => pattern.test(pathOf(part)))),
  );
}

/** Numbers of accounts of Dependabot, Renovate and GitHub's own actions. */
const BOTS: ReadonlySet<string> = new Set(['49699333', '29139614', '41898282']);

/** Whether a condition asks whether a bot caused the event: whoever caused the last one may not be whose code it is. */
export function asksForBot(condition: Expr | null): boolean {
  return (
    condition !== null &&
    [...expressionsBelow(condition)].some(
      (part) => part instanceof Binary && part.operator.lexeme === '==' && namesBot([part.left, part.right]),
    )
  );
}

function namesBot(sides: readonly Expr[]): boolean {
  const path = sides.map(pathOf).join('');
  const literal = sides.find((side) => side instanceof Literal);
  const word = literal instanceof Literal ? literal.literal.coerceString() : '';
  return (
    (/^github\.(?:actor|triggering_actor)$/.test(path) && word.endsWith('[bot]')) ||
    (path === 'github.actor_id' && BOTS.has(word))
  );
}
