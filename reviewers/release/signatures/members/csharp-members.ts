import { kid } from '../../../changed-code/callers/gather-facts.ts';
import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import { type Member, type Members, NOT_CALLED, type CallRange } from './member.ts';

const TYPES = /^(?:class|struct|interface|record|record_struct|enum|delegate)_declaration$/;
const GOING = /\[(?:[\w.]+\.)?(?:Obsolete|EditorBrowsable|Experimental|CLSCompliant\(false)\b/;

interface Around {
  readonly key: string;
  readonly name: string;
  readonly isInterface: boolean;
}

/** What a file of C# offers: public types, and their public and protected members. */
export function csharpMembers(root: Syntax): Members {
  const all: Member[] = [];
  // Namespaces say by their names that nobody is promised anything.
  const isInternal = root.text
    .split('\n')
    .some((line) => line.trimStart().startsWith('namespace ') && /\bInternals?\b/.test(line));
  if (!isInternal) walk(root, null, all);
  return { all, whole: ![...below(root)].some(({ kind }) => kind === 'ERROR') };
}

function walk(node: Syntax, around: Around | null, all: Member[]): void {
  for (const child of node.children) {
    if (TYPES.test(child.kind)) readType(child, around, all);
    else if (around !== null && isSeen(child, around)) readMember(child, around, all);
    else if (/^(?:preproc|namespace|declaration_list|file_scoped)/.test(child.kind)) walk(child, around, all);
  }
}

const wordsOf = (node: Syntax): ReadonlySet<string> =>
  new Set(node.children.filter(({ kind }) => kind === 'modifier').map(({ text }) => text));

/** Whether others see it: public, or for those who build on its type. */
function isSeen(node: Syntax, around: Around | null): boolean {
  if (node.kind === 'enum_member_declaration') return true;
  const words = wordsOf(node);
  if (words.has('public') || (words.has('protected') && !words.has('private'))) return true;
  return around?.isInterface === true && !words.has('private') && !words.has('internal');
}

function made(node: Syntax, around: Around | null, more: Partial<Member> & Pick<Member, 'bare'>): Member {
  const { bare } = more;
  return {
    ...NOT_CALLED,
    key: `${around === null ? '' : `${around.key}.`}${bare}`,
    owner: around?.key ?? null,
    name: `${around === null ? '' : `${around.name}.`}${bare}`,
    words: wordsOf(node),
    asked: false,
    isGoing: GOING.test(headOf(node)),
    node,
    from: node.start,
    ...more,
  };
}

/** What stands in front of a body. */
function headOf(node: Syntax): string {
  const body = kid(node, 'declaration_list', 'block', 'arrow_expression_clause', 'enum_member_declaration_list');
  return node.text.slice(0, body === undefined ? undefined : body.start - node.start);
}

function readType(node: Syntax, around: Around | null, all: Member[]): void {
  const isDelegate = node.kind === 'delegate_declaration';
  const bare = isDelegate ? nameOf(node) : kid(node, 'identifier')?.text;
  if (bare === undefined || !isSeen(node, around)) return;
  const type = made(node, around, { bare });
  const arity = kid(node, 'type_parameter_list')?.children.length ?? 0;
  const key = `${type.key}\`${arity}`;
  const parameters = node.children.find(({ kind }) => kind === 'parameter_list');
  all.push({ ...type, key, ...(isDelegate && { takes: takenOf(node) }) });
  const inner = { key, name: type.name, isInterface: node.kind === 'interface_declaration' };
  if (parameters !== undefined && !isDelegate) all.push(constructorOf(node, inner, bare));
  for (const list of node.children) if (list.kind.endsWith('declaration_list')) walk(list, inner, all);
}

function constructorOf(node: Syntax, around: Around, bare: string): Member {
  return made(node, around, { key: `${around.key}.new`, bare, name: `new ${around.name}`, takes: takenOf(node) });
}

function readMember(node: Syntax, around: Around, all: Member[]): void {
  const words = wordsOf(node);
  const hasBody = kid(node, 'block', 'arrow_expression_clause') !== undefined;
  const asked = words.has('abstract') || (around.isInterface && !hasBody && !words.has('static'));
  const name = nameOf(node);
  switch (node.kind) {
    case 'method_declaration': {
      if (name === undefined || kid(node, 'explicit_interface_specifier') !== undefined) return;
      const arity = kid(node, 'type_parameter_list')?.children.length ?? 0;
      const key = `${around.key}.${name}\`${arity}`;
      return void all.push(
        made(node, around, { key, bare: name, takes: takenOf(node), answer: answerOf(node), asked }),
      );
    }
    case 'constructor_declaration':
      return words.has('static') || name === undefined ? undefined : void all.push(constructorOf(node, around, name));
    case 'property_declaration':
    case 'event_declaration': {
      if (name === undefined || kid(node, 'explicit_interface_specifier') !== undefined) return;
      const isSet = /\b(?<!(?:private|internal|protected)\s{1,9})set\b/.test(kid(node, 'accessor_list')?.text ?? '');
      const all_ = new Set([...words, ...(isSet ? ['set'] : [])]);
      return void all.push(made(node, around, { bare: name, words: all_, asked }));
    }
    case 'field_declaration':
    case 'event_field_declaration': {
      const each = kid(node, 'variable_declaration')?.children.filter(({ kind }) => kind === 'variable_declarator');
      for (const one of each ?? []) {
        const bare = kid(one, 'identifier')?.text;
        if (bare !== undefined) all.push(made(node, around, { bare }));
      }
      return;
    }
    case 'enum_member_declaration':
      return name === undefined ? undefined : void all.push(made(node, around, { bare: name }));
    default:
  }
}

function nameOf(node: Syntax): string | undefined {
  if (node.kind === 'enum_member_declaration') return kid(node, 'identifier')?.text;
  return node.children.findLast(({ kind, end }) => kind === 'identifier' && end <= headEnd(node))?.text;
}

/** Where the name of a member has ended: in front of parameters, accessors or a value. */
function headEnd(node: Syntax): number {
  const after = kid(node, 'type_parameter_list', 'parameter_list', 'accessor_list', 'arrow_expression_clause');
  if (after !== undefined) return after.start;
  const value = node.text.indexOf('=');
  return value < 0 ? node.end : node.start + value;
}

/** The values that a call hands over; what the object itself is for an extension counts like any other. */
function takenOf(node: Syntax): CallRange | null {
  const list = kid(node, 'parameter_list');
  if (list === undefined) return null;
  const each = list.children.filter(({ kind }) => kind === 'parameter');
  const named = each.map((one) => {
    // Type and name, and behind them what it is where nobody gives it.
    const [type, name, value] = one.children.filter(({ kind }) => !/^(?:attribute_list|modifier)$/.test(kind));
    const isNeeded = value === undefined;
    return { type: type?.text.replace(/\s+/g, '') ?? '', name: (name ?? type)?.text ?? '', isNeeded };
  });
  const least = named.filter(({ isNeeded }) => isNeeded).length;
  const isOpen = /\bparams\b/.test(list.text);
  return {
    names: named.map(({ name }) => name),
    types: named.map(({ type }) => type),
    least,
    most: isOpen ? Infinity : each.length,
  };
}

function answerOf(node: Syntax): string | null {
  const name = node.children.findLast(({ kind, end }) => kind === 'identifier' && end <= headEnd(node));
  const type = node.children.findLast(
    ({ kind, end }) => !/^(?:modifier|attribute_list)$/.test(kind) && end <= (name?.start ?? 0),
  );
  return type?.text.replace(/\s+/g, '') ?? null;
}
