import { operatorBetween, plainText } from '../../../changed-code/node-text.ts';
import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from '../plain-slip.ts';
import { fileAround, onlyStatement, qualifiersOf, shortText, squeezedText } from './rust-nodes.ts';

interface Implemented {
  readonly trait: string;
  readonly type: string;
}

/** Characters of a declaration's beginning, and of a whole struct, that are read. */
const LONGEST_HEAD = 2000;
const LONGEST_STRUCT = 6000;

/** `impl<T> fmt::Display for A<T>`. */
function implementedBy(node: Syntax): Implemented | null {
  if (node.kind !== 'class_declaration') return null;
  const head = node.text.slice(0, 400);
  const [, trait = '', type = ''] =
    /^(?:unsafe\s+)?impl(?:\s*<[^{}]{0,200}?>)?\s+(?:\w+::)*(\w+)(?:<[^{}]{0,100}?>)?\s+for\s+&?(?:\w+::)*(\w+)/.exec(
      head,
    ) ?? [];
  return trait === '' ? null : { trait, type };
}

function methodsOf(node: Syntax): readonly Syntax[] {
  const body = node.children.at(-1);
  return body?.kind === 'class_body' ? body.children.filter(({ kind }) => kind === 'function_declaration') : [];
}

const nameOf = (fn: Syntax): string => fn.children[0]?.text ?? '';

/** A method of a trait that calls itself, by whatever name. */
export const endlessTraits: Look = (node, kind) => {
  const implemented = kind === 'rust' ? implementedBy(node) : null;
  if (implemented === null) return [];
  return methodsOf(node).flatMap((fn): readonly PlainSlip[] => {
    const again = recursionIn(fn, implemented);
    return again === null ? [] : [{ rule: 'calls-itself', node: again, name: shortText(again) }];
  });
};

function recursionIn(fn: Syntax, { trait, type }: Implemented): Syntax | null {
  const name = nameOf(fn);
  if (/^(?:Display|Debug)$/.test(trait) && name === 'fmt')
    return [...below(fn)].find((one) => writesItself(one, trait)) ?? null;
  const only = onlyStatement(fn);
  if (only === null) return null;
  const text = squeezedText(only);
  const parameter = fn.children[1]?.children[0]?.children[0]?.text ?? '';
  const same: Readonly<Record<string, RegExp>> = {
    'PartialEq.eq': new RegExp(
      String.raw`^(?:\*?self==\*?${parameter}|${parameter}==self|self\.eq\(&?${parameter}\))$`,
    ),
    'PartialEq.ne': new RegExp(String.raw`^(?:\*?self!=\*?${parameter}|self\.ne\(&?${parameter}\))$`),
    'Clone.clone': /^(?:self\.clone\(\)|\(\*self\)\.clone\(\))$/,
    'From.from': new RegExp(
      String.raw`^(?:${parameter}\.into\(\)|Self::from\(${parameter}\)|${type}::from\(${parameter}\))$`,
    ),
    'Default.default': new RegExp(
      String.raw`^(?:(?:Self|Default|${type})::default\(\)|(?:Self|${type})\{.{0,2000}\.\.(?:Default|Self|${type})::default\(\),?\})$`,
    ),
  };
  return same[`${trait}.${name}`]?.test(text) === true ? only : null;
}

/** `write!(f, "{}", self)`, `self.to_string()` in what both call. */
function writesItself(node: Syntax, trait: string): boolean {
  const isDebug = trait === 'Debug';
  if (node.kind === 'interpolation')
    return (
      /^[&*]*self$/.test(plainText(node.children[0] ?? node)) &&
      /:#?\??[^}]*\?/.test(node.text.slice(0, 200)) === isDebug
    );
  return !isDebug && node.kind === 'call_expression' && squeezedText(node) === 'self.to_string()';
}

const OPPOSITE: Readonly<Record<string, string>> = { Add: '-', AddAssign: '-', Sub: '+', SubAssign: '+' };

