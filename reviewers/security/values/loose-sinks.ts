import { calleeOf } from './callee.ts';
import { directCalls } from './direct-calls.ts';
import type { Call } from './grammar.ts';
import { importsOf } from './imports.ts';
import type { Knowledge } from './knowledge.ts';
import { plainText } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';

const LONGEST = 200;
const CALLS = /^(?:call|call_expression|new_expression)$/;
/** Where a name is only asked about, given on under another name that is followed, or written down for others. */
const HARMLESS =
  /^(?:import|export|typeof|type_|comparison_operator|expression_statement|except_clause|decorator|aliased_import|dotted_name|keyword_argument_name|class_heritage|argument_list_of_class)/;
const ASKS =
  /^(?:typeof|hasattr|isinstance|callable|setattr|delattr|(?:\w+\.)*(?:setattr|spyOn|mocked|unmock|mock|patch\.object))$/;

/**
 * Whether the file hands something dangerous on in a way that is not followed: in a table, as an argument, as one of two values, or by a member
 * with a computed name. What is called there, and with what, nobody can tell.
 *
 * @param isChanged whether the change touches a node. A module that was loaded before, and of which nothing is kept, hands nothing to other lines.
 */
export function hasLooseSink(root: Syntax, knowledge: Knowledge, isChanged: (node: Syntax) => boolean): boolean {
  const { grammar, loose } = knowledge;
  const reaches = (node: Syntax, name: RegExp): boolean => {
    const written = plainText(node);
    if (written.length > LONGEST) return false;
    const { names, guards } = calleeOf({ ...NO_CALL, node, callee: written }, root, knowledge);
    // A bare name is the language's own where the file does not bind it.
    return names.some((one) => name.test(one) && (one.includes('.') || guards.includes(one)));
  };
  const aliases = aliasesIn(root, knowledge);
  for (const node of below(root)) {
    const written = grammar.expression(node);
    if (written.form === 'index') {
      const called = node.parent !== null && CALLS.test(node.parent.kind) && node.parent.children[0] === node;
      const number = /^\d+$/.test(written.at.text);
      if (called && !number && reaches(written.of, loose.holders)) return true;
      continue;
    }
    if (written.form === 'call' && loose.lookups.test(written.callee)) {
      const [holder, name] = written.arguments;
      if (holder !== undefined && name !== undefined && name.kind !== 'string' && reaches(holder, loose.holders))
        return true;
    }
    if (written.form === 'call' && loose.loads.test(written.callee)) {
      const [module] = written.arguments;
      if (module !== undefined && isPutTogether(module) && (isKept(node) || isChanged(node))) return true;
    }
    if (written.form !== 'name' && written.form !== 'member') continue;
    const { text } = node;
    if (
      !(loose.hint.test(text.slice(-LONGEST)) || aliases.has(text)) ||
      isFollowed(node, knowledge) ||
      namesType(node, root)
    )
      continue;
    if (reaches(node, loose.functions)) return true;
  }
  return false;
}

/** Whether something is done with the value: it is no statement by itself. */
function isKept({ parent }: Syntax): boolean {
  return (
    parent !== null && !/^(?:expression_statement|program|module|source_file|compilation_unit|block)$/.test(parent.kind)
  );
}

/**
 * Whether the name of a module is put together from texts, so that nobody can tell which one it is. What begins with a folder, a scheme of files or
 * a package's own name and a dot is one of the program's own modules, whichever.
 */
