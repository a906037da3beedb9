/** What JSON may carry raw but a terminal or a reader should not meet: C1 controls, bidirectional and other unseen characters. */
const UNSEEN =
  // oxlint-disable-next-line no-misleading-character-class -- such characters are what this looks for
  /[\x7f-\x9f\u2028\u2029\ufff9-\ufffb[\p{Default_Ignorable_Code_Point}--[\u200c\u200d\ufe00-\ufe0f]]]/gv;

/**
 * A value as indented JSON that is safe to print: unseen characters are written as escapes, and so is the `##[` that a workflow
 * runner would take for an order. Both stand inside strings only, so the value stays the same.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
    .replace(UNSEEN, (character) => Array.from({ length: character.length }, (_, at) => escape(character, at)).join(''))
    .replaceAll('##[', '#\\u0023[');
  return `${text}\n`;
}

function escape(character: string, at: number): string {
  return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
