import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { StyleSheet } from '../../changed-code/styles/read-styles.ts';
import { withoutTexts } from '../../changed-code/styles/style-texts.ts';
import type { Dialect } from './declaration.ts';
import { misspelled } from './spelling.ts';
import { styleSlip } from './style-slip.ts';

/** What Sass and Less compute: what they refuse or write out wrongly, as one file shows it. */
export function preprocessedSlips(
  sheet: StyleSheet,
  { dialect, path, text }: { readonly dialect: Dialect; readonly path: string; readonly text: string },
): SideHazard[] {
  if (dialect === 'css') return [];
  return [
    ...mixedUnits(sheet, dialect),
    ...extendsOfNothing(sheet, dialect, path.slice(path.lastIndexOf('/') + 1)),
    ...(dialect === 'scss'
      ? [...extendsAcrossMedia(sheet), ...repeatedKeys(sheet, text), ...misspeltFunctions(sheet)]
      : []),
  ];
}

/** Units that are computed into one another stand together. */
const KINDS: readonly RegExp[] = [
  /^(?:px|cm|mm|q|in|pt|pc)$/i,
  /^(?:deg|grad|rad|turn)$/i,
  /^m?s$/i,
  /^k?hz$/i,
  /^dp(?:i|cm|px)$/i,
];
const kindOf = (unit: string): string => {
  const at = KINDS.findIndex((one) => one.test(unit));
  return at === -1 ? unit.toLowerCase() : String(at);
};
/** The browser computes there, and takes any units. */
const COMPUTED =
  /\b(?:calc|min|max|clamp|var|env|url|round|mod|rem|linear-gradient|radial-gradient|conic-gradient|format|local)\s?\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)/gi;
const NUMBER = String.raw`-?(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})(px|r?em|ex|ch|%|v[hw]|vmin|vmax|deg|m?s|pt|cm|mm|in)(?![\w-])`;
const SUM = new RegExp(String.raw`(?<![\w.#-])${NUMBER} ?[+-] ${NUMBER}`, 'i');

