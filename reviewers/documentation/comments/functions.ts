import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type CodeComment, type CodeLanguage, type ReadCode, standsAlone } from './read-code.ts';

/** A function with the comment that documents it. */
export interface DocumentedFunction {
  readonly name: string;
  readonly node: Syntax;
  /** Where its head ends and its body begins. */
  readonly headEnd: number;
  /** The words of its head, comments included. */
  readonly words: ReadonlySet<string>;
  /** Its parameters in their order, by the names that its documentation uses; null: one has no name. */
  readonly parameters: readonly (string | null)[];
  readonly doc: CodeComment;
  /** It is written to return nothing. */
  readonly returnsNothing: boolean;
}

interface Shape {
  /** Nodes that are functions, and that have their parameters in their heads. */
  readonly functions: RegExp;
  readonly bodies: RegExp;
  readonly lists: RegExp;
  /** The name of a parameter within its node. */
  readonly named: (node: Syntax) => string | undefined;
}

const lastIdentifier = (node: Syntax): string | undefined =>
  node.children.findLast(({ kind }) => kind === 'identifier')?.text;
const firstOf =
  (kind: RegExp) =>
  (node: Syntax): string | undefined =>
    kind.test(node.kind) ? node.text : node.children.find((child) => kind.test(child.kind))?.text;

const SHAPES: Readonly<Partial<Record<CodeLanguage, Shape>>> = {
  script: {
    functions:
      /^(?:function_declaration|generator_function_declaration|function_signature|method_definition|method_signature|abstract_method_signature|arrow_function|function_expression|generator_function)$/,
    bodies: /^statement_block$/,
    lists: /^formal_parameters$/,
    named: (node) => {
      const inner = /^(?:required|optional)_parameter$/.test(node.kind)
        ? node.children.find(({ kind }) => !/modifier|decorator/.test(kind))
        : node;
      const plain = inner?.kind === 'assignment_pattern' || inner?.kind === 'rest_pattern' ? inner.children[0] : inner;
      return plain?.kind === 'identifier' ? plain.text : undefined;
    },
  },
  python: {
    functions: /^function_definition$/,
    bodies: /^block$/,
    lists: /^parameters$/,
    named: firstOf(/^identifier$/),
  },
  java: {
    functions: /^(?:method_declaration|constructor_declaration|record_declaration)$/,
    bodies: /^(?:block|constructor_body|class_body)$/,
    lists: /^formal_parameters$/,
    named: (node) => lastIdentifier(node.children.find(({ kind }) => kind === 'variable_declarator') ?? node),
  },
  php: {
    functions: /^(?:method_declaration|function_definition)$/,
    bodies: /^compound_statement$/,
    lists: /^formal_parameters$/,
    named: (node) => node.children.find(({ kind }) => kind === 'variable_name')?.text,
  },
  ruby: {
    functions: /^(?:method|singleton_method)$/,
    bodies: /^body_statement$/,
    lists: /^method_parameters$/,
    named: firstOf(/^identifier$/),
  },
  csharp: {
    functions:
      /^(?:method_declaration|constructor_declaration|record_declaration|delegate_declaration|class_declaration|struct_declaration)$/,
    bodies: /^(?:block|arrow_expression_clause|declaration_list)$/,
    lists: /^parameter_list$/,
    named: (node) =>
      node.children.findLast(
        ({ kind, end }) => kind === 'identifier' && !/=/.test(node.text.slice(0, end - node.start)),
      )?.text,
  },
  kotlin: {
    functions: /^(?:function_declaration|class_declaration|secondary_constructor)$/,
    bodies: /^(?:function_body|class_body|enum_class_body)$/,
    lists: /^(?:function_value_parameters|primary_constructor)$/,
    named: firstOf(/^simple_identifier$/),
  },
};

/** What stands around a function's node and still begins what a comment documents. */
const AROUND =
  /^(?:export_statement|decorated_definition|lexical_declaration|variable_declaration|variable_declarator|expression_statement|assignment_expression|public_field_definition|field_definition|pair|ambient_declaration)$/;
/** Nodes between a comment and what it documents. */
const BETWEEN = /^(?:decorator|attribute_item|attribute_list|annotation|marker_annotation)$/;

