import type { Syntax } from '../syntax-node.ts';
import { kid } from './gather-facts.ts';
import type { Declared } from './facts.ts';

/** Exceptions of Java's own library that a caller has to catch or to name: no `RuntimeException` is above them. */
const CHECKED = new Set([
  'Exception',
  'IOException',
  'FileNotFoundException',
  'InterruptedException',
  'ExecutionException',
  'TimeoutException',
  'SQLException',
  'ClassNotFoundException',
  'NoSuchMethodException',
  'NoSuchFieldException',
  'InstantiationException',
  'IllegalAccessException',
  'InvocationTargetException',
  'CloneNotSupportedException',
  'GeneralSecurityException',
  'NoSuchAlgorithmException',
  'URISyntaxException',
  'ParseException',
]);

/** Why a caller in Java does not compile any more where a method names a further exception; null where it may. */
export function uncaught(node: Syntax, old: Declared, now: Declared): string | null {
  const before = old.signature?.answer.raises ?? [];
  const added = now.signature?.answer.raises?.find((one) => CHECKED.has(one) && !before.includes(one));
  // A method that named one before has callers that caught it, perhaps by a name above.
  if (added === undefined || before.length > 0) return null;
  return isUncaught(node) ? `neither catches nor names \`${added}\`, which may be thrown now` : null;
}

/** Whether a place stands in a method that names no exception, and in no `try` and no lambda there. */
function isUncaught(node: Syntax): boolean {
  for (let inner = node, around = node.parent; around !== null; inner = around, around = around.parent) {
    if (around.kind.startsWith('try_') && !/^(?:catch|finally)_clause$/.test(inner.kind) && kid(around, 'catch_clause'))
      return false;
    if (/^(?:lambda_expression|static_initializer|class_body)$/.test(around.kind)) return false;
    if (/^(?:method|constructor|compact_constructor)_declaration$/.test(around.kind))
      return kid(around, 'throws') === undefined && !/@SneakyThrows\b/.test(kid(around, 'modifiers')?.text ?? '');
  }
  return false;
}