/** `impl Add for A { … self.x - other.x … }`. */
export const wrongOperators: Look = (node, kind) => {
  const wrong = OPPOSITE[(kind === 'rust' ? implementedBy(node)?.trait : undefined) ?? ''];
  const [fn, ...others] = wrong === undefined ? [] : methodsOf(node);
  if (fn === undefined || others.length > 0) return [];
  const parts = [...below(fn)];
  const operators = parts.flatMap((one) => {
    const [left, right] = /^(?:binary_expression|augmented_assignment)$/.test(one.kind) ? one.children : [];
    return left === undefined || right === undefined ? [] : [operatorBetween(left, right, one).replace(/=$/, '')];
  });
  const negates = parts.some((one) => one.kind === 'unary_expression') || /neg\(|wrapping|!/.test(fn.text);
  return operators.length > 0 && operators.every((one) => one === wrong) && !negates
    ? [{ rule: 'wrong-operator', node: fn, name: shortText(fn.children[0] ?? fn) }]
    : [];
};

/** `fn width(&self) -> u32 { self.height }` where there is a field `width`. */
export const otherFields: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'class_declaration') return [];
  const type = /^impl(?:\s*<[^{}]{0,200}?>)?\s+(\w+)(?:<[^{}]{0,100}?>)?\s*(?:where[^{]{0,300})?\{/.exec(
    node.text.slice(0, LONGEST_HEAD),
  )?.[1];
  const fields = type === undefined ? new Map<string, string>() : fieldsOf(type, fileAround(node).text);
  if (fields.size < 2) return [];
  return methodsOf(node).flatMap((fn): readonly PlainSlip[] => {
    const only = onlyStatement(fn);
    const head = fn.text.slice((fn.children[0]?.end ?? fn.start) - fn.start).slice(0, 200);
    const name = nameOf(fn).replace(/_mut$/, '');
    const asked = /^\s*\(\s*&?(?:'\w+\s+)?(?:mut\s+)?self\s*,?\s*\)\s*->/.test(head) ? fields.get(name) : undefined;
    const given =
      only === null
        ? undefined
        : /^(?:&mut|&)?self\.(\w+)(?:\.clone\(\)|\.as_str\(\)|\.as_ref\(\))?$/.exec(squeezedText(only))?.[1];
    if (only === null || asked === undefined || given === undefined || given === name) return [];
    return fields.get(given) === asked
      ? [{ rule: 'other-field', node: only, name: `${nameOf(fn)}: ${shortText(only)}` }]
      : [];
  });
};

/** A struct's fields with their types, as far as they are written plainly. */
function fieldsOf(type: string, file: string): ReadonlyMap<string, string> {
  const at = file.search(new RegExp(String.raw`\bstruct\s+${type}\b`));
  const body = at < 0 ? '' : (/^[^;{]*\{([^{}]*)\}/.exec(file.slice(at, at + LONGEST_STRUCT))?.[1] ?? '');
  const fields = body
    .replace(/\/\/[^\n]*/g, '')
    .matchAll(/(?:^|,|\]|\})\s*(?:pub(?:\([^()]*\))?\s+)?(\w+)\s*:\s*([^,]{1,200})/g);
  return new Map(Array.from(fields, ([, name = '', of = '']) => [name, of.replace(/\s+/g, '')]));
}

const PAIRS: Readonly<Record<string, string>> = { PartialEq: 'Hash', Ord: 'PartialOrd', PartialOrd: 'Ord' };

/** `#[derive(Hash)] struct A; impl PartialEq for A`. */
export const unlikeDerived: Look = (node, kind) => {
  const implemented = kind === 'rust' ? implementedBy(node) : null;
  const other = PAIRS[implemented?.trait ?? ''];
  if (
    implemented === null ||
    other === undefined ||
    /^[^{]*\bfor\s+[^{]*<[^{]*<|PartialEq<|PartialOrd</.test(node.text.slice(0, 200))
  )
    return [];
  const { type, trait } = implemented;
  const file = fileAround(node).text;
  const at = file.search(new RegExp(String.raw`\b(?:struct|enum)\s+${type}\b`));
  // From the end of what stands before it: its attributes.
  const before = at < 0 ? '' : file.slice(Math.max(0, at - LONGEST_HEAD), at);
  const own = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('}')) + 1);
  const derived = /#\[derive\(([^()]*)\)\]/.exec(own)?.[1];
  const traits = derived?.split(/[\s,]+/).map((one) => one.split('::').at(-1)) ?? [];
  return traits.includes(other) && !traits.includes(trait)
    ? [{ rule: 'unlike-derived', node: node.children[0] ?? node, name: `${trait}, ${other}` }]
    : [];
};

/** `unsafe impl<T> Send for A<T> {}`. */
export const unsoundBounds: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'class_declaration' || !node.text.startsWith('unsafe')) return [];
  const [, given = '', trait = '', rest = ''] =
    /^unsafe\s+impl\s*<([^{}]{1,300}?)>\s+(Send|Sync)\s+for\s+([^{}]{1,300})\{\s*\}$/.exec(
      node.text.slice(0, LONGEST_HEAD),
    ) ?? [];
  const names = given
    .split(',')
    .map((one) => one.trim())
    .filter((one) => /^[A-Z]\w*(?:\s*:|$)/.test(one));
  const bare = names.filter((one) => !/\b(?:Send|Sync)\b/.test(one)).map((one) => one.replace(/\s*:[\s\S]*$/, ''));
  const open = bare.find(
    (name) =>
      new RegExp(String.raw`\b${name}\b`).test(rest) &&
      !new RegExp(String.raw`\b${name}\s*:[^,{]*\b(?:Send|Sync)\b`).test(rest),
  );
  return open !== undefined && trait !== '' && names.every((one) => !/:/.test(one))
    ? [{ rule: 'unsound-bound', node, name: shortText(node) }]
    : [];
};

const TRUSTS = /(?:^|\.)(?:get_unchecked(?:_mut)?|from_raw_parts(?:_mut)?|set_len)$/;

/** `pub fn get(&self, i: usize) -> u8 { unsafe { *self.v.get_unchecked(i) } }`. */
export const uncheckedLengths: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'function_declaration') return [];
  const [name] = node.children;
  if (
    name === undefined ||
    !/^pub\s+(?:const\s+)?fn\s+$/.test(qualifiersOf(node)) ||
    /unchecked|unsafe|raw/.test(name.text)
  )
    return [];
  const numbers = (node.children[1]?.children ?? []).flatMap((one) =>
    /^\w+\s*:\s*(?:usize|u(?:8|16|32|64))$/.test(one.text) ? [one.children[0]?.text ?? ''] : [],
  );
  const parts = [...below(node)];
  return parts.flatMap((call): readonly PlainSlip[] => {
    if (call.kind !== 'call_expression' || !TRUSTS.test(plainText(call.children[0] ?? call))) return [];
    const before = node.text.slice(0, call.start - node.start);
    if (!/\bunsafe\s*\{/.test(before)) return [];
    const given = (call.children[1]?.children ?? []).map((one) => plainText(one).replace(/asusize$/, ''));
    const trusted = numbers.find((one) => given.at(-1) === one);
    if (trusted === undefined) return [];
    const asked = new RegExp(
      String.raw`\b${trusted}\b[^;{]{0,60}(?:[<>]|[!=]=)|[<>]=?\s*${trusted}\b|assert\w*!?\([^;]{0,200}\b${trusted}\b|\b${trusted}\s*=(?!=)|\.(?:min|get|reserve\w*|resize|contains)\([^;]{0,60}\b${trusted}\b|\(\s*${trusted}\s*\)\s*\??;`,
    );
    const body = node.children.at(-1)?.text ?? '';
    if (body.length > 2 * LONGEST_HEAD) return [];
    return asked.test(body.replace(call.text, '').replaceAll('->', ''))
      ? []
      : [{ rule: 'unchecked-length', node: call, name: shortText(call) }];
  });
};