function isPutTogether(name: Syntax): boolean {
  const isText = /string/.test(name.kind);
  const isMixed = isText
    ? name.children.some(({ kind }) => /substitution|interpolation/.test(kind))
    : /^binary_(?:expression|operator)$/.test(name.kind);
  if (!isMixed) return false;
  const [, first = ''] = /^[^'"`]{0,20}['"`]([^'"`$]{0,200})/.exec(name.text) ?? [];
  return !/^[./]|\.|^file:/.test(first);
}

/** Names that may stand for something dangerous: imported as it, or bound to it or to such a name before. */
function aliasesIn(root: Syntax, { grammar, loose }: Knowledge): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name, { path }] of importsOf(root)) if (loose.functions.test(path)) names.add(name);
  for (const node of below(root))
    for (const { name, value, how } of grammar.bindings(node)) {
      const member = Array.isArray(how) ? String(how.at(-1)) : '';
      const text = value === null ? '' : value.text.slice(-LONGEST);
      if (loose.hint.test(text) || loose.hint.test(member) || names.has(text)) names.add(name);
    }
  return names;
}

/** Constructors by which values are described: `{ type: [Function, Array] }` of Vue's properties. */
const CONSTRUCTOR =
  /^(?:String|Number|Boolean|Array|Object|Function|Date|Symbol|BigInt|Promise|Error|RegExp|Map|Set|null)$/;

/**
 * Whether `Function` only says of which type a value is: in a matcher (`expect.any(Function)`), under the key `type`, or in a list of constructors.
 * Not where the file takes anything out of such a place in order to call it.
 */
function namesType(node: Syntax, root: Syntax): boolean {
  if (node.text !== 'Function' || node.parent === null) return false;
  if (/^expect\.any\(\s*Function\s*\)$/.test(node.parent.parent?.text.slice(0, LONGEST) ?? '')) return true;
  const isList = node.parent.kind === 'array';
  if (isList && !node.parent.children.every(({ text }) => CONSTRUCTOR.test(text))) return false;
  const holder = isList ? node.parent.parent : node.parent;
  const [key] = holder?.children ?? [];
  if (holder === null || key === undefined) return false;
  if (holder.kind === 'pair') return key.text === 'type' && !isTypeTakenOut(root.text);
  if (holder.kind !== 'variable_declarator' || !isList || !/^\w{1,80}$/.test(key.text)) return false;
  // Said nowhere but as the type of something.
  const uses = root.text.split(new RegExp(String.raw`(?<![\w$])${key.text}(?![\w$])`));
  return uses
    .slice(1)
    .every(
      (after, index) =>
        /^ ?= ?\[/.test(after) || (/\w ?: ?$/.test((uses[index] ?? '').slice(-4)) && /^ ?[,}\n]/.test(after)),
    );
}

/** Whether a member `type` is called, or taken out by a pattern. */
function isTypeTakenOut(text: string): boolean {
  return text
    .split(/\btype\b/)
    .slice(1)
    .some((after) => {
      const end = after.search(/[{}\n]/);
      const isPattern = end !== -1 && /^\} ?=/.test(after.slice(end, end + 3));
      return isPattern || /^['"\]]{0,2} ?\(/.test(after.slice(0, 4));
    });
}

const NO_CALL = { form: 'call', receiver: null, method: '', arguments: [], named: new Map() } as const;

/** Whether what becomes of the value is known: it is called, bound to a name, only asked about, or called by what it is handed to. */
function isFollowed(node: Syntax, { grammar }: Knowledge): boolean {
  let [one, parent] = [node, node.parent];
  while (parent !== null && grammar.expression(parent).form === 'same' && !/sequence|assignment/.test(parent.kind))
    [one, parent] = [parent, parent.parent];
  if (parent === null || HARMLESS.test(parent.kind)) return true;
  // A part of a longer path, the name in a binding, a key.
  if (/^(?:member_expression|attribute)$/.test(parent.kind)) return true;
  if (/^(?:binary_expression|unary_expression)$/.test(parent.kind) && !/\|\||&&|\?\?/.test(parent.text)) return true;
  if (/^(?:pair|pair_pattern|keyword_argument|method_definition)$/.test(parent.kind) && parent.children[0] === one)
    return true;
  if (/pattern$|parameter|_declaration$|_definition$|declarator$|assignment/.test(parent.kind)) {
    if (parent.children[0] === one || !/declarator$|assignment/.test(parent.kind)) return true;
    return grammar
      .bindings(parent)
      .some(({ value, how, name }) => value === one && how === 'whole' && !name.includes('.'));
  }
  if (CALLS.test(parent.kind)) return parent.children[0] === one;
  if (!/^(?:arguments|argument_list|keyword_argument)$/.test(parent.kind)) return false;
  const holder = parent.kind === 'keyword_argument' ? parent.parent?.parent : parent.parent;
  const call = holder === null || holder === undefined ? null : grammar.expression(holder);
  if (call?.form !== 'call' || ASKS.test(call.callee)) return true;
  if (/(?:^|\.)promisify$/.test(call.callee)) return true;
  return directCalls(call, grammar).some((direct: Call) => direct !== call && direct.callee === plainText(one));
}
