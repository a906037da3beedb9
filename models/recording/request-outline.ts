import { createHash } from 'node:crypto';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { ModelRequest } from '../model.ts';

/** A request as pairs of a path and what stands there, long values cut to their beginning, length and digest. */
export type RequestOutline = readonly (readonly [path: string, value: string])[];

const LONGEST = 80;

export function outlineOf(request: ModelRequest): [path: string, value: string][] {
  const { system, tools, output, messages, maxOutputTokens } = request;
  return [
    ['system', short(system)],
    ...tools.map((tool, at): [string, string] => [`tools[${at}]`, short(tool)]),
    ['output', short(output)],
    ['maxOutputTokens', short(maxOutputTokens)],
    ...messages.flatMap(({ role, parts }, at): [string, string][] => [
      [`messages[${at}].role`, role],
      ...parts.map((part, of): [string, string] => [`messages[${at}].parts[${of}]`, short(part)]),
    ]),
  ];
}

/** How many entries are equal before the first that is not. */
export function sharedLength(one: RequestOutline, other: RequestOutline): number {
  const different = one.findIndex(([path, value], at) => other[at]?.[0] !== path || other[at][1] !== value);
  return different === -1 ? one.length : different;
}

/** The first place where two requests differ, in words; null when their outlines are the same. */
export function firstDifference(recorded: RequestOutline, asked: RequestOutline): string | null {
  const at = sharedLength(recorded, asked);
  const [was, is] = [recorded[at], asked[at]];
  if (was === undefined && is === undefined) return null;
  if (was === undefined) return `${is?.[0]} is new: ${is?.[1]}`;
  if (is === undefined) return `${was[0]} is missing: ${was[1]}`;
  return was[0] === is[0]
    ? `${is[0]} was ${was[1]} and is ${is[1]}`
    : `where ${was[0]} stood there is ${is[0]}: ${is[1]}`;
}

function short(value: unknown): string {
  const text = canonicalJson(value);
  if (text.length <= LONGEST) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `${text.slice(0, LONGEST / 2)}... (${text.length} characters, ${digest})`;
}