/** The documented functions of a file, in the order of the text. */
export function documentedFunctions(code: ReadCode): DocumentedFunction[] {
  const shape = SHAPES[code.language];
  if (shape === undefined) return [];
  const docs = new Map(code.comments.map((comment) => [comment.end, comment]));
  const found: DocumentedFunction[] = [];
  for (const node of below(code.root)) {
    if (!shape.functions.test(node.kind)) continue;
    const doc = code.language === 'python' ? docstringOf(node) : commentAbove(code, node, docs);
    const list = node.children.find(({ kind }) => shape.lists.test(kind));
    // Without a list a class has no parameters of its own; a method of Ruby has none at all.
    if (doc === null || (list === undefined && code.language !== 'ruby')) continue;
    const headEnd = node.children.find(({ kind }) => shape.bodies.test(kind))?.start ?? node.end;
    const holder = outermost(node);
    const head = code.text.slice(holder.start, Math.max(headEnd, list?.end ?? 0));
    found.push({
      name: nameOf(node, list) ?? '',
      node,
      headEnd,
      words: distinctWords(head),
      parameters: parametersOf(list, shape),
      doc,
      returnsNothing: returnsNothing(node, code.text.slice(list?.end ?? headEnd, headEnd)),
    });
  }
  return found;
}

/** The words of a piece of code; PHP's variables without their sign. */
export function distinctWords(code: string): Set<string> {
  return new Set(code.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu)?.flatMap((word) => [word, word.replace(/^\$/, '')]) ?? []);
}

/** The names of a function's parameters. */
export function parametersBelow(code: ReadCode, node: Syntax): Set<string> {
  const shape = SHAPES[code.language];
  const names = new Set<string>();
  if (shape === undefined) return names;
  for (const one of below(node))
    if (/param/.test(one.kind)) for (const word of distinctWords(one.text)) names.add(word);
  return names;
}

function parametersOf(list: Syntax | undefined, shape: Shape): (string | null)[] {
  return (list?.children ?? [])
    .filter(({ kind }) => /param|identifier|splat|pattern/.test(kind) && kind !== 'parameter_modifiers')
    .map((one) => shape.named(one) ?? null);
}

/** What stands last before the parameters: Java and C# have the type of the answer in front of the name. */
function nameOf(node: Syntax, list: Syntax | undefined): string | null {
  if (/^(?:arrow_function|function_expression|generator_function)$/.test(node.kind))
    return node.parent?.children[0]?.text ?? null;
  const names = node.children.filter(
    ({ kind, start }) =>
      (list === undefined || start < list.start) &&
      /^(?:simple_|property_|private_property_|type_)?(?:identifier|name|constant)$/.test(kind),
  );
  return names.at(list === undefined ? 0 : -1)?.text ?? null;
}

/** What a comment above a function stands above of; a function that is only one of several values has none. */
function outermost(node: Syntax): Syntax {
  let holder = node;
  while (holder.parent !== null && AROUND.test(holder.parent.kind)) {
    if (holder.parent.kind === 'assignment_expression' && holder.parent.children.at(-1) !== holder) break;
    holder = holder.parent;
  }
  return holder;
}

function commentAbove(code: ReadCode, node: Syntax, docs: ReadonlyMap<number, CodeComment>): CodeComment | null {
  let holder = outermost(node);
  for (let step = 0; step < 20; step += 1) {
    const end = code.text.slice(0, holder.start).trimEnd().length;
    const doc = docs.get(end);
    if (doc !== undefined) {
      const lines = code.text.slice(end, holder.start).split('\n').length;
      return lines > 2 || (lines > 1 && !standsAlone(code.text, doc.start)) ? null : doc;
    }
    const siblings = holder.parent?.children ?? [];
    const before = siblings[siblings.indexOf(holder) - 1];
    if (before === undefined || !BETWEEN.test(before.kind)) return null;
    holder = before;
  }
  return null;
}

function docstringOf(node: Syntax): CodeComment | null {
  const first = node.children.find(({ kind }) => kind === 'block')?.children[0];
  const string = first?.kind === 'expression_statement' ? first.children[0] : undefined;
  if (string?.kind !== 'string' || !/^[rRuU]?(?:"""|''')/.test(string.text)) return null;
  return { start: string.start, end: string.end, text: string.text };
}

function returnsNothing(node: Syntax, behind: string): boolean {
  return (
    node.children.some(({ kind, text }) => kind === 'void_type' || (kind === 'predefined_type' && text === 'void')) ||
    /^\s*:\s*void\s*$/.test(behind)
  );
}
