import { operatorBetween, withoutQuotes } from '../../../changed-code/node-text.ts';
import type { Syntax } from '../../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from '../plain-slip.ts';
import { calleeText, fileAround, functionAround, givenTo, shortText, squeezedText } from './rust-nodes.ts';

const INTEGER = /^(?:0x[\da-f_]+|0b[01_]+|0o[0-7_]+|\d[\d_]*?)(?:_?[ui](?:8|16|32|64|128|size))?$/i;

function integerOf(node: Syntax | undefined): number | null {
  if (node?.kind === 'parenthesized_expression') return integerOf(node.children[0]);
  if (node?.kind !== 'number' || !INTEGER.test(node.text)) return null;
  const value = Number(node.text.replace(/_?[ui](?:8|16|32|64|128|size)$/i, '').replaceAll('_', ''));
  return Number.isSafeInteger(value) && value < 2 ** 31 ? value : null;
}

const inner = (node: Syntax): Syntax =>
  node.kind === 'parenthesized_expression' && node.children[0] !== undefined ? node.children[0] : node;

/** `x % 1`, `x & 0`, `x & 1 == 2`, `x | 4 == 2`. */
export const fixedResults: Look = (node, kind) => {
  const [left, right] = node.children;
  if (kind !== 'rust' || node.kind !== 'binary_expression' || left === undefined || right === undefined) return [];
  const operator = operatorBetween(left, right, node);
  const told: readonly PlainSlip[] = [{ rule: 'constant-result', node, name: shortText(node) }];
  const value = integerOf(right);
  if (/^(?:%|&)$/.test(operator) && integerOf(left) === null && value === (operator === '%' ? 1 : 0)) return told;
  const masked = inner(left);
  const [of, by] = masked.kind === 'binary_expression' ? masked.children : [];
  if (!/^[!=]=$/.test(operator) || of === undefined || by === undefined || value === null) return [];
  const mask = integerOf(by);
  const sign = operatorBetween(of, by, masked);
  if (mask === null) return [];
  return (sign === '&' && (value & ~mask) !== 0) || (sign === '|' && (mask & ~value) !== 0) ? told : [];
};

/** `x == f64::NAN`; `a - b < EPSILON`. */
export const numbersCompared: Look = (node, kind) => {
  const [left, right] = node.children;
  if (kind !== 'rust' || node.kind !== 'binary_expression' || left === undefined || right === undefined) return [];
  const operator = operatorBetween(left, right, node);
  if (/^(?:[!=]=|[<>]=?)$/.test(operator) && [left, right].some(({ text }) => /^(?:\w+::)*f(?:32|64)::NAN$/.test(text)))
    return [{ rule: 'compared-with-nan', node, name: shortText(node) }];
  const difference = inner(left);
  const [a, b] = difference.kind === 'binary_expression' ? difference.children : [];
  const isDifference = a !== undefined && b !== undefined && operatorBetween(a, b, difference) === '-';
  return isDifference &&
    /^<=?$/.test(operator) &&
    /(?:^|::)EPSILON$/.test(right.text) &&
    !/abs|&&|max/.test(difference.text)
    ? [{ rule: 'difference-without-abs', node, name: shortText(node) }]
    : [];
};

/** `step_by(0)`, `chunks(0)`, `resize(0, 5)`, `splitn(1, …)`. */
export const zeroArguments: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression') return [];
  const method = /\.(step_by|chunks|chunks_exact|chunks_mut|windows|rchunks|resize|splitn|rsplitn)$/.exec(
    calleeText(node),
  )?.[1];
  const [first, second] = givenTo(node);
  const value = integerOf(first);
  if (method === undefined || value === null) return [];
  const wrong =
    method === 'resize'
      ? value === 0 && (integerOf(second) ?? 0) > 0
      : method.endsWith('splitn')
        ? value < 2 && second !== undefined
        : value === 0;
  return wrong ? [{ rule: 'zero-argument', node, name: shortText(node) }] : [];
};

/** `Permissions::from_mode(755)`, `OpenOptions::new().mode(600)`. */
export const decimalModes: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression') return [];
  const callee = calleeText(node);
  const isMode =
    /(?:^|\.)Permissions\.from_mode$/.test(callee) ||
    (/\.(?:mode|set_mode)$/.test(callee) && /os::unix::(?:fs|prelude)/.test(fileAround(node).text));
  const [mode] = givenTo(node);
  return isMode && mode !== undefined && /^[1-7][0-7]{2}(?:_?u32)?$|^[124][0-7]{3}$/.test(mode.text)
    ? [{ rule: 'decimal-mode', node, name: shortText(node) }]
    : [];
};

