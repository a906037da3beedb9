import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from '../plain-slip.ts';
import { bareValue, calleeText, fileAround, givenTo, shortText, squeezedText } from './rust-nodes.ts';

const READS = /\b(?:Read|Write|ReadExt|WriteExt|AsyncReadExt|AsyncWriteExt)\b|\bio::prelude\b/;
const BYTES = /^(?:&|b")|\.(?:as_bytes|as_slice|to_vec|as_ref|into_bytes)\(\)$/;

/** `stream.write(&data)?;`, `file.read(&mut buf)?;`: how much went through is not asked. */
export const partWritten: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'expression_statement') return [];
  const [value] = node.children;
  const call = value === undefined ? undefined : bareValue(value);
  const [method, ...others] = call?.kind === 'call_expression' ? givenTo(call) : [];
  if (call === undefined || method === undefined || others.length > 0) return [];
  const name = /(?<!:)\.\s*(read|write)$/.exec(call.children[0]?.text.slice(-20) ?? '')?.[1];
  const fits = name === 'read' ? /^&mut\b/.test(method.text) : name === 'write' && BYTES.test(squeezedText(method));
  const file = fileAround(node).text;
  // A method of that name of the project's own may write everything.
  return fits && READS.test(file) && !new RegExp(String.raw`\bfn\s+${name ?? ''}\b`).test(file)
    ? [{ rule: 'part-written', node: call, name: shortText(call) }]
    : [];
};

/** `let _ = tx.commit().await;`, `file.sync_all().ok();`: whether the data is safe is not asked. */
export const commitsNotAsked: Look = (node, kind) => {
  if (kind !== 'rust') return [];
  const [left, right] = node.children;
  const value =
    node.kind === 'variable_declarator' && left?.text === '_'
      ? right
      : node.kind === 'expression_statement' && squeezedText(left ?? node).endsWith('.ok()')
        ? left?.children[0]?.children[0]
        : undefined;
  const call = value === undefined ? undefined : bareValue(value);
  return call?.kind === 'call_expression' &&
    /(?:\.(?:commit|sync_all|sync_data)|(?:^|\.)fs\.rename)$/.test(calleeText(call))
    ? [{ rule: 'error-not-asked', node, name: shortText(node) }]
    : [];
};

/** `items.iter().map(|x| …);`: nobody asks for an element. */
export const lazyIterators: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'expression_statement') return [];
  const [call] = node.children;
  const isLast = node.parent?.children.at(-1) === node && !node.text.endsWith(';');
  return call?.kind === 'call_expression' &&
    !isLast &&
    /\.(?:map|filter|filter_map|flat_map|inspect|enumerate|take_while|skip_while|rev)$/.test(calleeText(call)) &&
    /\.(?:iter|iter_mut|into_iter|chars|bytes|lines|drain|values|values_mut|keys)\(/.test(squeezedText(call))
    ? [{ rule: 'lost-answer', node: call, name: shortText(call) }]
    : [];
};

/** `HashMap::from([("a", 1), ("a", 2)])`; `m.insert("a", 1); m.insert("a", 2);`. */
export const keysTwice: Look = (node, kind) => {
  if (kind !== 'rust') return [];
  if (node.kind === 'call_expression' && /Map\.(?:from|from_iter)$/.test(calleeText(node))) {
    const rows = givenTo(node)[0]?.children ?? [];
    return repeated(rows, ({ children: [key] }) => (key?.kind === 'string' ? key.text : null));
  }
  if (node.kind !== 'block') return [];
  return node.children.flatMap((statement, index): readonly PlainSlip[] => {
    const [one, next] = [insertOf(statement), insertOf(node.children[index + 1])];
    return one !== null && one === next
      ? [{ rule: 'duplicate-entry', node: node.children[index + 1] ?? statement, name: shortText(statement) }]
      : [];
  });
};

function repeated(rows: readonly Syntax[], keyOf: (row: Syntax) => string | null): readonly PlainSlip[] {
  const seen = new Set<string>();
  return rows.flatMap((row): readonly PlainSlip[] => {
    const key = keyOf(row);
    if (key === null || !seen.has(key)) {
      if (key !== null) seen.add(key);
      return [];
    }
    return [{ rule: 'duplicate-entry', node: row, name: shortText(row) }];
  });
}

