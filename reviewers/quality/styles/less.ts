import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { StyleSheet } from '../../changed-code/styles/read-styles.ts';
import { argumentsIn } from './arguments.ts';
import { isBalanced } from './declaration.ts';
import { AT_RULES } from './known-names.ts';
import { misspelled } from './spelling.ts';
import { styleSlip } from './style-slip.ts';

/** What Less refuses or writes out as it stands, as one file shows it. */
export function lessSlips(sheet: StyleSheet): SideHazard[] {
  const variables = variablesOf(sheet);
  const all = [...sheet.heads, ...sheet.statements];
  const refused = all.flatMap(({ text, line }) => {
    const say = wrong(text, variables);
    return say === null ? [] : [styleSlip('refused-style', { line, what: text, say })];
  });
  return [...refused, ...undefinedVariables(sheet, variables), ...mixinCalls(sheet), ...endless(sheet)];
}

function variablesOf({ heads, statements }: StyleSheet): ReadonlySet<string> {
  const known = new Set(['arguments', 'rest']);
  for (const { text } of [...heads, ...statements]) {
    const made = /^@([\w-]+) ?:/.exec(text)?.[1];
    if (made !== undefined) known.add(made);
    // Parameters of mixins, also where the reader cut them at a `;`.
    if (/^[.#][\w-]+ ?\(|^each\(/.test(text) || !isBalanced(text))
      for (const [, name = ''] of text.matchAll(/@([\w-]+)/g)) known.add(name);
  }
  return known;
}

function wrong(text: string, variables: ReadonlySet<string>): string | null {
  const guard = / when ([^]*)$/.exec(text)?.[1];
  if (guard !== undefined && /==|!=|&&|\|\|/.test(guard))
    return 'Guards compare with `=`, and join with `and`, `or` and `,`.';
  if (/^\$[\w-]+ ?: /.test(text)) return 'A variable of Less begins with `@`.';
  if (/^@(?:include|mixin|extend|if|else|each|function|return)\b(?! ?:)/.test(text))
    return 'That is a rule of Sass: Less does not know it.';
  const texts = Array.from(text.matchAll(/"([^"]*)"|'([^']*)'/g), ([, one, other]) => one ?? other ?? '');
  const inText = texts
    .flatMap((one) => Array.from(one.matchAll(/(?<![\w@.])@([\w-]+)/g), ([, name = '']) => name))
    .find((name) => variables.has(name) && name !== 'rest');
  if (inText !== undefined && !/^@(?:import|plugin|namespace)/.test(text))
    return `In a text, Less takes a variable only as \`@{${inText}}\`.`;
  const inName = /^[.#&][\w-]*[\w-]@([\w-]+)/.exec(text)?.[1];
  if (inName !== undefined && variables.has(inName))
    return `In a selector, Less takes a variable only as \`@{${inName}}\`.`;
  return null;
}

function undefinedVariables({ heads, statements }: StyleSheet, known: ReadonlySet<string>): SideHazard[] {
  const isOpen = statements.some(({ text }) => /^@(?:import|plugin)\b/.test(text));
  const told = new Set<string>();
  return [...heads, ...statements].flatMap(({ text, line }) => {
    if (!isBalanced(text)) return [];
    const value = text.startsWith('@') ? text.replace(/^@[\w-]+/, '') : text;
    return Array.from(
      value.replaceAll(/"[^"@]*"|'[^'@]*'/g, '').matchAll(/(?<![\w@.\\"'])@(?:\{([\w-]+)\}|([a-z_][\w-]*))/gi),
    ).flatMap(([, inner, plain]) => {
      const name = inner ?? plain ?? '';
      if (known.has(name) || told.has(name) || AT_RULES.has(name)) return [];
      const meant = misspelled(name, known);
      if (meant === null && isOpen) return [];
      told.add(name);
      const say = `\`@${name}\` is used${meant === null ? '' : `, and \`@${meant}\` is defined`}.`;
      return [styleSlip('undefined-style-name', { line, what: text, say, elsewhere: [`@${name}:`, `@${name} :`] })];
    });
  });
}

function mixinCalls({ heads, statements }: StyleSheet): SideHazard[] {
  const isOpen = statements.some(({ text }) => /^@(?:import|plugin)\b/.test(text));
  const names = new Set(
    heads.flatMap(({ text }) => Array.from(text.matchAll(/[.#]([\w-]+)/g), ([, name = '']) => name)),
  );
  return statements.flatMap(({ text, line }) => {
    const [, name = '', rest = ''] = /^[.#]([\w-]+) ?(\([^]*)$/.exec(text) ?? [];
    if (name === '' || !isBalanced(text)) return [];
    if (!names.has(name)) {
      const meant = misspelled(name, names);
      if (meant === null && isOpen) return [];
      const say = `\`.${name}\` is called${meant === null ? '' : `, and \`.${meant}\` is defined`}.`;
      return [
        styleSlip('undefined-style-name', {
          line,
          what: text,
          say,
          elsewhere: [`.${name}(`, `.${name} (`, `.${name} {`, `.${name}{`, `.${name},`, `#${name}`],
        }),
      ];
    }
    const own = heads.filter((one) => new RegExp(String.raw`^[.#]${name} ?\(`).test(one.text));
    const given = argumentsIn(rest.replace(/ ?!important$/, ''));
    const isElsewhere = own.length === 0 || heads.some((one) => one.text.includes(`.${name}`) && !own.includes(one));
    if (given === null || isElsewhere || statements.some((one) => !isBalanced(one.text) && one.text.includes(name)))
      return [];
    const fits = own.some((one) => {
      const takes = argumentsIn(one.text.slice(one.text.indexOf('(')));
      if (takes === null || one.text.includes('...')) return true;
      return given.length <= takes.length && given.length >= takes.filter((part) => !part.includes(':')).length;
    });
    return fits
      ? []
      : [styleSlip('refused-style', { line, what: text, say: `No \`.${name}\` takes so many arguments.` })];
  });
}

/** A mixin that calls itself and that nothing stops. */
function endless({ heads, statements }: StyleSheet): SideHazard[] {
  return statements.flatMap(({ text, line, around }) => {
    const name = /^([.#][\w-]+) ?\(/.exec(text)?.[1];
    const own =
      name === undefined
        ? undefined
        : around.find((head) => head.startsWith(`${name}(`) || head.startsWith(`${name} (`));
    if (name === undefined || own === undefined) return [];
    const isGuarded =
      around.some((head) => / when /.test(head)) || heads.filter((one) => one.text.startsWith(`${name}(`)).length > 1;
    const step = / when ?\(? ?@([\w-]+) ?(>=?|=?<) ?/.exec(own);
    const moved = step === null ? null : new RegExp(String.raw`@${step[1] ?? ''} ?([-+])`).exec(text)?.[1];
    const isAway =
      step !== null &&
      ((step[2]?.startsWith('>') === true && moved === '+') || (step[2]?.includes('<') === true && moved === '-'));
    const isStill = step !== null && new RegExp(String.raw`\( ?@${step[1] ?? ''} ?\)$`).test(text);
    return isGuarded && !isAway && !isStill
      ? []
      : [styleSlip('refused-style', { line, what: text, say: 'The mixin calls itself without an end.' })];
  });
}
