import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { StyleSheet } from '../../changed-code/styles/read-styles.ts';
import { misspelled } from './spelling.ts';
import { argumentsIn } from './arguments.ts';
import { styleSlip } from './style-slip.ts';

interface Parameter {
  readonly name: string;
  readonly isOptional: boolean;
}

interface Callable {
  /** Null where it takes as many as are given. */
  readonly parameters: readonly Parameter[] | null;
  readonly takesContent: boolean;
}

const same = (name: string): string => name.replaceAll('_', '-');

/** Calls of mixins and functions that this file defines, or that nothing does, and placeholders that are nowhere. */
export function sassMixins(sheet: StyleSheet, path: string): SideHazard[] {
  const { heads, statements } = sheet;
  const all = [
    ...heads.map((one) => ({ ...one, isHead: true })),
    ...statements.map((one) => ({ ...one, isHead: false })),
  ];
  const isOpen =
    /(?:^|\/)_[^/]*$/.test(path) ||
    statements.some(({ text }) => /^@(?:use|forward|import)\b/.test(text) && !/["']sass:/.test(text));
  const mixins = callables('mixin', sheet);
  const functions = callables('function', sheet);
  const placeholders = new Set(
    heads.flatMap(({ text }) => Array.from(text.matchAll(/%([\w-]+)/g), ([, name = '']) => name)),
  );
  return all.flatMap(({ text, line, isHead }) => {
    const tell = (say: string, elsewhere?: readonly string[]): SideHazard[] => [
      styleSlip(elsewhere ? 'undefined-style-name' : 'refused-style', {
        line,
        what: text,
        say,
        ...(elsewhere && { elsewhere }),
      }),
    ];
    const extended = /^@extend %([\w-]+)(?![^]*!optional)/.exec(text)?.[1];
    if (extended !== undefined) {
      const isMade = placeholders.has(extended) || heads.some((one) => /%[\w-]*#\{/.test(one.text));
      return isMade || (isOpen && misspelled(extended, placeholders) === null)
        ? []
        : tell(`\`%${extended}\` is extended.`, [`%${extended} {`, `%${extended}{`, `%${extended},`, `%${extended} ,`]);
    }
    const name = /^@include ([\w-]+)(?![\w.-])/.exec(text)?.[1];
    if (name !== undefined) {
      const mixin = mixins.get(same(name));
      if (mixin === undefined) {
        const meant = misspelled(same(name), mixins.keys());
        const elsewhere = [name, same(name), name.replaceAll('-', '_')].map((one) => `@mixin ${one}`);
        return meant === null && isOpen
          ? []
          : tell(`\`${name}\` is included${meant === null ? '' : `, and \`${meant}\` is defined`}.`, elsewhere);
      }
      if (isHead && !mixin.takesContent) return tell(`The mixin \`${name}\` has no \`@content\`, and takes no block.`);
      const say = misfit(text.slice(9), name, mixin);
      return say === null ? [] : tell(say);
    }
    if (/^@(?:function|mixin)\b/.test(text)) return [];
    return Array.from(text.matchAll(/(?<![\w.$%@-])([a-z][\w-]*)(?=\()/gi)).flatMap(([, called = '']) => {
      const known = functions.get(same(called));
      const say = known === undefined ? null : misfit(text.slice(text.indexOf(`${called}(`)), called, known);
      return say === null ? [] : tell(say);
    });
  });
}

function callables(kind: 'mixin' | 'function', { heads, statements }: StyleSheet): ReadonlyMap<string, Callable> {
  const found = new Map<string, Callable>();
  for (const { text } of heads) {
    const [, name = '', rest = ''] = new RegExp(String.raw`^@${kind} ([\w-]+) ?([^]*)$`).exec(text) ?? [];
    if (name === '') continue;
    const given = argumentsIn(rest) ?? [];
    const parameters = rest.includes('...')
      ? null
      : given.map((one) => ({ name: same(/^\$([\w-]+)/.exec(one)?.[1] ?? ''), isOptional: one.includes(':') }));
    const inside = [...statements, ...heads].filter((one) => one.around.includes(text));
    const twice = found.has(same(name));
    found.set(same(name), {
      parameters: twice ? null : parameters,
      takesContent: twice || inside.some((one) => /@content\b/.test(one.text)),
    });
  }
  return found;
}

/** What does not fit between a call and what is called. */
function misfit(call: string, name: string, { parameters }: Callable): string | null {
  const given = /^[\w-]+ ?\(/.test(call) ? argumentsIn(call.slice(call.indexOf('('))) : [];
  if (given === null || parameters === null || given.some((one) => one.includes('...'))) return null;
  const named = given.flatMap((one) => /^\$([\w-]+) ?:/.exec(one)?.[1] ?? []).map(same);
  const unknown = named.find((one) => parameters.every((parameter) => parameter.name !== one));
  if (unknown !== undefined) return `\`${name}\` has no argument \`$${unknown}\`.`;
  if (given.length > parameters.length)
    return `\`${name}\` takes ${parameters.length} arguments and is given ${given.length}.`;
  const left = parameters
    .slice(given.length - named.length)
    .find((one) => !one.isOptional && !named.includes(one.name));
  return left === undefined ? null : `\`${name}\` is not given \`$${left.name}\`.`;
}
