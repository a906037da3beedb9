import type { Command, SyntaxNode, TestBinaryExpression, Word } from 'unbash';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { expansionsIn, isCommand, literalOf } from '../../changed-code/shell/words.ts';
import type { ShellSlip } from './shell-slip.ts';

/** Tests that compare something else than they seem to. */
export function testSlips(script: ShellScript): ShellSlip[] {
  return script.nodes.flatMap((node): ShellSlip[] => {
    if (node.type === 'TestBinary') return binarySlips(node);
    if (node.type === 'TestUnary' && node.operator === '-n' && literalTruth(node.operand))
      return [slip('constant-test', node)];
    return isCommand(node) && /^(?:\[|test)$/.test(node.name?.value ?? '') ? bracketSlips(node) : [];
  });
}

const slip = (rule: ShellSlip['rule'], { pos, end }: SyntaxNode): ShellSlip => ({ rule, start: pos, end });
const NUMBER = /^-?\d+$/;

function binarySlips(node: TestBinaryExpression): ShellSlip[] {
  const { operator, left, right } = node;
  const sides = [left, right].map((word) => literalOf(word));
  const numeric = sides.some((side) => side !== null && NUMBER.test(side));
  if ((operator === '<' || operator === '>') && numeric) return [slip('text-comparison', node)];
  if (/^(?:==?|!=)$/.test(operator) && sides.every((side) => side !== null) && !/[*?[]/.test(right.text))
    return [slip('constant-test', node)];
  return [];
}

function bracketSlips(command: Command): ShellSlip[] {
  const words = command.args.filter((one): one is Word => one.type === 'Word');
  const args = words.at(-1)?.text === ']' ? words.slice(0, -1) : words;
  const into = command.redirects.find(
    (one) => one.type === 'Redirect' && /^[<>]$/.test(one.operator) && NUMBER.test(one.target?.value ?? ''),
  );
  if (into !== undefined) return [slip('text-comparison', command)];
  const [first, second, third] = args[0]?.text === '!' ? args.slice(1) : args;
  const count = args.length - (args[0]?.text === '!' ? 1 : 0);
  // `[ "$a"="b" ]` is one word, which is true.
  if (
    count === 1 &&
    first !== undefined &&
    /[^=!<>]=/.test(first.text) &&
    first.text !== '=' &&
    !/^["']?\$\(/.test(first.text)
  )
    return [slip('constant-test', command)];
  if (count === 2 && first?.text === '-n' && isBare(second)) return [slip('constant-test', command)];
  if (count !== 3 || second === undefined || !/^(?:==?|!=)$/.test(second.text)) return [];
  if (literalOf(first) !== null && literalOf(third) !== null) return [slip('constant-test', command)];
  return isBare(first) || isBare(third) ? [slip('unquoted-test', command)] : [];
}

/** A variable without quotes that may be empty; `$#` and `$?` never are. */
function isBare(word: Word | undefined): boolean {
  const [only, ...more] = word === undefined ? [] : expansionsIn(word);
  if (word === undefined || only === undefined || more.length > 0 || only.quoted) return false;
  return (
    only.part.text === word.text &&
    only.part.type !== 'ArithmeticExpansion' &&
    !/^[#?$!0-9@*]$/.test(only.name ?? '') &&
    !/^\$\{#|:?[-=+?]/.test(word.text)
  );
}

function literalTruth(word: Word): boolean {
  return literalOf(word) !== null && word.value !== '';
}