function mixedUnits({ statements }: StyleSheet, dialect: Dialect): SideHazard[] {
  const sign = dialect === 'scss' ? '\\$' : '@';
  const known = new Map<string, string | null>();
  for (const { text } of statements) {
    const [, name = '', value = ''] = new RegExp(String.raw`^${sign}([\w-]{1,60}) ?: ?(.{1,60})$`).exec(text) ?? [];
    if (name === '') continue;
    const plain = value.replace(/ ?!default$/, '');
    known.set(name, known.has(name) || !new RegExp(`^${NUMBER}$`, 'i').test(plain) ? null : plain);
  }
  return statements.flatMap(({ text, line }) => {
    const [, value = ''] = /^(?:[$@]?[\w-]{1,80}) ?: ?(.*)$/s.exec(text) ?? [];
    if (value === '' || text.startsWith('--') || /["'~]/.test(value)) return [];
    const bare = withoutTexts(value).replaceAll(COMPUTED, 'x');
    const filled = bare.replaceAll(
      new RegExp(String.raw`(?<![\w-])${sign}([\w-]{1,60})`, 'g'),
      (found, name: string) => known.get(name) ?? found,
    );
    const [, first = '', second = ''] = SUM.exec(filled) ?? [];
    // Less takes the first unit and goes on; a percentage of what, nobody can compute.
    if (first === '' || kindOf(first) === kindOf(second)) return [];
    const say =
      dialect === 'scss'
        ? `\`${first}\` and \`${second}\` cannot be added: only \`calc\` can.`
        : `\`${second}\` is taken for \`${first}\`: only \`calc\` adds both.`;
    return [styleSlip('refused-style', { line, what: text, say })];
  });
}

/** What is extended is a selector, or a placeholder, of some sheet. */
function extendsOfNothing({ heads, statements }: StyleSheet, dialect: Dialect, path: string): SideHazard[] {
  const defined = new Set(heads.flatMap(({ text }) => Array.from(text.matchAll(/[.%][\w-]{1,80}/g), ([name]) => name)));
  // A class may come from a package that no tree holds.
  const isOpen = path.startsWith('_') || statements.some(({ text }) => /^@(?:use|forward|import)\b/.test(text));
  const pattern =
    dialect === 'scss' ? /^@extend ([.%][\w-]{1,80})(?! ?!optional)$/ : /^&:extend\( ?(\.[\w-]{1,80})(?: all)? ?\)$/;
  return statements.flatMap(({ text, line }) => {
    const name = pattern.exec(text)?.[1];
    if (name === undefined || defined.has(name)) return [];
    const meant = misspelled(name, defined);
    // Names that `&` puts together are not seen; a placeholder of nobody's is.
    if (meant === null || (name.startsWith('.') && isOpen)) return [];
    const elsewhere = [`${name} {`, `${name}{`, `${name},`, `${name}:`, `${name} `, `${name}(`];
    return [
      styleSlip('undefined-style-name', {
        line,
        what: text,
        say: `\`${name}\` is extended, and \`${meant}\` is defined.`,
        elsewhere,
      }),
    ];
  });
}

function extendsAcrossMedia({ heads, statements }: StyleSheet): SideHazard[] {
  return statements.flatMap(({ text, line, around }) => {
    const name = /^@extend ([.%][\w-]{1,80})$/.exec(text)?.[1];
    const media = around.find((one) => one.startsWith('@media'));
    if (name === undefined || media === undefined) return [];
    const own = heads.filter((head) =>
      new RegExp(String.raw`${name.replace('.', String.raw`\.`)}(?![\w-])`).test(head.text),
    );
    const isOutside = own.length > 0 && own.every((head) => !head.around.some((one) => one.startsWith('@media')));
    return isOutside && !own.some((head) => head.text.startsWith('@'))
      ? [
          styleSlip('refused-style', {
            line,
            what: text,
            say: `Sass extends nothing out of \`@media\`, and \`${name}\` stands outside of it.`,
          }),
        ]
      : [];
  });
}

function repeatedKeys({ statements }: StyleSheet, sheet: string): SideHazard[] {
  return statements.flatMap(({ text, line }) => {
    const inner = /^\$[\w-]{1,60} ?: ?\((.{1,6000})\)(?: ?!default)?$/s.exec(text)?.[1];
    if (inner === undefined || /#\{/.test(inner)) return [];
    const seen = new Set<string>();
    let depth = 0;
    let part = '';
    const parts: string[] = [];
    for (const sign of inner) {
      if (sign === '(') depth += 1;
      if (sign === ')') depth -= 1;
      if (sign === ',' && depth === 0) {
        parts.push(part);
        part = '';
      } else part += sign;
    }
    for (const one of [...parts, part]) {
      const key = /^\s*["']?([\w-]{1,60})["']?\s?:/.exec(one)?.[1];
      if (key === undefined) continue;
      const at = sheet
        .split('\n')
        .findLastIndex(
          (row, index) =>
            index >= line - 1 && index < line + 400 && new RegExp(String.raw`^\s*["']?${key}["']?\s?:`).test(row),
        );
      if (seen.has(key))
        return [
          styleSlip('refused-style', {
            line: at === -1 ? line : at + 1,
            what: text,
            say: `The map has the key \`${key}\` twice.`,
          }),
        ];
      seen.add(key);
    }
    return [];
  });
}

const FUNCTIONS_OF_CSS =
  /^(?:scale|skew|rotate|matrix|translate|hsla?|rgba?|calc|clamp|round|repeat|blur|invert|opacity|sepia|steps|path|polygon|circle|ellipse|inset|minmax|counter|format|layer|image|attr|sign|sin|cos|tan|hypot|sqrt)/i;

/** A call that is one letter away from a function of this sheet: Sass writes it out as it stands. */
function misspeltFunctions({ heads, statements }: StyleSheet): SideHazard[] {
  const own = new Set(heads.flatMap(({ text }) => /^@function ([\w-]{2,60})/.exec(text)?.[1] ?? []));
  if (own.size === 0) return [];
  return statements.flatMap(({ text, line }) => {
    for (const [, name = ''] of withoutTexts(text).matchAll(/(?<![\w.$@%-])([a-z][\w-]{3,60})\(/gi)) {
      if (own.has(name) || FUNCTIONS_OF_CSS.test(name)) continue;
      const meant = misspelled(name, own);
      if (meant !== null)
        return [
          styleSlip('undefined-style-name', {
            line,
            what: text,
            say: `\`${name}\` is called, and \`${meant}\` is defined.`,
            elsewhere: [`@function ${name}`],
          }),
        ];
    }
    return [];
  });
}
