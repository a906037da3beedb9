/**
 * Whether the curly brackets of a program do not close, those in texts and comments counted with the rest: it is only asked where a parser
 * stumbled, and of both sides.
 */
export function isUnbalanced(text: string): boolean {
  const count = (sign: string): number => text.split(sign).length - 1;
  return count('{') !== count('}');
}
