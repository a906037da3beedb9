import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import type { Look } from '../plain-slip.ts';
import {
  calleeText,
  fileAround,
  functionAround,
  givenTo,
  qualifiersOf,
  shortText,
  squeezedText,
} from './rust-nodes.ts';

/** What a call is called on. */
const receiverOf = (call: Syntax): string => squeezedText(call.children[0]?.children[0] ?? call);
const isUnwrap = (node: Syntax): boolean =>
  node.kind === 'call_expression' && /\.(?:unwrap|expect)$/.test(calleeText(node));
const headOf = (fn: Syntax): string => {
  const body = fn.children.at(-1);
  return fn.text.slice(0, body?.kind === 'block' ? body.start - fn.start : undefined);
};

const INPUT: readonly RegExp[] = [
  /\bheaders(?:\(\))?\.get\([^()]{0,80}\)$/,
  /\b(?:query|params|form|args|cookies)(?:\(\))?\.get\([^()]{0,80}\)$/,
  /\bfrom_(?:slice|str)(?:::<\w{1,40}>)?\(&?(?:body|payload|raw|bytes|request|message|frame)\b[^()]{0,40}\)$/,
];
/** What is asked of the client: how it is made a text, or taken before, makes no difference. */
const isInput = (receiver: string): boolean => {
  const asked = receiver
    .slice(-300)
    .replace(/\.to_str\(\)$/, '')
    .replace(/\.unwrap\(\)$|\?$/, '');
  return INPUT.some((one) => one.test(asked));
};
const SERVES = /\b(?:Request|HttpRequest|HeaderMap|Json<|Query<|Path<|Bytes|Parts|Form<|Message|TypedHeader)/;

/** `headers.get("x").unwrap()` in a handler. */
export const panicsOnInput: Look = (node, kind) => {
  if (kind !== 'rust' || !isUnwrap(node) || !isInput(receiverOf(node))) return [];
  const around = functionAround(node);
  return around.kind === 'function_declaration' && SERVES.test(headOf(around))
    ? [{ rule: 'panics-on-input', node, name: shortText(node) }]
    : [];
};