/** `OpenOptions::new().append(true).truncate(true)`, `.create(true)` without writing. */
export const openOptions: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression' || !calleeText(node).endsWith('.open')) return [];
  const chain = squeezedText(node.children[0] ?? node);
  const options = /^(?:\w+::)*(?:OpenOptions::new|File::options)\(\)((?:\.\w+\([^()]*\))*)\.open$/.exec(chain)?.[1];
  if (options === undefined || /\.(?:custom_flags|access_mode)\(/.test(options)) return [];
  const has = (name: string): boolean => options.includes(`.${name}(true)`);
  const given = (name: string): boolean => options.includes(`.${name}(`);
  // What depends on a value is not known.
  const writes = given('write') && !options.includes('.write(false)');
  const appends = given('append') && !options.includes('.append(false)');
  const wrong =
    (has('append') && has('truncate')) ||
    (has('truncate') && !writes && !appends) ||
    ((has('create') || has('create_new')) && !writes && !appends);
  return wrong ? [{ rule: 'open-options', node, name: shortText(node) }] : [];
};

/** `Command::new("mount").arg("-t ext4")`. */
export const joinedArguments: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression' || !calleeText(node).endsWith('.arg')) return [];
  const [text] = givenTo(node);
  if (text?.kind !== 'string' || !/^"--?[a-zA-Z][\w-]* [\w./-]+"$/.test(text.text)) return [];
  const around = functionAround(node).text;
  // The rest of a shell's script, and `-c` of others, hold spaces.
  return /\bCommand::new\(/.test(around) && !/\bclap\b|"-\w?c"/.test(around)
    ? [{ rule: 'joined-argument', node: text, name: shortText(text) }]
    : [];
};

/** `dir.join("/etc")`. */
export const absoluteParts: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression') return [];
  const isPath =
    /(?:^|[._])(?:path|dir|directory|folder|root|Path\.new\([^()]*\)|PathBuf\.from\([^()]*\))(?:\(\))?\.join$/;
  const [part] = givenTo(node);
  return isPath.test(calleeText(node)) && part?.kind === 'string' && /^"\/\w/.test(part.text)
    ? [{ rule: 'absolute-part', node, name: shortText(node) }]
    : [];
};

const ONE_CASE = /\.to_(?:ascii_)?(lower|upper)case\(\)(?:\.(?:as_str|as_ref|trim|deref)\(\))*$/;

/** `match s.to_lowercase().as_str() { "Yes" => … }`, `s.to_lowercase() == "Yes"`. */
export const otherCase: Look = (node, kind) => {
  if (kind !== 'rust') return [];
  const [left, right] = node.children;
  if (left === undefined || right === undefined) return [];
  const wrongly = (subject: Syntax, texts: readonly Syntax[]): readonly PlainSlip[] => {
    const letters = ONE_CASE.exec(squeezedText(subject))?.[1];
    if (letters === undefined) return [];
    const other = letters === 'lower' ? /\p{Lu}/u : /\p{Ll}/u;
    const wrong = texts.find(
      (text) => text.kind === 'string' && other.test(withoutQuotes(text.text).replace(/\\./g, '')),
    );
    return wrong === undefined ? [] : [{ rule: 'never-matches', node: wrong, name: shortText(wrong) }];
  };
  if (node.kind === 'switch_statement') {
    const cases = node.children.flatMap((one) => (one.kind === 'switch_case' ? one.children.slice(0, 1) : []));
    return wrongly(
      left,
      cases.flatMap(({ children }) => children),
    );
  }
  if (node.kind === 'binary_expression' && /^[!=]=$/.test(operatorBetween(left, right, node)))
    return wrongly(left, [right]);
  const [of, method] = node.kind === 'call_expression' && left.kind === 'member_expression' ? left.children : [];
  return of !== undefined && /^(?:starts_with|ends_with|contains|eq)$/.test(method?.text ?? '')
    ? wrongly(of, right.children.slice(0, 1))
    : [];
};

/** `assert!(true)`, `assert_eq!(a, a)`. */
export const emptyAssertions: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression') return [];
  const [one, other] = givenTo(node);
  const name = node.children[0]?.text ?? '';
  if (/^(?:debug_)?assert$/.test(name) && one?.kind === 'true')
    return [{ rule: 'constant-result', node, name: shortText(node) }];
  if (one === undefined || other === undefined || !/^(?:debug_)?assert_(?:eq|ne)$/.test(name)) return [];
  const texts = [one, other].map((side) => side.text.replace(/\s+/g, '').replace(/^&/, ''));
  return texts[0] === texts[1] && !/[()!]/.test(texts[0] ?? '') && !/^(?:number|string|true|false)$/.test(one.kind)
    ? [{ rule: 'same-operands', node, name: shortText(node) }]
    : [];
};
