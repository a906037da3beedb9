import { plainText, withoutQuotes } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from './plain-slip.ts';

const short = (node: Syntax): string => node.text.replace(/\s+/g, ' ').trim().slice(0, 60);
const callIn = (statement: Syntax): Syntax | null => {
  const [only] = statement.kind === 'expression_statement' ? statement.children : [];
  return only !== undefined && /^(?:call|new)_expression$/.test(only.kind) ? only : null;
};

interface Pure {
  readonly kinds: RegExp;
  readonly call: RegExp;
  /** What the receiver must be declared as in the file. */
  readonly declared?: readonly string[];
}

/** Calls that change nothing. */
const PURE: readonly Pure[] = [
  {
    kinds: /^(?:java|kotlin|csharp)$/,
    call: /\.(?:trim|strip|toUpperCase|toLowerCase|uppercase|lowercase|Trim|ToUpper|ToLower|ToUpperInvariant|ToLowerInvariant|isEmpty|isBlank|equals|hashCode)\(\)$/,
  },
  { kinds: /^java$/, call: /\.replaceAll\("[^"]*",[^,()]*\)$/ },
  // A map replaces in place, and so does the builder of a text.
  {
    kinds: /^(?:java|csharp)$/,
    call: /^[\w.]+\.(?:replace|Replace)\("[^"]*",[^,()]*\)$/,
    declared: ['String', 'string'],
  },
  {
    kinds: /^(?:java|kotlin)$/,
    call: /\.(?:plus|minus)(?:Nanos|Millis|Seconds|Minutes|Hours|Days|Weeks|Months|Years)\(/,
  },
  {
    kinds: /^(?:java|kotlin)$/,
    call: /^[\w.]+\.(?:add|subtract|multiply|divide|negate|setScale|plus|minus|with\w+)\(/,
    declared: ['BigDecimal', 'BigInteger', 'LocalDate', 'LocalDateTime', 'Instant', 'Duration', 'ZonedDateTime'],
  },
  {
    kinds: /^csharp$/,
    call: /^[\w.]+\.(?:Add(?:Days|Hours|Minutes|Seconds|Months|Years|Milliseconds|Ticks)?|Subtract)\(/,
    declared: ['DateTime', 'DateTimeOffset', 'TimeSpan'],
  },
  {
    kinds: /^go$/,
    call: /^(?:strings\.(?:Replace|ReplaceAll|Trim\w*|ToLower|ToUpper|Split|Join)|errors\.(?:New|Wrap|Wrapf)|fmt\.(?:Errorf|Sprintf))\(/,
  },
  {
    kinds: /^php$/,
    call: /^(?:trim|str_replace|strtolower|strtoupper|array_merge|array_filter|array_unique|array_values|array_keys|array_reverse|sprintf|ucfirst|implode|explode|substr|htmlspecialchars|number_format|intval)\(/,
  },
  {
    kinds: /^rust$/,
    call: /\.(?:trim|to_lowercase|to_uppercase|(?:saturating|wrapping|checked)_(?:add|sub|mul))\([^()]*\)$/,
  },
  {
    kinds: /^ruby$/,
    call: /\.(?:strip|gsub|sub|upcase|downcase|capitalize|chomp|squeeze|compact|uniq|sort|reverse|flatten|to_s|to_i)(?:\([^()]*\))?$/,
  },
];
/** Languages in which the last statement of a block may be its answer. */
const LAST_ANSWERS = /^(?:kotlin|ruby|rust)$/;

/** A call that only answers something, and nobody takes it. */
export const lostAnswers: Look = (node, kind) => {
  const call = callIn(node);
  if (call === null) return [];
  if (LAST_ANSWERS.test(kind) && node.parent?.children.at(-1) === node) return [];
  // An arrow that is one call answers it.
  if (node.parent === null || !/^(?:block|program|switch_case|switch_default)$/.test(node.parent.kind)) return [];
  const text = call.text.replace(/\s+/g, '');
  if (call.kind === 'new_expression' || /^(?:raise\b)/.test(text)) return madeOnly(call, kind);
  // Assertions answer for the next one in a chain.
  if (text.length > 300 || /^(?:assert|expect|verify)/i.test(text)) return [];
  const called = (call.children[0]?.text ?? '').replace(/\s+/g, '').length;
  const pure = PURE.some((one) => one.kinds.test(kind) && names(one, text, called) && isDeclared(one, call));
  return pure ? [{ rule: 'lost-answer', node: call, name: short(call) }] : [];
};

/** Whether it is this very call, and not one among what is handed to it: `save(day.plusDays(1))`, `puts "a" + b.to_s`. */
function names({ call }: Pure, text: string, called: number): boolean {
  const found = call.exec(text);
  if (found === null) return false;
  const list = found[0].indexOf('(');
  return found.index + (list === -1 ? found[0].length : list) === called;
}

function isDeclared({ declared }: Pure, call: Syntax): boolean {
  if (declared === undefined) return true;
  const receiver = /^(?:this\.)?(\w+)\./.exec(plainText(call))?.[1];
  let root = call;
  while (root.parent !== null) root = root.parent;
  return (
    receiver !== undefined &&
    declared.some((type) =>
      new RegExp(
        String.raw`\b${type}\??\s+${receiver}\b|\b${receiver}\s*:\s*${type}\b|\b(?:va[lr]|var)\s+${receiver}\s*=\s*(?:new\s+)?${type}\b`,
      ).test(root.text),
    )
  );
}

function madeOnly(call: Syntax, kind: string): PlainSlip[] {
  const type = call.children[0]?.text ?? '';
  return /^(?:java|csharp|php)$/.test(kind) && /(?:Exception|Error)$/.test(type)
    ? [{ rule: 'exception-not-thrown', node: call, name: short(call) }]
    : [];
}

/** `let _ = lock.lock()`. */
export const droppedGuards: Look = (node, kind) => {
  const [left, right] = node.children;
  const dropped = kind === 'rust' && node.kind === 'variable_declarator' && left?.text === '_' && right !== undefined;
  return dropped &&
    /\.(?:lock|read|write|enter|entered)\(\)(?:\.(?:await|unwrap\(\)|expect\("[^"]*"\))|\?)*$/.test(
      right.text.replace(/\s+/g, ' '),
    )
    ? [{ rule: 'guard-dropped', node, name: short(node) }]
    : [];
};

/** `list.ForEach(async x => …)`: it takes an action, and nobody has the task that the function answers. */
export const lostTasks: Look = (node, kind) => {
  const [called, given] = node.kind === 'call_expression' && kind === 'csharp' ? node.children : [];
  const [fn] = given?.children ?? [];
  return called !== undefined && called.text.endsWith('.ForEach') && /^async\b/.test(fn?.text ?? '')
    ? [{ rule: 'task-not-waited-for', node, name: short(called) }]
    : [];
};

/** Reading lines or rows from what the block closes behind itself. */
export const usedAfterClose: Look = (node, kind) => {
  if (
    kind !== 'kotlin' ||
    node.kind !== 'call_expression' ||
    !/\.(?:use|useLines)$/.test(plainText(node.children[0] ?? node))
  )
    return [];
  const body = [...below(node)].find((one) => one.kind === 'function_expression')?.children.at(-1);
  const last = body?.kind === 'block' ? body.children.at(-1) : body;
  const text = last === undefined ? '' : last.text.replace(/\s+/g, ' ');
  const lazy = /^\w+\.(?:lineSequence|asSequence|lines)\(\)|^(?:lines|it)\.(?:filter|map)\b/.test(text);
  const read =
    /\.(?:toList|toSet|toMap|count|sum\w*|first\w*|last\w*|any|all|none|forEach|joinToString|associate\w*|groupBy|max\w*|min\w*|fold|reduce|single\w*|find|contains|collect|toMutable\w+|partition|toTypedArray)\b/.test(
      text,
    );
  return lazy && !read && last !== undefined && !/^(?:val|var|for)\b/.test(text)
    ? [{ rule: 'used-after-close', node: last, name: short(last) }]
    : [];
};

const PATTERNS: readonly { readonly kinds: RegExp; readonly callee: RegExp }[] = [
  { kinds: /^go$/, callee: /^regexp\.(?:MustCompile|Compile|MatchString)$/ },
  { kinds: /^java$/, callee: /^Pattern\.compile$|\.(?:matches|replaceAll|replaceFirst)$/ },
  { kinds: /^kotlin$/, callee: /^Regex$/ },
  { kinds: /^csharp$/, callee: /^(?:new )?Regex$|^Regex\.(?:IsMatch|Match|Matches|Replace|Split)$/ },
  { kinds: /^php$/, callee: /^preg_(?:match|match_all|replace|replace_callback|split|grep)$/ },
  { kinds: /^rust$/, callee: /Regex\.new$/ },
];

/** A pattern whose brackets do not close. */
export const brokenPatterns: Look = (node, kind) => {
  if (kind === 'ruby' && node.kind === 'regex' && node.children.length === 0)
    return isBalanced(node.text.replace(/^\/|\/[a-z]*$/g, ''))
      ? []
      : [{ rule: 'broken-pattern', node, name: short(node) }];
  if (!/^(?:call|new)_expression$/.test(node.kind)) return [];
  const callee = plainText(node.children[0] ?? node).replace(/^\\/, '');
  const texts = node.children[1]?.children.filter((one) => one.kind === 'string') ?? [];
  if (!PATTERNS.some((one) => one.kinds.test(kind) && one.callee.test(callee))) return [];
  const at =
    kind === 'csharp' && callee.startsWith('Regex.')
      ? (node.children[1]?.children[1] ?? null)
      : (node.children[1]?.children[0] ?? null);
  const literal = texts.find((one) => one === at);
  if (literal === undefined) return [];
  const pattern = patternOf(literal.text, kind);
  return pattern === null || isBalanced(pattern)
    ? []
    : [{ rule: 'broken-pattern', node: literal, name: short(literal) }];
};

function patternOf(written: string, kind: string): string | null {
  const raw = /^(?:`|@"|r#*"|"""|')/.test(written);
  const text = withoutQuotes(written.replace(/^@|^r#{0,5}|#{1,5}$/g, ''));
  const unescaped = raw && kind !== 'php' ? text : text.replace(/\\\\/g, '\\');
  if (kind !== 'php') return unescaped;
  const delimiter = unescaped.charAt(0);
  const end = unescaped.lastIndexOf(delimiter);
  return /^[/#~!@%|]$/.test(delimiter) && end > 0 ? unescaped.slice(1, end) : null;
}

/** Whether brackets close; a pattern with the flag `x` may have some in comments. */
function isBalanced(pattern: string): boolean {
  if (/\(\?\w*x/.test(pattern) || pattern.includes('#{') || pattern.includes('\\Q')) return true;
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === '[') {
      const end = classEnd(pattern, at);
      if (end === null) return true;
      if (end === -1) return false;
      at = end;
    } else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Where a class ends; -1 where it does not, null where it holds another class. */
function classEnd(pattern: string, start: number): number | null {
  let at = start + 1;
  if (pattern.charAt(at) === '^') at += 1;
  if (pattern.charAt(at) === ']') at += 1;
  for (; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === '[' || sign === '&') return null;
    else if (sign === ']') return at;
  }
  return -1;
}
