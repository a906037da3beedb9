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

/** Whether a job or step with this condition runs only where all before it went well: unless a function says otherwise, it does. */
export function asksForSuccess(place: YamlPlace): boolean {
  const { words } = place;
  if (/\b(?:always|failure|cancelled)\s*\(/i.test(words)) return false;
  if (!/\bsuccess\s*\(/i.test(words)) return true;
  const condition = conditionOf(place);
  return condition !== null && demandsSuccess(condition);
}

function demandsSuccess(condition: Expr): boolean {
  if (condition instanceof Grouping) return demandsSuccess(condition.group);
  if (condition instanceof Logical)
    return condition.operator.lexeme === '&&'
      ? condition.args.some(demandsSuccess)
      : condition.args.every(demandsSuccess);
  return condition instanceof FunctionCall && /^success$/i.test(condition.functionName.lexeme);
}

/** What only people of the repository, or its own branches, have: it is asked whether it is so. */
const OWN = [
  /head\.repo\.(?:full_name|owner\.login|id|name)$/,
  /head_repository\.(?:full_name|owner\.login|id)$/,
  /^github\.(?:actor|triggering_actor)$/,
  /(?:sender|user|owner)\.login$/,
  /\.outputs\.(?:has|is|can|user|check|actor)?[_-]?(?:permission|allow|authori[sz]|member|collaborator|trusted|safe)/,
  /^steps\.[\w-]{0,60}(?:permission|authori[sz]|member|collaborator)[\w-]{0,60}\.outputs\./,
  /^github\.event\.(?:label\.name|pull_request\.labels|issue\.labels)/,
];
/** What strangers cannot choose, so that a part of it tells. */
const CHOSEN_BY_OWNERS = OWN.slice(-3);
const REPOSITORY = /(?:head\.repo|head_repository)\.full_name$/;
const ROLES_OF_STRANGERS = ['none', 'first_timer', 'first_time_contributor', 'mannequin'];
const ROLE = /author_association$/;
/** A fork is a stranger’s; what was merged is not. */
const FORK = /\.fork$/;
const MERGED = /\.(?:merged|merged_at)$/;
/** Roles and answers that strangers have too. */
const OF_STRANGERS: ReadonlySet<string> = new Set(ROLES_OF_STRANGERS.concat('false', 'no', 'read', '0', ''));
const OF_PEOPLE: ReadonlySet<string> = new Set(
  'push schedule workflow_dispatch release repository_dispatch merge_group'.split(' '),
);
const OF_ANYBODY = ['pull_request', 'pull_request_target', 'issue_comment', 'issues', 'workflow_run'];

/** What a condition is asked for. */
interface Asked {
  /** Events that start the workflow. */
  readonly triggers: ReadonlySet<string>;
  /** It must not hold. */
  readonly isNot?: boolean;
}

/** Whether a condition lets through only what people of the repository started, wrote or allowed. */
export function keepsStrangersOut(condition: Expr | null, asked: Asked): boolean {
  const isNot = asked.isNot === true;
  if (condition === null) return false;
  if (condition instanceof Grouping) return keepsStrangersOut(condition.group, asked);
  if (condition instanceof Unary) return keepsStrangersOut(condition.expr, { ...asked, isNot: !isNot });
  if (condition instanceof Logical) {
    const { operator, args } = condition;
    const keeps = (part: Expr): boolean => keepsStrangersOut(part, asked);
    return (operator.lexeme === '&&') === isNot ? args.every(keeps) : args.some(keeps);
  }
  if (condition instanceof FunctionCall) {
    return !isNot && callKeepsOut(condition);
  }
  if (condition instanceof Binary) return comparisonKeepsOut(condition, { ...asked, isNot });
  return (isNot ? FORK : MERGED).test(pathOf(condition));
}

/** Whether a list names who may: a part of a name says nothing, strangers choose theirs; but nobody else has an owner's `name/`. */
function callKeepsOut({ functionName, args }: FunctionCall): boolean {
  const [first, second] = args;
  if (first === undefined || second === undefined) return false;
  const listed = literalsIn(first).toLowerCase();
  switch (functionName.lexeme.toLowerCase()) {
    case 'contains':
      if (isOwn([first], CHOSEN_BY_OWNERS)) return true;
      if (isOwn([second], [ROLE])) return !ROLES_OF_STRANGERS.some((role) => listed.includes(role));
      return listed !== '' && isOwn([second], OWN);
    case 'startswith':
      return isOwn([first], [REPOSITORY]) && literalsIn(second).endsWith('/');
    default:
      return false;
  }
}

function literalsIn(expression: Expr): string {
  return [...expressionsBelow(expression)]
    .map((part) => (part instanceof Literal ? part.literal.coerceString() : ''))
    .join(' ');
}

function comparisonKeepsOut({ left, right, operator }: Binary, { triggers, isNot }: Required<Asked>): boolean {
  if (operator.lexeme !== '==' && operator.lexeme !== '!=') return false;
  const isSame = (operator.lexeme === '==') !== isNot;
  const sides = [left, right];
  const literal = sides.find((side) => side instanceof Literal);
  const word = literal instanceof Literal ? literal.literal.coerceString().toLowerCase() : null;
  const names = (pattern: RegExp): boolean => sides.some((side) => pattern.test(pathOf(side)));
  if (names(/^github\.event\.workflow_run\.event$/))
    return word !== null && (isSame ? OF_PEOPLE.has(word) : word.startsWith('pull_request'));
  if (names(/^github\.event_name$/))
    return isSame
      ? word !== null && OF_PEOPLE.has(word)
      : OF_ANYBODY.every((name) => name === word || !triggers.has(name));
  if (names(FORK)) return isSame === (word === 'false');
  if (names(MERGED)) return isSame === (word === 'true');
  if (word !== null && (names(ROLE) || names(/\.outputs\./)) && isOwn(sides, [...OWN, ROLE]))
    return isSame !== OF_STRANGERS.has(word);
  return isSame && isOwn(sides, [...OWN, ROLE]) && !isOneStranger(sides);
}

/** Whether both sides name somebody whom a stranger may be: who asks is who wrote. */
function isOneStranger(sides: readonly Expr[]): boolean {
  return sides.every((side) => {
    const path = pathOf(side);
    return /^github\.(?:actor|triggering_actor)$|(?:sender|user|head\.repo\.owner)\.login$|^github\.event\.pull_request\.head\./.test(
      path,
    );
  });
}

function isOwn(sides: readonly Expr[], patterns: readonly RegExp[]): boolean {
  return sides.some((side) =>
    [...expressionsBelow(side)].some((part) => patterns.some((pattern) => pattern.test(pathOf(part)))),
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
