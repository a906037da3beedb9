import { below, type Syntax } from '../../syntax-node.ts';
import type { CallAnswer, CallParameter, Signature } from '../facts.ts';
import { kid } from '../gather-facts.ts';

/** The signature of a function; `bound`: its first parameter is the instance or the class. */
export function pythonSignature(node: Syntax, bound: boolean): Signature {
  const parts = kid(node, 'parameters')?.children ?? [];
  let named: CallParameter['named'] = parts.some(({ kind }) => kind === 'positional_separator') ? 'never' : 'may';
  const parameters: CallParameter[] = [];
  let [rest, anyName] = [false, false];
  for (const part of parts) {
    const splat = part.kind === 'typed_parameter' ? part.children[0] : part;
    if (part.kind === 'positional_separator') named = 'may';
    else if (part.kind === 'keyword_separator') named = 'only';
    else if (splat?.kind === 'list_splat_pattern') [rest, named] = [true, 'only'];
    else if (splat?.kind === 'dictionary_splat_pattern') anyName = true;
    else if (/identifier|parameter/.test(part.kind)) {
      const name = part.kind === 'identifier' ? part.text : (kid(part, 'identifier')?.text ?? '');
      parameters.push({ name, optional: part.kind.includes('default'), named });
    }
  }
  return { parameters: bound ? parameters.slice(1) : parameters, rest, anyName, answer: answerOf(node), needed: null };
}

function answerOf(node: Syntax): CallAnswer {
  const body = kid(node, 'block');
  const own = (one: Syntax): boolean => !/^(?:function_definition|class_definition|lambda)$/.test(one.kind);
  const inner = body === undefined ? [] : [...below(body, own)];
  const yields = inner.some(({ kind }) => kind === 'yield');
  const later = /^async\b/.test(node.text) && !yields;
  const statements = inner.filter(({ kind }) => kind === 'return_statement');
  const returned = statements.map(({ children }) => lengthOf(children[0]));
  const values = statements.map(({ children }) => children[0]?.text ?? '');
  const [first = null] = returned;
  const count = !yields && first !== null && returned.every((one) => one === first) ? first : null;
  return { later, count, type: kid(node, 'type')?.text.replace(/\s+/g, '') ?? null, values };
}

/** How many values a `return` writes down, `None` being one; null where it writes none. */
function lengthOf(value: Syntax | undefined): number | null {
  if (value === undefined) return null;
  if (value.kind !== 'expression_list' && value.kind !== 'tuple') return 1;
  return value.children.some(({ kind }) => kind === 'list_splat') ? null : value.children.length;
}

/** The constructor that a class of fields gets by itself; null where fields say more than a value. */
export function fieldsSignature(node: Syntax, onlyNamed: boolean): Signature | null {
  const body = kid(node, 'block');
  const parameters: CallParameter[] = [];
  for (const statement of body?.children ?? []) {
    const field = statement.kind === 'expression_statement' ? statement.children[0] : undefined;
    const type = field?.kind === 'assignment' ? kid(field, 'type') : undefined;
    if (statement.kind === 'function_definition' && /^def __(?:init|new)__\b/.test(statement.text)) return null;
    if (field === undefined || type === undefined || /^ClassVar\b/.test(type.text)) continue;
    const value = field.children.at(-1);
    const hasValue = value !== undefined && value !== type;
    if (hasValue && /\b(?:alias|init|kw_only|KW_ONLY)\b/.test(value.text)) return null;
    if (/KW_ONLY|InitVar/.test(type.text)) return null;
    parameters.push({
      name: field.children[0]?.text ?? '',
      optional: hasValue || /^(?:Not)?Required\[/.test(type.text),
      named: onlyNamed ? 'only' : 'may',
    });
  }
  // A dictionary of optional keys, a model that takes whatever it is given.
  const loose = /\btotal\s*=\s*False|\bmodel_config\b|\bclass Config\b/.test(node.text);
  const answer = { later: false, count: null, type: null, values: [] };
  return loose ? null : { parameters, rest: false, anyName: false, answer, needed: null };
}