/** `impl Drop for A { fn drop(&mut self) { self.f().unwrap(); } }`. */
export const panicsInDrop: Look = (node, kind) => {
  if (kind !== 'rust' || !isUnwrap(node)) return [];
  const around = functionAround(node);
  const type = around.parent?.parent;
  const isDrop =
    around.children[0]?.text === 'drop' &&
    /^(?:unsafe\s+)?impl[^{]{0,200}\bDrop\s+for\b/.test(type?.text.slice(0, 300) ?? '');
  return isDrop && !/\bpanicking\b/.test(around.text) && !/\block\(\)$/.test(receiverOf(node))
    ? [{ rule: 'panics-in-drop', node, name: shortText(node) }]
    : [];
};

/** `xs.sort_by(|a, b| a.partial_cmp(b).unwrap())`. */
export const panicsOnNaN: Look = (node, kind) => {
  if (kind !== 'rust' || !isUnwrap(node) || !/\.partial_cmp\((?:[^()]|\([^()]*\))*\)$/.test(receiverOf(node)))
    return [];
  for (let outer = node.parent; outer !== null && outer.kind !== 'function_declaration'; outer = outer.parent)
    if (outer.kind === 'call_expression' && /\.(?:sort(?:_unstable)?_by|max_by|min_by)$/.test(calleeText(outer)))
      return [{ rule: 'panics-on-nan', node, name: shortText(node) }];
  return [];
};

/** The functions of a file that answer a `Result`, each of a name that no other has. */
const answering = new WeakMap<Syntax, ReadonlySet<string>>();
function answeringResults(file: Syntax): ReadonlySet<string> {
  const known = answering.get(file);
  if (known !== undefined) return known;
  const [found, others] = [new Set<string>(), new Set<string>()];
  for (const fn of below(file)) {
    const name = fn.kind === 'function_declaration' ? fn.children[0]?.text : undefined;
    if (name === undefined) continue;
    const answers =
      /->\s{0,9}(?:[\w:]{0,60}::)?Result\b/.test(headOf(fn).slice(-600)) && !/\basync\b/.test(qualifiersOf(fn));
    (answers && !found.has(name) ? found : others).add(name);
  }
  for (const name of others) found.delete(name);
  answering.set(file, found);
  return found;
}

/** `self.check(x);` where `check` of the same file answers a `Result`. */
export const resultsNotAsked: Look = (node, kind) => {
  const [call] = kind === 'rust' && node.kind === 'expression_statement' ? node.children : [];
  if (call?.kind !== 'call_expression' || call.text.includes('!(')) return [];
  const name = /^(?:self\.|Self\.)?([a-z_]\w*)$/.exec(calleeText(call))?.[1];
  return name !== undefined && answeringResults(fileAround(node)).has(name)
    ? [{ rule: 'error-not-asked', node: call, name: shortText(call) }]
    : [];
};

const WRITES = /(?:^|\.)fs\.(?:write|copy)$|\.persist$|\b(?:\w*file|journal|wal|backup)\.write_all$/;

/** `let _ = fs::write(path, data);`, `let _ = sqlx::query("…").execute(&pool).await;`. */
export const writesNotAsked: Look = (node, kind) => {
  const [left, right] = node.children;
  if (kind !== 'rust' || node.kind !== 'variable_declarator' || left?.text !== '_' || right === undefined) return [];
  const call = right.kind === 'cast_expression' ? right.children[0] : right;
  if (call?.kind !== 'call_expression') return [];
  const isQuery = /^sqlx::query\w*!?\([\s\S]*\.execute\([^()]*\)$/.test(squeezedText(call).slice(0, 2000));
  return isQuery || WRITES.test(calleeText(call)) ? [{ rule: 'error-not-asked', node, name: shortText(node) }] : [];
};

const DECIDES =
  /(?:^|\.)(?:is_(?:valid|allowed|authori[sz]ed|authenticated|admin|owner|member|permitted|trusted)|verif(?:y|ied)\w*|check_(?:password|signature|token|permission|access|auth)\w*|has_(?:permission|access|role|scope)s?|can_\w+|authori[sz]e|allowed|permitted)$/;
const PROOF = /(?:token|signature|password|secret|claims|permission|role|credential|session|expiry|expires_at|nonce)$/i;

/** `verify(sig).unwrap_or(true)`, `token.map_or(true, |t| …)`: where nothing is known, it passes. */
export const failsOpen: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression') return [];
  const [called] = node.children;
  const [of, method] = called?.kind === 'member_expression' ? called.children : [];
  const [first] = givenTo(node);
  if (of === undefined || first?.kind !== 'true') return [];
  const asked = of.kind === 'call_expression' ? of : of.kind === 'cast_expression' ? of.children[0] : undefined;
  const isOpen =
    (method?.text === 'unwrap_or' && asked?.kind === 'call_expression' && DECIDES.test(calleeText(asked))) ||
    (method?.text === 'map_or' &&
      PROOF.test(
        squeezedText(of)
          .slice(-60)
          .replace(/\.as_(?:ref|deref)\(\)$/, ''),
      ));
  return isOpen ? [{ rule: 'fails-open', node, name: shortText(node) }] : [];
};

/** `debug_assert!(seen.insert(x))`: a released program does not do it. */
export const assertedEffects: Look = (node, kind) => {
  if (
    kind !== 'rust' ||
    node.kind !== 'call_expression' ||
    !/^debug_assert(?:_eq|_ne)?$/.test(node.children[0]?.text ?? '')
  )
    return [];
  return /(?:^|[(\s!&,=])[\w.]+\.(?:insert|remove|push|pop|next|take|send|flush|write_all|fetch_add|fetch_sub)\(|&mut\s/.test(
    node.text.slice(0, 1000),
  )
    ? [{ rule: 'asserted-effect', node, name: shortText(node) }]
    : [];
};

/** `fn f(b: &[u8]) -> &str { unsafe { from_utf8_unchecked(b) } }`. */
export const uncheckedText: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression' || !/(?:^|\.)from_utf8_unchecked$/.test(calleeText(node)))
    return [];
  const [value] = givenTo(node);
  const around = functionAround(node);
  const name = value === undefined ? undefined : /^&?(\w+)$/.exec(squeezedText(value))?.[1];
  const isGiven = (around.children[1]?.children ?? []).some((one) => one.children[0]?.text === name);
  return isGiven && !/\bunsafe\b/.test(qualifiersOf(around)) && !/SAFETY|is_ascii|from_utf8\(/i.test(around.text)
    ? [{ rule: 'unchecked-text', node, name: shortText(node) }]
    : [];
};
