import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type FoundDefault, flagIn, writtenValue, stringOf, VARIABLE } from './declared-default.ts';

/** Libraries whose tables of options have a `default`. */
const TABLES = /\b(?:yargs|parseArgs|meow|citty|defineCommand|@oclif|cac|clipanion|sade)\b/;

/** Defaults in JavaScript and TypeScript: commander, yargs, parseArgs and their relatives, and variables of the environment. */
export function scriptDefaults(root: Syntax): FoundDefault[] {
  const hasTables = TABLES.test(root.text);
  return [...below(root)].flatMap((node) => {
    switch (node.kind) {
      case 'call_expression':
        return ofCall(node);
      case 'pair':
        return hasTables ? ofPair(node) : [];
      case 'binary_expression':
        return ofFallback(node);
      default:
        return [];
    }
  });
}

function ofCall(call: Syntax): FoundDefault[] {
  const [target, list] = call.children;
  const given = list?.kind === 'arguments' ? list.children : [];
  const method = /(?:^|\.)\s*(\w+)$/.exec(target?.children.at(-1)?.text ?? target?.text ?? '')?.[1];
  if (method === 'option' && given.length > 2) {
    const name = flagIn([stringOf(given[0]) ?? '']);
    const literal = writtenValue(given.at(-1));
    return name === null || literal === null ? [] : [{ name, kind: 'flag', literal }];
  }
  if (method === 'option' && given[1]?.kind === 'object' && TABLES.test(root(call).text)) {
    const name = stringOf(given[0]);
    return name === null ? [] : ofTable(given[1], name);
  }
  if (method === 'default' && given.length > 0) {
    // `new Option('--level <n>').default(1)`
    const name = flagIn([/\bOption\(\s*['"`]([^'"`]*)/.exec(target?.text ?? '')?.[1] ?? '']);
    const literal = writtenValue(given[0]);
    return name === null || literal === null ? [] : [{ name, kind: 'flag', literal }];
  }
  return [];
}

function root(node: Syntax): Syntax {
  let at = node;
  while (at.parent !== null) at = at.parent;
  return at;
}

const keyOf = (pair: Syntax): string => (pair.children[0]?.text ?? '').replaceAll(/['"]/g, '');

/** `port: { type: 'string', default: '3000' }`, and `port: Flags.integer({ default: 3000 })`. */
function ofPair(pair: Syntax): FoundDefault[] {
  const value = pair.children[1];
  const table = value?.kind === 'call_expression' ? value.children[1]?.children[0] : value;
  const isTable = table?.kind === 'object' && (value?.kind === 'object' || value?.text.startsWith('Flags.') === true);
  return isTable && table !== undefined ? ofTable(table, keyOf(pair)) : [];
}

function ofTable(table: Syntax, name: string): FoundDefault[] {
  const pairs = table.children.filter(({ kind }) => kind === 'pair');
  const isOption = pairs.some((one) =>
    /^(?:type|alias|short|describe|description|char|boolean|string|number)$/.test(keyOf(one)),
  );
  const literal = writtenValue(pairs.find((one) => keyOf(one) === 'default')?.children[1]);
  return !isOption || literal === null || !/^[A-Za-z][\w-]*$/.test(name)
    ? []
    : [{ name: `--${name}`, kind: 'flag', literal }];
}

/** `process.env.PORT ?? 3000` */
function ofFallback(node: Syntax): FoundDefault[] {
  const [left, right] = node.children;
  const name = /^(?:process|import\.meta|Bun)\.env(?:\.(\w+)|\[['"](\w+)['"]\])$/.exec(left?.text ?? '');
  const variable = name?.[1] ?? name?.[2] ?? '';
  const isFallback = /^\s*(?:\|\||\?\?)\s*$/.test(
    node.text.slice((left?.end ?? 0) - node.start, (right?.start ?? 0) - node.start),
  );
  const literal = writtenValue(right);
  return !isFallback || literal === null || !VARIABLE.test(variable)
    ? []
    : [{ name: variable, kind: 'environment variable', literal }];
}
