import { plainText, withoutQuotes } from '../../../changed-code/node-text.ts';
import { below, type Syntax } from '../../../changed-code/syntax-node.ts';

/** Calls by which a language looks a function, method or class up by its name. */
interface Lookup {
  readonly kinds: RegExp;
  readonly callee: RegExp;
  /** Which argument is the name; none: the object is. */
  readonly at?: number;
}

const LOOKUPS: readonly Lookup[] = [
  { kinds: /^go$/, callee: /(?:\.MethodByName|^plugin\.Open)$/, at: 0 },
  { kinds: /^(?:java|kotlin)$/, callee: /(?:^|\.)(?:forName|loadClass|getMethod|getDeclaredMethod)$/, at: 0 },
  { kinds: /^(?:java|kotlin)$/, callee: /\.(?:findVirtual|findStatic|findSpecial)$/, at: 1 },
  {
    kinds: /^php$/,
    callee: /^\\?(?:call_user_func|call_user_func_array|array_map|usort|register_shutdown_function)$/,
    at: 0,
  },
  { kinds: /^php$/, callee: /^new(?:ReflectionFunction|ReflectionMethod|ReflectionClass)$/, at: 0 },
  { kinds: /^ruby$/, callee: /(?:^|\.)(?:send|public_send|__send__|const_get|method|instance_method)$/, at: 0 },
  { kinds: /^ruby$/, callee: /\.(?:safe_)?constantize$/ },
  {
    kinds: /^csharp$/,
    callee: /(?:\.(?:GetMethod|InvokeMember)|(?:^Type|[aA]ssembly)\.GetType|\.CreateDelegate)$/,
    at: 0,
  },
];
/** What starts programs, runs text or loads code, as such a name. */
const DANGEROUS =
  /^(?:java\.lang\.(?:Runtime|ProcessBuilder)|javax\.script\.[\w.]{1,60}|System\.Diagnostics\.Process|getRuntime|exec|start|eval|load|loadLibrary|defineClass|Start|Load|LoadFrom|LoadFile|Eval|EvaluateAsync|system|spawn|shell_exec|passthru|popen|proc_open|pcntl_exec|assert|create_function|instance_eval|class_eval|module_eval|Kernel|Process)$/;

/** Words without which no file has such a call. */
export const NAMES_WHAT_IT_CALLS =
  /MethodByName|plugin\.Open|forName|loadClass|get(?:Declared)?Method|GetMethod|find(?:Virtual|Static|Special)|call_user_func|array_map|usort|shutdown_function|Reflection|\$\w{1,60}\s{0,4}\(|(?:->|::)\s{0,4}\$|new\s{1,4}\$|send\b|const_get|constantize|\bmethod\b|instance_method|InvokeMember|GetType\(\w|CreateDelegate/;

/**
 * Calls of what only a value names: `send(name, x)`, `$f($x)`, `Class.forName(name)`, and of what is dangerous by its name written out. Which function runs
 * there no rule can tell.
 */
export function calledByName(root: Syntax, kind: string): readonly Syntax[] {
  const named = kind === 'php' ? functionsOf(root) : new Set<string>();
  return [...below(root)].filter((node) => {
    const [called, list] = /^(?:call|new)_expression$/.test(node.kind) ? node.children : [];
    if (called === undefined) return false;
    if (kind === 'php' && isVariable(called, named)) return true;
    const callee = (node.kind === 'new_expression' ? 'new' : '') + plainText(called);
    return LOOKUPS.some((one) => {
      if (!one.kinds.test(kind) || callee.length > 400 || !one.callee.test(callee)) return false;
      const name = one.at === undefined ? called.children[0] : list?.children[one.at];
      return name !== undefined && !isKnown(name);
    });
  });
}

/** The same words one by one, for texts of which a part is inserted. */
const DANGEROUS_NAMES: readonly string[] =
  'getRuntime exec start eval load loadLibrary defineClass Start Load LoadFrom LoadFile Eval EvaluateAsync system spawn shell_exec passthru popen proc_open pcntl_exec assert create_function instance_eval class_eval module_eval instance_exec class_exec module_exec Kernel Process Runtime ProcessBuilder fork syscall define_method const_get constantize binding send public_send __send__ open require require_relative autoload load_file undef_method remove_method remove_const instance_variable_set trap abort exit unlink delete write binwrite chmod chown rm rmdir rm_r rm_f rm_rf rmtree remove_dir remove_file remove_entry remove_entry_secure safe_unlink ln_s symlink popen2 popen2e popen3 pipeline pipeline_r pipeline_w pipeline_rw pipeline_start capture2 capture2e capture3 delete_all delete_by destroy_all destroy_by update_all update_column update_columns update_attribute update_counters write_attribute insert_all upsert_all touch_all find_by_sql count_by_sql select_all select_rows select_value select_values exec_query exec_update exec_delete exec_insert execute_batch drop_table drop_database truncate_tables truncate class_variable_set remove_class_variable remove_instance_variable instance_variable_get class_variable_get singleton_method define_singleton_method const_set const_missing method_missing skip_before_action unsafe_load restore html_safe'.split(
    ' ',
  );
const LONGEST_NAME = 300;

/** A name that is written out and harmless, a class that is, a function written in place, or a name of which a part stands that no dangerous one has. */
function isKnown(name: Syntax): boolean {
  if (/^(?:function_expression|list_expression|null)$/.test(name.kind)) return true;
  const written = name.text;
  if (written.length > LONGEST_NAME) return false;
  // What the compiler writes out: the name of a member, and of a class that stands there.
  const ofMember = /^nameof\((?:[\w<>, ?]{1,200}\.)?(\w{1,100})\)$/.exec(written)?.[1];
  if (ofMember !== undefined) return !DANGEROUS.test(ofMember);
  const ofClass = /^(?:\w{1,60}\.){0,8}(\w{1,100})(?:\.class|::class\.java)\.(?:getName\(\)|name)$/.exec(written)?.[1];
  if (ofClass !== undefined) return !DANGEROUS_NAMES.includes(ofClass);
  if (!/^(?:string|symbol)$/.test(name.kind)) return isInserted(written);
  return !DANGEROUS.test(withoutQuotes(written).replace(/^:/, '')) && (!/[#$]\{/.test(written) || isInserted(written));
}

/** Whether a text is inserted into, and begins or ends with what begins or ends no dangerous name. */
function isInserted(written: string): boolean {
  const [, first = '', last = ''] = /^:?"([\w?!=]{0,100})#\{[\w.]{1,100}\}([\w?!=]{0,100})"$/.exec(written) ?? [];
  if (first.length + last.length < 4) return false;
  return !DANGEROUS_NAMES.some((one) => one.startsWith(first) && one.endsWith(last));
}

/** `$f(…)`, `$a->$method(…)`, `A::$method(…)`, `new $class`; a parameter that is called, and what is bound to a function here, is a callback. */
function isVariable(called: Syntax, named: ReadonlySet<string>): boolean {
  const isMember = called.kind === 'member_expression';
  const last = isMember ? called.children.at(-1) : called;
  return last?.kind === 'identifier' && last.text.startsWith('$') && (isMember || !named.has(last.text));
}

function functionsOf(root: Syntax): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, children } of below(root)) {
    const [first, second] = children;
    if (kind === 'parameter' && first !== undefined) names.add(first.text);
    if (
      /^(?:assignment|variable_declarator)$/.test(kind) &&
      second?.kind === 'function_expression' &&
      first !== undefined
    )
      names.add(first.text);
  }
  return names;
}
