import { kid } from '../../../changed-code/callers/gather-facts.ts';
import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import { type Member, type Members, NOT_CALLED, type CallRange } from './member.ts';

const ITEMS: Readonly<Record<string, string>> = {
  function_item: 'identifier',
  function_signature_item: 'identifier',
  struct_item: 'type_identifier',
  union_item: 'type_identifier',
  enum_item: 'type_identifier',
  trait_item: 'type_identifier',
  type_item: 'type_identifier',
  const_item: 'identifier',
  static_item: 'identifier',
};
/** Built, tested or promised only under conditions, or not for people. */
const HIDDEN = /doc\s*\(\s*hidden|\bcfg(?:_attr)?\s*\(|\bdeprecated\b|unstable|#\[test\]/;

/** What a file of Rust declares `pub`: items, their fields, variants and functions. Names of modules inside of the file stand before. */
export function rustMembers(root: Syntax): Members {
  const all: Member[] = [];
  items(root, '', all);
  implemented(root, '', all);
  return { all, whole: ![...below(root)].some(({ kind }) => kind === 'ERROR') };
}

const isPublic = (node: Syntax): boolean => kid(node, 'visibility_modifier')?.text === 'pub';

/** Attributes stand before what they are about, as nodes of their own. */
function attributesOf(node: Syntax): string {
  return attributeNodes(node)
    .map(({ text }) => text)
    .join('\n');
}

function attributeNodes(node: Syntax): readonly Syntax[] {
  const beside = node.parent?.children ?? [];
  const at = beside.indexOf(node);
  const first = beside.slice(0, at).findLastIndex(({ kind }) => kind !== 'attribute_item');
  return beside.slice(first + 1, at);
}

const fromOf = (node: Syntax): number => attributeNodes(node)[0]?.start ?? node.start;

/** The items of a module that others may reach. */
function items(module: Syntax, prefix: string, all: Member[]): void {
  for (const node of module.children) {
    if (!isPublic(node)) continue;
    const attributes = attributesOf(node);
    if (node.kind === 'mod_item') {
      const inside = kid(node, 'declaration_list');
      const name = kid(node, 'identifier')?.text ?? '';
      if (inside !== undefined && !HIDDEN.test(attributes)) {
        items(inside, `${prefix}${name}::`, all);
        implemented(inside, `${prefix}${name}::`, all);
      }
      continue;
    }
    const bare = kid(node, ITEMS[node.kind] ?? 'none')?.text;
    if (bare === undefined) continue;
    const key = `${prefix}${bare}`;
    const item = { ...NOT_CALLED, key, owner: null, name: key, bare, asked: false, isGoing: HIDDEN.test(attributes) };
    const isFunction = node.kind === 'function_item';
    all.push({
      ...item,
      ...(isFunction && { takes: takenOf(node), answer: answerOf(node) }),
      words: new Set([...wordsOf(node), ...derived(attributes), ...(isFunction ? [] : [node.kind])]),
      node,
      from: fromOf(node),
    });
    parts(node, { key, isGoing: item.isGoing }, all);
  }
}

interface Owner {
  readonly key: string;
  readonly isGoing: boolean;
}

/** Fields, variants, and what a trait asks for. */
function parts(type: Syntax, { key: owner, isGoing }: Owner, all: Member[]): void {
  const list = kid(type, 'field_declaration_list', 'enum_variant_list', 'declaration_list');
  const isSealed = /\bSealed\b|private::/i.test(kid(type, 'trait_bounds')?.text ?? '');
  for (const node of list?.children ?? []) {
    const isField = node.kind === 'field_declaration';
    if (isField && !isPublic(node)) continue;
    const bare = kid(node, 'field_identifier', 'identifier', 'type_identifier')?.text;
    if (bare === undefined || node.kind === 'attribute_item') continue;
    const isFunction = node.kind.startsWith('function');
    const isDemand = node.kind === 'function_signature_item' || /^[^={]*;$/.test(node.text);
    all.push({
      key: `${owner}::${bare}`,
      owner,
      name: `${owner}${isField ? '.' : '::'}${bare}`,
      bare,
      takes: isFunction ? takenOf(node) : null,
      answer: isFunction ? answerOf(node) : isField ? (node.children.at(-1)?.text.replace(/\s+/g, '') ?? null) : null,
      words: wordsOf(node),
      asked: type.kind === 'trait_item' && isDemand && !isSealed,
      isGoing: isGoing || HIDDEN.test(attributesOf(node)),
      node,
      from: fromOf(node),
    });
  }
}

/** What the blocks of a module add to its own types. */
function implemented(module: Syntax, prefix: string, all: Member[]): void {
  const types = new Map(all.filter(({ owner }) => owner === null).map((one) => [one.key, one]));
  for (const block of module.children) {
    // A trait's own functions are the trait's.
    if (block.kind !== 'impl_item' || /^impl\b[^{]*\bfor\b(?!\s*<)/.test(block.text)) continue;
    const named = block.children.find(({ kind }) => kind === 'generic_type' || kind === 'type_identifier');
    const type = types.get(`${prefix}${named?.text.split('<', 1)[0] ?? ''}`);
    if (type === undefined) continue;
    const isGoing = type.isGoing || HIDDEN.test(attributesOf(block));
    for (const node of kid(block, 'declaration_list')?.children ?? []) {
      const bare = kid(node, 'identifier')?.text;
      if (!isPublic(node) || bare === undefined) continue;
      const isFunction = node.kind === 'function_item';
      all.push({
        key: `${type.key}::${bare}`,
        owner: type.key,
        name: `${type.name}::${bare}`,
        bare,
        takes: isFunction ? takenOf(node) : null,
        answer: isFunction ? answerOf(node) : null,
        words: wordsOf(node),
        asked: false,
        isGoing: isGoing || HIDDEN.test(attributesOf(node)),
        node,
        from: fromOf(node),
      });
    }
  }
}

function derived(attributes: string): string[] {
  return [...attributes.matchAll(/\bderive\(([^)]{0,500})\)/g)].flatMap(([, list = '']) =>
    list.split(',').map((one) => `derive ${one.trim().split('::').at(-1) ?? ''}`),
  );
}

function wordsOf(node: Syntax): ReadonlySet<string> {
  const self = kid(kid(node, 'parameters') ?? node, 'self_parameter')
    ?.text.replace(/'\w+\s*/, '')
    .replace(/\s+/g, ' ');
  const words = (kid(node, 'function_modifiers')?.text ?? '').match(/\b(?:async|unsafe|const)\b/g) ?? [];
  const isOpen = /non_exhaustive/.test(attributesOf(node));
  return new Set([...words, ...(self === undefined ? [] : [self]), ...(isOpen ? ['non_exhaustive'] : [])]);
}

function takenOf(node: Syntax): CallRange | null {
  const list = kid(node, 'parameters');
  if (list === undefined) return null;
  const each = list.children.filter(({ kind }) => kind === 'parameter');
  const types = each.map((one) => one.children.at(-1)?.text.replace(/\s+/g, '') ?? '');
  const names = each.map((one) => one.children.find(({ kind }) => kind !== 'mutable_specifier')?.text ?? '');
  return { names, types, least: each.length, most: each.length };
}

/** What stands behind the arrow. */
function answerOf(node: Syntax): string | null {
  const list = node.children.findIndex(({ kind }) => kind === 'parameters');
  const type = node.children.slice(list + 1).find(({ kind }) => !/^(?:where_clause|block)$/.test(kind));
  return type?.text.replace(/\s+/g, '') ?? null;
}
