import { withoutQuotes } from '../../../changed-code/node-text.ts';
import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import type { Expression } from '../grammar.ts';

/** Calls that put their arguments into a text with holes. */
export const FORMATS =
  /^(?:fmt\.(?:Sprintf|Errorf|Sprint|Sprintln)|String\.[fF]ormat|string\.Format|MessageFormat\.format|v?sprintf|format|Kernel\.(?:format|sprintf)|format!|Str\.of)$/;

const HOLES = /%(?:\d+\$)?[-#0 +]*(?:[1-9]\d*)?(?:\.\d+)?[a-zA-Z]|\{[^{}]*\}/g;

/** What stands before the first hole, the values, and the rest. */
export function formatted(template: Syntax, values: readonly Syntax[]): Expression {
  if (template.kind !== 'string') return { form: 'text', parts: [template, ' ', ...values], quoted: true };
  const pieces = withoutQuotes(template.text).split(HOLES);
  const parts = values.flatMap((value, index) => [pieces[index] ?? '', value]);
  return { form: 'text', parts: [...parts, pieces.slice(values.length).join(' ')], quoted: true };
}

/** What the calls of `append` in a block are given. */
export function appended(block: Syntax): Syntax[] {
  return [...below(block)].flatMap((node) => {
    const [called, list] = node.children;
    const appends = node.kind === 'call_expression' && /^(?:this\.)?append(?:Line)?$/.test(called?.text ?? '');
    return appends ? (list?.children ?? []) : [];
  });
}
