import type { Check, Report } from '../../reviewer.ts';
import { LOOKUP_HINT, LOOP_RULES } from '../loop-rules.ts';
import { type Loop, readLoop } from '../loop.ts';
import { tellPlainQueries } from '../plain/tell-plain-queries.ts';
import { wordsOf } from '../query-words.ts';
import { type Node, nearestNode, type Parsed, parseChanged, quotedLines, touches, within } from '../syntax.ts';

const CODE = /\.(?:[cm]?[jt]sx?|py)$/i;
/** A pause between rounds means that someone thought about the load. */
const PACED = /\b(?:sleep|delay|setTimeout|throttle|rateLimit|limiter|wait(?:For)?)\b/i;
/** Raw statements: only reading ones are told, and only when their text stands there. */
const RAW =
  /\.(?:query|execute|raw|fetch|fetchrow|fetchval|fetch_one|fetch_all|get|all|one|oneOrNone|any|many|scalar)\s*(?:<[^(]*>)?\($/;
/** What is called stands at the end of what a call begins with. */
const LONGEST_CALLEE = 500;
const SELECT = /\(\s*(?:(?:sql|text\()\s*)?[rf]{0,2}["'`]{1,3}\s*select\b/i;
const NETWORK = /^(?:fetch|axios|got|ky|superagent|requests|httpx)\b/;

/** A database or another machine is asked once for each element, one after the other, though the rounds do not need each other. */
export const queryInLoop: Check = {
  id: 'query-in-loop',
  async run(context) {
    for (const parsed of await parseChanged(context, { files: CODE, hint: LOOKUP_HINT, rules: LOOP_RULES })) {
      for (const report of reportsOf(parsed)) context.report(report);
    }
    await tellPlainQueries(context);
  },
};

function reportsOf(parsed: Parsed): Report[] {
  const of = (rule: string): Node[] => parsed.nodes.filter((node) => node.rule === rule);
  const functions = of('function');
  const exits = of('exit');
  const told = new Set<Node>();
  return of('lookup').flatMap((lookup) => {
    const around = nearestNode(lookup, [...of('loop'), ...of('mapper')]);
    const loop = around === undefined ? null : readLoop(around);
    if (loop === null || told.has(loop.node) || !runsIn(lookup, loop, functions)) return [];
    if (!asksForElement(lookup, loop) || stopsEarly(loop, exits, functions) || PACED.test(loop.body)) return [];
    const touched =
      touches(parsed, lookup.startLine, lookup.endLine) ||
      touches(parsed, around?.startLine ?? 0, around?.startLine ?? 0);
    if (!touched) return [];
    told.add(loop.node);
    return [reportOf(parsed, lookup, loop)];
  });
}

/** Whether the call belongs to the loop itself and not to a function that is only made there. */
function runsIn(lookup: Node, { node }: Loop, functions: readonly Node[]): boolean {
  const made = nearestNode(lookup, functions);
  return made === undefined || !within(made, node);
}

function asksForElement(lookup: Node, loop: Loop): boolean {
  const callee = lookup.text.slice(0, lookup.text.indexOf('(') + 1);
  if (/^(?:tx|trx|transaction)\b/i.test(callee)) return false;
  const network = NETWORK.test(callee);
  // Elements fetched side by side are often as many requests as there have to be.
  if (loop.node.rule === 'mapper' && network) return false;
  if (!network && RAW.test(callee.slice(-LONGEST_CALLEE)) && !isKeyed(callee) && !SELECT.test(lookup.text))
    return false;
  const used = new Set(withoutText(lookup.text.slice(callee.length)).match(/[A-Za-z_$][\w$]*/g) ?? []);
  if (!loop.names.some((name) => used.has(name))) return false;
  // A name that a round sets for the next one: the rounds need each other.
  return ![...used].some((name) => !loop.names.includes(name) && isCarried(name, loop.body));
}

/** `session.get(User, id)` and `User.objects.get(pk=id)` of an object mapper have no statement to look at. */
function isKeyed(callee: string): boolean {
  return /(?:^|\.)session\.get\s*\($|\.objects\.\w+\s*\($/.test(callee);
}

/** The words of a statement are no names; what is inserted into a template or an f-string is. */
function withoutText(code: string): string {
  return code.replace(/(?<![fF\\]|[fF][rR])(?:"(?:[^"'\\]|\\.)*"|'(?:[^"'\\]|\\.)*')/g, '""');
}

function isCarried(name: string, body: string): boolean {
  const plain = name.replaceAll('$', '\\$');
  const declared = new RegExp(String.raw`\b(?:const|let|var)\s+(?:\{[^{}]*|\[[^[\]]*)?\b${plain}\b`).test(body);
  return (
    !declared &&
    new RegExp(String.raw`${plain}(?<!(?:[(,]\s*|[\w.$])${plain})\s*(?:[+*|&-]|\?\?)?=(?![=>])`, 'm').test(body)
  );
}

function stopsEarly(loop: Loop, exits: readonly Node[], functions: readonly Node[]): boolean {
  if (loop.node.rule === 'mapper') return false;
  return exits.some((exit) => {
    if (!within(exit, loop.node)) return false;
    const made = nearestNode(exit, functions);
    return made === undefined || !within(made, loop.node);
  });
}

function reportOf(parsed: Parsed, lookup: Node, loop: Loop): Report {
  const side = loop.node.rule === 'mapper';
  const told = {
    call: lookup.text,
    list: loop.list,
    what: NETWORK.test(lookup.text) ? 'request' : 'query',
    side,
  } as const;
  return { ...quotedLines(parsed, lookup), ...wordsOf(told) };
}
