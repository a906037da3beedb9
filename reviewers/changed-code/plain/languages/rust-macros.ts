import type { Syntax } from '../../syntax-node.ts';
import type { Maker, PlainNode } from '../plain-node.ts';

/** The name of an uploaded file is what the client wrote; that of a path is a part of it. */
export const CLIENTS_NAME = /(?:^|\.)(?:field|part|upload|multipart)\.file_name$/;
/** Macros that make a text of a format and values. */
const TEXTS = /^(?:(?:std::)?format|format_args|anyhow|html)$/;
/** Macros that are replaced by a text or number when the program is compiled. */
const FIXED = /^(?:std::|core::)?(?:include_str|include_bytes|concat|env|option_env|stringify|file|line|module_path)$/;
const MARKUP = /^(?:maud::)?(?:html|html_debug)$/;
const LISTS = /^(?:vec|smallvec|array)$/;

/** A macro's call: what it is given is read from its tokens. */
export function macro(node: Syntax, make: Maker): PlainNode[] {
  const [name, tokens] = node.children;
  if (name === undefined || tokens?.kind !== 'token_tree') return [make.leaf('macro_expression', node)];
  const runs = runsOf(tokens, node);
  if (LISTS.test(name.text))
    return [
      make.node(
        'list_expression',
        node,
        runs.map((run) => valueOf(run, node, make)),
      ),
    ];
  if (FIXED.test(name.text)) return [make.leaf('macro_value', node)];
  const page = MARKUP.test(name.text) ? marked(tokens, node, make) : [];
  if (page.length > 0) return [make.node('list_expression', node, page)];
  const at = runs.findIndex(
    ([first, ...others]) => first !== undefined && others.length === 0 && first.kind.endsWith('string_literal'),
  );
  const [template] = runs[at] ?? [];
  if (TEXTS.test(name.text) && at === 0 && template !== undefined) return [textOf(template, runs.slice(1), node, make)];
  const given = runs.map((run, index) =>
    index === at && at < 2 && template !== undefined && /\{/.test(template.text)
      ? textOf(template, runs.slice(at + 1), node, make)
      : valueOf(run, node, make),
  );
  // `write!(text, "…", value)` puts more behind a text.
  const target = make.of(runs[0]?.find(({ kind }) => kind !== 'mutable_specifier'))[0];
  const more = given.slice(1);
  if (
    /^(?:std::)?write(?:ln)?$/.test(name.text) &&
    target !== undefined &&
    /^\s*(?:&\s*mut\s+)?\w+\s*,/.test(tokens.text.slice(1)) &&
    at === 1
  )
    return [make.node('augmented_assignment', node, [target, ...more.slice(0, 1)])];
  const called = make.leaf('identifier', { start: name.start, end: name.end });
  return [make.node('call_expression', node, [called, make.node('arguments', tokens, given)])];
}

/** What is put into a page as it stands, however deep: `html! { p { (PreEscaped(x)) } }`. */
function marked(tokens: Syntax, whole: Syntax, make: Maker): PlainNode[] {
  return tokens.children.flatMap((one, index) => {
    const next = tokens.children[index + 1];
    if (one.text === 'PreEscaped' && next?.kind === 'token_tree') {
      const given = runsOf(next, whole).map((run) => valueOf(run, whole, make));
      const span = { start: one.start, end: next.end };
      return [make.node('call_expression', span, [make.leaf('identifier', one), make.node('arguments', next, given)])];
    }
    return one.kind === 'token_tree' ? marked(one, whole, make) : [];
  });
}

type Run = readonly Syntax[];

/** The tokens between commas. */
function runsOf({ children }: Syntax, whole: Syntax): Run[] {
  const found: Syntax[][] = [];
  for (const [index, child] of children.entries()) {
    const before = children[index - 1];
    const gap = before === undefined ? ',' : whole.text.slice(before.end - whole.start, child.start - whole.start);
    if (gap.includes(',')) found.push([child]);
    else found.at(-1)?.push(child);
  }
  return found;
}

/** A value of names, literals and calls; anything else is one that nobody here reads. */
function valueOf(run: Run, whole: Syntax, make: Maker): PlainNode {
  const [first, ...rest] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined) return make.leaf('macro_value', whole);
  const span = { start: first.start, end: last.end };
  const unread = make.leaf('macro_value', span);
  if (rest.length === 0) return first.kind === 'token_tree' ? unread : (make.of(first)[0] ?? unread);
  let made = first.kind === 'token_tree' ? unread : (make.of(first)[0] ?? unread);
  let inTypes = false;
  for (const [index, one] of rest.entries()) {
    const before = run[index];
    const gap = before === undefined ? '' : whole.text.slice(before.end - whole.start, one.start - whole.start).trim();
    // `parse::<u32>()`: types are no values.
    if (gap === '::<' || (inTypes && !gap.startsWith('>'))) {
      inTypes = true;
      continue;
    }
    const until = { start: first.start, end: one.end };
    if (one.kind === 'token_tree' && (gap === '' || (inTypes && gap === '>'))) {
      inTypes = false;
      const given = one.text.startsWith('(') ? runsOf(one, whole).map((inner) => valueOf(inner, whole, make)) : [];
      const [of] = CLIENTS_NAME.test(made.text) ? made.children : [];
      if (of !== undefined) {
        made = make.node('cast_expression', until, [of]);
        continue;
      }
      made = make.node(one.text.startsWith('(') ? 'call_expression' : 'subscript_expression', until, [
        made,
        make.node('arguments', one, given),
      ]);
    } else if (/^(?:\.|::)$/.test(gap))
      made = make.node('member_expression', until, [made, make.leaf('identifier', one)]);
    else return unread;
  }
  return made;
}

/** `"a {} {b} {0:?}"` and what stands in its holes. */
function textOf(template: Syntax, values: readonly Run[], whole: Syntax, make: Maker): PlainNode {
  const written = template.text;
  const [open, close] = [written.indexOf('"') + 1, written.lastIndexOf('"')];
  const base = template.start + open;
  const text = written.slice(open, close);
  const parts: PlainNode[] = [];
  const named = new Map(values.flatMap((run) => nameOf(run, whole)));
  let [from, next] = [0, 0];
  for (const { 0: hole, 1: spec, index } of text.matchAll(/\{\{|\}\}|\{([^{}]{0,200})\}/g)) {
    if (spec === undefined) continue;
    parts.push(make.leaf('string_content', { start: base + from, end: base + index }));
    from = index + hole.length;
    const name = spec.split(':', 1).join().trim();
    const place = name === '' ? next++ : /^\d+$/.test(name) ? Number(name) : null;
    const run = place === null ? named.get(name) : values[place];
    const captured = { start: base + index + 1, end: base + index + 1 + name.length };
    const value = run !== undefined ? valueOf(run, whole, make) : make.leaf('identifier', captured);
    parts.push(make.node('interpolation', { start: base + index, end: base + from }, [value]));
  }
  if (parts.length === 0)
    return make.leaf('string', { start: template.start + open - 1, end: template.start + close + 1 });
  return make.node('template_string', template, [
    ...parts,
    make.leaf('string_content', { start: base + from, end: base + text.length }),
  ]);
}

/** `name = value`. */
function nameOf([name, ...value]: Run, whole: Syntax): (readonly [string, Run])[] {
  const [first] = value;
  if (name === undefined || first === undefined) return [];
  const gap = whole.text.slice(name.end - whole.start, first.start - whole.start).trim();
  return /^=\s*&?$/.test(gap) ? [[name.text, value]] : [];
}
