import type { Syntax } from '../../changed-code/syntax-node.ts';
import { valueSinks } from '../rules/all.ts';
import type { Sink } from '../rules/sink.ts';
import { askedNodes, findUses, type Use } from '../values/find-uses.ts';
import type { Knowledge } from '../values/knowledge.ts';
import type { FollowedFile } from './followed-file.ts';

/** What a function does with what it is given under one name or position. */
export interface ParameterSink {
  readonly sink: Sink & Required<Pick<Sink, 'takes'>>;
  readonly use: Use;
}

/** Some rules ask only files that mention a request: here another file does. */
const SERVES = '\nreq.body request';

/** The sinks of a file that may take what requests of other files bring, as far as a stretch of it (`near`) shows them. */
export function sinksIn(path: string, text: string, near: string): readonly ParameterSink['sink'][] {
  return valueSinks(path, text + SERVES, near)?.sinks ?? [];
}

/** A call before the harm whose name says that it looks at a value: whether it does is not followed into a further file. */
const LOOKS =
  /\b\w{0,60}(?:inside|within|valid|sanit|allow|safe|contains|traversal|startswith|escape|quote)\w{0,60}\(/i;

/** Asks whether a file is there, and no more. */
const ASKS = /^(?:await\s+)?[\w.()]{0,60}\b(?:l?stat|access|exists)(?:Sync)?\(/;

/** The dangerous places of a function that a parameter reaches unguarded, were it a request's that is `written` so. */
export function sinksOfParameter(
  { path, text, root, knowledge }: FollowedFile,
  fn: Syntax,
  at: number | string,
  written: string,
): ParameterSink[] {
  const parameter = knowledge.grammar.parameters(fn).find(({ position, name }) => at === position || at === name);
  if (parameter === undefined || knowledge.parameter(parameter, fn) !== null) return [];
  const told: Knowledge = {
    ...knowledge,
    parameter: (one, of) =>
      of === fn && one.position === parameter.position ? 'request' : knowledge.parameter(one, of),
    // What the request calls it: some places ask which part of a request it is.
    role: (one, of) =>
      of === fn && one.position === parameter.position && one.within.length === 0 ? written : knowledge.role(one, of),
  };
  const inside = askedNodes(root, (node) => node.start >= fn.start && node.end <= fn.end);
  return sinksIn(path, text, fn.text).flatMap((sink) => {
    // What only makes a path is no harm yet, and may be what compares it; Java opens by it.
    const onlyMakes = sink.takes.checkedLater === true && !path.endsWith('.java');
    if (sink.takes.need.made !== undefined || onlyMakes) return [];
    const known = findUses(root, sink.takes, knowledge, inside).filter(({ danger }) => danger?.sure === 'request');
    return findUses(root, sink.takes, told, inside)
      .filter(
        ({ node, danger }) =>
          danger?.sure === 'request' &&
          !ASKS.test(node.text) &&
          !LOOKS.test(fn.text.slice(0, node.start - fn.start)) &&
          known.every((one) => one.node !== node),
      )
      .map((use) => ({ sink, use }));
  });
}
