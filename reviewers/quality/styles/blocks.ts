import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { Declaration } from './declaration.ts';
import { styleSlip } from './style-slip.ts';

const sides = (name: string): string[] => ['top', 'right', 'bottom', 'left'].map((side) => `${name}-${side}`);
const BORDERS = ['width', 'style', 'color'];
/** What a property sets beside itself. */
const LONGHANDS: Readonly<Record<string, readonly string[]>> = {
  margin: sides('margin'),
  padding: sides('padding'),
  inset: ['top', 'right', 'bottom', 'left'],
  background: ['image', 'color', 'position', 'size', 'repeat', 'attachment', 'origin', 'clip'].map(
    (one) => `background-${one}`,
  ),
  font: ['font-style', 'font-weight', 'font-size', 'font-family', 'font-stretch', 'line-height', 'font-variant'],
  border: [
    ...BORDERS.map((one) => `border-${one}`),
    ...sides('border'),
    ...sides('border').flatMap((side) => BORDERS.map((one) => `${side}-${one}`)),
  ],
  'border-width': sides('border').map((one) => `${one}-width`),
  'border-style': sides('border').map((one) => `${one}-style`),
  'border-color': sides('border').map((one) => `${one}-color`),
  'border-radius': ['top-left', 'top-right', 'bottom-left', 'bottom-right'].map((one) => `border-${one}-radius`),
  flex: ['flex-grow', 'flex-shrink', 'flex-basis'],
  'flex-flow': ['flex-direction', 'flex-wrap'],
  gap: ['row-gap', 'column-gap'],
  overflow: ['overflow-x', 'overflow-y'],
  outline: ['outline-width', 'outline-style', 'outline-color'],
  'list-style': ['list-style-type', 'list-style-image', 'list-style-position'],
  transition: ['property', 'duration', 'timing-function', 'delay'].map((one) => `transition-${one}`),
  animation: [
    'name',
    'duration',
    'timing-function',
    'delay',
    'iteration-count',
    'direction',
    'fill-mode',
    'play-state',
  ].map((one) => `animation-${one}`),
  'grid-area': ['grid-row', 'grid-column', 'grid-row-start', 'grid-row-end', 'grid-column-start', 'grid-column-end'],
  'text-decoration': ['line', 'style', 'color', 'thickness'].map((one) => `text-decoration-${one}`),
  'place-items': ['align-items', 'justify-items'],
  'place-content': ['align-content', 'justify-content'],
};
/** Beside such a value of a property, these do nothing. */
const IDLE: readonly (readonly [name: string, value: RegExp, idle: RegExp, unless: RegExp])[] = [
  [
    'display',
    /^inline$/,
    /^(?:width|height|min-width|max-width|min-height|max-height|margin-top|margin-bottom)$/,
    /^(?:float|position)$/,
  ],
  [
    'display',
    /^(?:block|inline|inline-block)$/,
    /^(?:justify-content|flex-direction|flex-wrap|grid-template-(?:columns|rows|areas))$/,
    /^$/,
  ],
  ['position', /^static$/, /^(?:top|right|bottom|left|inset)$/, /^$/],
  ['position', /^(?:absolute|fixed)$/, /^float$/, /^$/],
];

/** Declarations of one block that take each other back or do nothing beside each other. */
export function idleDeclarations(declarations: readonly Declaration[]): SideHazard[] {
  const blocks = Map.groupBy(declarations, ({ block }) => block);
  return [...blocks.values()].flatMap((block) => [...overridden(block), ...idle(block), ...insideOf(block)]);
}

