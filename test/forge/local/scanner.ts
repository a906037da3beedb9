import type { SecretScanner, SecretSpan } from '../../../forge/forge.ts';
import type { ForgeSettings } from '../../../forge/forge.ts';

export const NO_SETTINGS: ForgeSettings = { ignore: [], sensitivePaths: [] };

/** What the test scanner calls a secret: a word that begins with `KEY_`, or everything from `{{` to `}}`, over lines too. */
const SECRET = /KEY_\S+|\{\{[^]*?\}\}/gu;

function position(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - (before.lastIndexOf('\n') + 1) };
}

function spansOf(text: string): SecretSpan[] {
  return [...text.matchAll(SECRET)].map((match) => {
    const start = position(text, match.index);
    const end = position(text, match.index + match[0].length);
    return {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
      rule: 'test-rule',
      message: 'a secret',
    };
  });
}

/** Finds the secrets of the tests; a text with `UNSCANNABLE` in it fails, as a crashed scanner would. */
export const scanner: SecretScanner = {
  scan: async (texts) =>
    texts.map(({ text }) =>
      text.includes('UNSCANNABLE')
        ? { kind: 'failed', reason: 'the scanner crashed' }
        : { kind: 'scanned', spans: spansOf(text) },
    ),
};

/** Finds nothing, quickly. */
export const blindScanner: SecretScanner = { scan: async (texts) => texts.map(() => ({ kind: 'scanned', spans: [] })) };