/** The map and the literal key of an insertion as a statement. */
function insertOf(statement: Syntax | undefined): string | null {
  const [call] = statement?.kind === 'expression_statement' ? statement.children : [];
  const [key, value] = call?.kind === 'call_expression' ? givenTo(call) : [];
  if (call === undefined || value === undefined || key === undefined) return null;
  return calleeText(call).endsWith('.insert') &&
    /^"[^"]*"(?:\.to_string\(\)|\.into\(\)|\.to_owned\(\))?$/.test(key.text)
    ? `${calleeText(call)} ${key.text}`
    : null;
}

/** `if v.is_empty() { v[0] }`, `if !m.contains_key(k) { m[k] }`. */
export const usedWhenEmpty: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'if_statement') return [];
  const [condition, body] = node.children;
  if (condition === undefined || body?.kind !== 'block') return [];
  const asked = condition.kind === 'not_expression' ? condition.children[0] : condition;
  const [, name = '', method = '', key = ''] =
    /^([\w.]+)\.(is_empty|contains_key)\(([^()]*)\)$/.exec(asked === undefined ? '' : squeezedText(asked)) ?? [];
  if ((method === 'contains_key') !== (condition.kind === 'not_expression') || name === '') return [];
  const uses =
    method === 'is_empty'
      ? ['[0]', '.first().unwrap()', '.last().unwrap()', '.pop().unwrap()', '.remove(0)']
      : [`[${key}]`, `.get(${key}).unwrap()`];
  const code = squeezedText(body);
  const use = Math.min(...uses.map((one) => code.indexOf(name + one)).map((at) => (at === -1 ? Infinity : at)));
  const escaped = name.replaceAll('.', String.raw`\.`);
  const filled = new RegExp(
    String.raw`(?<![\w.])${escaped}(?:\.(?:push|insert|extend|resize|entry|append)\w*\(|=(?!=))|&mut${escaped}\b`,
  );
  return use === Infinity || filled.test(code.slice(0, use)) || /(?<![\w.])self\.\w+\(/.test(code.slice(0, use))
    ? []
    : [{ rule: 'used-when-missing', node, name: shortText(condition) }];
};

/** `io::stdin().read_line(&mut s)?; s.parse::<u32>()`. */
export const untrimmedLines: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'block') return [];
  return node.children.flatMap((statement, index): readonly PlainSlip[] => {
    const name = /\.read_line\(&mut(\w+)\)/.exec(squeezedText(statement))?.[1];
    if (name === undefined || /^(?:for|while|loop|if|match)/.test(statement.text)) return [];
    for (const later of node.children.slice(index + 1)) {
      if (!new RegExp(String.raw`\b${name}\b`).test(later.text)) continue;
      const parsed = [...below(later)].find(
        (one) =>
          one.kind === 'call_expression' &&
          new RegExp(String.raw`^${name}\.parse(?:::<(?!String|char)[^<>]*>)?\(\)$`).test(squeezedText(one)),
      );
      return parsed === undefined ? [] : [{ rule: 'untrimmed-line', node: parsed, name: shortText(parsed) }];
    }
    return [];
  });
};

/** `sort_by(|a, b| if a < b { Less } else { Greater })`. */
export const halfOrders: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression') return [];
  if (!/\.(?:sort_by|sort_unstable_by|binary_search_by|max_by|min_by)$/.test(calleeText(node))) return [];
  const text = squeezedText(node).slice(0, 2000);
  const answers = text.match(/\b(?:Ordering::)?(?:Less|Greater|Equal)\b/g) ?? [];
  const isPlain =
    /^\S+\|\w+,\w+\|\{?if[^{}]+\{(?:\w+::)*(?:Less|Greater)\}else\{(?:\w+::)*(?:Less|Greater)\}\}?\)$/.test(text);
  return isPlain && answers.length === 2 ? [{ rule: 'inconsistent-order', node, name: shortText(node) }] : [];
};

/** `drop(&guard)`. */
export const droppedReferences: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression' || !/^(?:(?:std\.)?mem\.)?drop$/.test(calleeText(node)))
    return [];
  const [value] = givenTo(node);
  return value !== undefined && /^&(?:mut\s+)?[\w.]+$/.test(value.text)
    ? [{ rule: 'nothing-dropped', node, name: shortText(node) }]
    : [];
};
