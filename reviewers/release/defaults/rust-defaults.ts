import { kid } from '../../changed-code/callers/gather-facts.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type FoundDefault, writtenValue, stringOf } from './declared-default.ts';

/** Defaults in Rust: clap, by attributes and by builders. */
export function rustDefaults(root: Syntax): FoundDefault[] {
  return [...below(root)].flatMap((node) =>
    node.kind === 'attribute_item' ? ofAttribute(node) : node.kind === 'call_expression' ? ofBuilder(node) : [],
  );
}

/** `#[arg(long, default_value_t = 8080)] port: u16` */
function ofAttribute(node: Syntax): FoundDefault[] {
  const words = /^#\[\s*(?:arg|clap|structopt)\s*\(/.test(node.text)
    ? node.children[0] && kid(node.children[0], 'token_tree')
    : undefined;
  const at = words?.children.findIndex(({ text }) => /^default_value(?:_t)?$/.test(text)) ?? -1;
  const long = words?.children.findIndex(({ text }) => text === 'long') ?? -1;
  if (words === undefined || at < 0 || long < 0) return [];
  const beside = node.parent?.children ?? [];
  const field = beside.slice(beside.indexOf(node)).find(({ kind }) => kind === 'field_declaration');
  const own = kid(field ?? node, 'field_identifier')?.text.replaceAll('_', '-');
  // `long = "name"`: the next token is the name, unless another word comes first.
  const next = words.children[long + 1];
  const isGiven = /^\s*=\s*$/.test(
    words.text.slice((words.children[long]?.end ?? 0) - words.start, (next?.start ?? 0) - words.start),
  );
  const name = isGiven ? stringOf(next) : own;
  const literal = writtenValue(words.children[at + 1]);
  return name === undefined || name === null || literal === null ? [] : [{ name: `--${name}`, kind: 'flag', literal }];
}

/** `Arg::new("port").long("port").default_value("8080")`: the chain so far holds the name. */
function ofBuilder(call: Syntax): FoundDefault[] {
  const [target, list] = call.children;
  if (target?.kind !== 'field_expression' || kid(target, 'field_identifier')?.text !== 'default_value') return [];
  const chain = target.text.slice(-LONGEST_CHAIN);
  const name = /\bArg::(?:new|with_name)\(/.test(chain) ? /\.long\("([\w-]{1,80})"/.exec(chain)?.[1] : undefined;
  const literal = writtenValue(list?.children[0]);
  return name === undefined || literal === null ? [] : [{ name: `--${name}`, kind: 'flag', literal }];
}

const LONGEST_CHAIN = 2000;