function overridden(block: readonly Declaration[]): SideHazard[] {
  return block.flatMap((one, at) => {
    const next = block[at + 1];
    if (one.name.startsWith('--') || isHack(one)) return [];
    const later = block.slice(at + 1).find((other) => {
      if (one.isImportant && !other.isImportant) return false;
      if (isHack(other) || /^(?:inherit|unset)$/.test(other.value)) return false;
      if (LONGHANDS[other.name]?.includes(one.name) === true)
        return !/\bvar\(/.test(other.value) || !/^background|^font/.test(other.name);
      return other.name === one.name && other.value !== one.value && other !== next && !isFallback(block, one, other);
    });
    if (later === undefined) return [];
    const say = `\`${later.name}\` in line ${later.line} sets it again.`;
    return [styleSlip('overridden-declaration', { line: one.line, what: one.text, say })];
  });
}

/** For browsers of another maker or age. */
function isHack({ name, value }: Declaration): boolean {
  return (
    name === 'src' ||
    /^(?:-|filter$|composes$)|^_/.test(name) ||
    /(?:^|[\s,(])-(?:webkit|moz|ms|o)-|\\|\bif\(/.test(value)
  );
}

/** One value after the other for browsers that do not know the better one: they stand together, all of the same property. */
function isFallback(block: readonly Declaration[], one: Declaration, other: Declaration): boolean {
  const between = block.slice(block.indexOf(one), block.indexOf(other));
  return between.every(({ name }) => name.replace(/^-\w{1,6}-/, '') === one.name);
}

function idle(block: readonly Declaration[]): SideHazard[] {
  const isReplaced = block.some(({ around }) =>
    /\b(?:img|svg|input|button|select|textarea|video|iframe|canvas|icon|image|logo)\b/i.test(around.join(' ')),
  );
  const last = new Map(block.map((one) => [one.name, one]));
  return IDLE.flatMap(([name, value, names, unless]) => {
    const cause = last.get(name);
    if (cause === undefined || !value.test(cause.value) || (isReplaced && cause.value === 'inline')) return [];
    if (block.some((one) => unless.test(one.name))) return [];
    return block
      .filter((one) => names.test(one.name) && !/^(?:auto|none|0|initial|inherit|unset)$/.test(one.value))
      .map((one) =>
        styleSlip('ignored-declaration', {
          line: one.line,
          what: one.text,
          say: `It does nothing beside \`${cause.text}\`.`,
        }),
      );
  });
}

function insideOf(block: readonly Declaration[]): SideHazard[] {
  return block.flatMap((one) => {
    const say = frozen(one) ?? outOfRange(one) ?? unspaced(one) ?? bareName(one) ?? raggedAreas(one);
    return say === null ? [] : [styleSlip('ignored-declaration', { line: one.line, what: one.text, say })];
  });
}

function frozen({ around, isImportant }: Declaration): string | null {
  return isImportant && around.some((head) => /^@(?:-\w{1,10}-)?keyframes/i.test(head))
    ? 'Inside of key frames, `!important` makes it ignored.'
    : null;
}

function outOfRange({ name, value }: Declaration): string | null {
  if (name.endsWith('opacity') && /^[1-9]\d{0,3}(?:\.\d+)?$/.test(value) && Number(value) > 1)
    return 'Opacity goes from 0 to 1.';
  const alpha = /\b(?:rgba|hsla)\([^(),]{1,20},[^(),]{1,20},[^(),]{1,20}, ?(\d{1,3}(?:\.\d{1,9})?) ?\)/i.exec(
    value,
  )?.[1];
  if (alpha !== undefined && Number(alpha) > 1) return `Its alpha goes from 0 to 1 and is ${alpha}.`;
  const seconds = /^(?:transition|animation)(?:-duration)?$/.test(name)
    ? /(?<![\w.])(\d{3,6})s\b/.exec(value)?.[1]
    : undefined;
  return seconds !== undefined && Number(seconds) >= 100
    ? `It takes ${seconds} seconds: milliseconds are \`ms\`.`
    : null;
}

/** `calc(100%-20px)` */
function unspaced({ value }: Declaration): string | null {
  const at = value.search(/\bcalc\(/i);
  if (at === -1) return null;
  const sum = (/^calc\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/i.exec(value.slice(at))?.[0] ?? '').replaceAll(
    /"[^"]*"|'[^']*'/g,
    '',
  );
  return /(?<![\w-])(?:\d{1,9}(?:\.\d{1,9})?(?:%|[a-z]{1,4})|\d{1,9}(?=[-+]\d)|[\d.]{1,20}%)[-+](?=[\d.(#$v])/i.test(
    sum.replaceAll(/\d{1,9}e[-+]\d{1,3}/gi, '1'),
  ) ||
    /\)[-+](?=[\d.(#$v])/.test(sum) ||
    /(?<=[\d%a-z)]) [-+](?=(?:[\d.]{1,9}|var\(|\())/i.test(sum) ||
    /(?<=\d(?:%|[a-z]{1,4}))[-+] (?=[\d.v(])/i.test(sum)
    ? 'In `calc`, plus and minus need a space on both sides.'
    : null;
}

function bareName({ name, value }: Declaration): string | null {
  if (
    !/^(?:(?:background|border(?:-\w{1,6})?|outline|text-decoration)-color|color|fill|stroke|(?:margin|padding)(?:-\w{1,6})?|(?:min-|max-)?(?:width|height)|font-size|gap|border-radius|box-shadow|background|border|line-height|font-weight)$/.test(
      name,
    )
  )
    return null;
  const found = /(?:^|[\s,])(--[a-z][\w-]*)(?![\w(-])/i.exec(value.replaceAll(/[\w-]{1,60}\([^()]{0,400}\)/g, ''))?.[1];
  return found === undefined ? null : `\`${found}\` alone is no value: \`var(${found})\` is.`;
}

function raggedAreas({ name, value }: Declaration): string | null {
  if (!/^grid(?:-template(?:-areas)?)?$/.test(name)) return null;
  const rows = Array.from(value.matchAll(/"([^"]*)"|'([^']*)'/g)).map(([, one, other]) =>
    (one ?? other ?? '').trim().split(/\s+/),
  );
  if (rows.length < 1 || /[#@$]\{|\$|@/.test(value)) return null;
  if (rows.some((row) => row.length !== rows[0]?.length)) return 'Its rows do not have the same number of cells.';
  const places = new Map<string, (readonly [row: number, column: number])[]>();
  for (const [row, cells] of rows.entries())
    for (const [column, cell] of cells.entries())
      if (!/^\.+$/.test(cell)) places.set(cell, [...(places.get(cell) ?? []), [row, column]]);
  for (const [cell, all] of places) {
    const [down, across] = [all.map(([row]) => row), all.map(([, column]) => column)];
    const area = (Math.max(...down) - Math.min(...down) + 1) * (Math.max(...across) - Math.min(...across) + 1);
    if (area !== all.length) return `\`${cell}\` is no rectangle.`;
  }
  return null;
}
