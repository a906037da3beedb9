/** Comments and texts of the usual languages, shortest first where they could be mistaken. */
const NO_CODE =
  /\/\/[^\n]{0,2000}|\/\*[\s\S]{0,4000}?\*\/|#[^\n{[]{0,500}|"(?:\\.|[^"\\\n]){0,1000}"|`[^`]{0,2000}`|'(?:\\.|[^'\\\n]){0,1000}'/g;

/** Whether the curly brackets of a program do not close. Told roughly: it is only asked where a parser stumbled as well. */
export function isUnbalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text.replace(NO_CODE, '')) {
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (depth < 0) return true;
  }
  return depth !== 0;
}
