import type { GuardContext } from './guard-context.ts';
import { plainText } from '../../changed-code/node-text.ts';
import { lastValue } from './scope.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';

type Relation = 'same' | 'parsed' | 'host' | 'relative' | 'common' | null;
const SAME_VALUE =
  /^(?:String|str|realpath|filepath\.Clean|path\.Clean|Path\.GetFullPath|File\.(?:expand_path|realpath)|.*\.(?:trim|strip|toString|lower|toLowerCase|upper|toUpperCase|normalize|href|decode|toPath|toFile|toAbsolutePath|toRealPath|getCanonicalPath|getCanonicalFile|getAbsolutePath|getPath|to_s|to_path|cleanpath|realpath|expand_path|as_str|as_ref|as_deref|as_path|to_owned|to_string|to_str|clone|to_lowercase|to_ascii_lowercase|canonicalize|components|chars|bytes|unwrap|expect|unwrap_or_default|ok_or|ok_or_else))$/;
/** Members that are the same path written out. */
const SAME_MEMBER = /^(?:canonicalFile|canonicalPath|absolutePath|absoluteFile|path|FullName)$/;
/** Calls that answer an address's host. */
const HOST_CALL = /\.(?:getHost|getAuthority|Hostname|host|hostname|host_str|domain)$/;
const HOST = /^(?:hostname|host|origin|netloc)$/;

/** The names of `a.b['c']` as one path, as it is known by; null where it does not begin with a name. */
function pathOf(node: Syntax, context: GuardContext): string | null {
  const expression = context.knowledge.grammar.expression(node);
  if (expression.form === 'name') return expression.name;
  const of = expression.form === 'member' ? pathOf(expression.of, context) : null;
  return expression.form === 'member' && of !== null ? `${of}.${expression.name}` : null;
}

/** What an expression is of the value under a name: the value itself, its host, its way from a folder. */
export function relationOf(subject: Syntax, key: string, context: GuardContext, depth = 0): Relation {
  if (plainText(subject) === key || pathOf(subject, context) === key) return 'same';
  if (depth > 4 || !context.spend()) return null;
  const { knowledge } = context;
  const again = (node: Syntax): Relation => relationOf(node, key, context, depth + 1);
  const expression = knowledge.grammar.expression(subject);
  switch (expression.form) {
    case 'same':
      return again(expression.of);
    case 'either':
      return expression.options[0] ? again(expression.options[0]) : null;
    case 'member': {
      const of = again(expression.of);
      if (HOST.test(expression.name)) return of === 'parsed' || of === 'same' ? 'host' : null;
      if (SAME_MEMBER.test(expression.name) && of === 'same') return 'same';
      return expression.name === 'href' && of === 'parsed' ? 'same' : null;
    }
    case 'index': {
      const list = knowledge.grammar.expression(expression.of);
      return list.form === 'call' && list.method === 'split' && list.receiver && again(list.receiver) === 'host'
        ? 'host'
        : null;
    }
    case 'name': {
      const value = lastValue(expression.name, subject, knowledge);
      return value === null ? null : again(value);
    }
    case 'call': {
      const given = [...expression.arguments, ...(expression.receiver ? [expression.receiver] : [])];
      if (HOST_CALL.test(expression.callee) && expression.receiver !== null) {
        const of = again(expression.receiver);
        return of === 'parsed' || of === 'same' ? 'host' : null;
      }
      // `parse_url($url, PHP_URL_HOST)`.
      if (expression.callee === 'parse_url' && expression.arguments[1]?.text === 'PHP_URL_HOST')
        return expression.arguments[0] && again(expression.arguments[0]) === 'same' ? 'host' : null;
      if (SAME_VALUE.test(expression.callee)) {
        const of = given.map(again).find((one) => one !== null);
        return of === 'parsed' ? 'same' : (of ?? null);
      }
      const [first, second] = expression.arguments;
      if (knowledge.parsesAddress.test(expression.callee)) return first && again(first) === 'same' ? 'parsed' : null;
      if (knowledge.relativePath.test(expression.callee)) return second && again(second) === 'same' ? 'relative' : null;
      if (/(?:^|\.)common(?:path|prefix)$/.test(expression.callee) && first) {
        const list = knowledge.grammar.expression(first);
        return list.form === 'list' && list.items.some((item) => again(item) === 'same') ? 'common' : null;
      }
      return null;
    }
    case 'literal':
    case 'scalar':
    case 'text':
    case 'list':
    case 'record':
    case 'unknown':
      return null;
  }
}
