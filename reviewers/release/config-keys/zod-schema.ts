import { fileNameOf } from '../paths.ts';
import { escaped } from '../quote.ts';
import { snippets } from '../snippet.ts';
import type { KeySource } from './key-source.ts';

const RULES = {
  rules: [
    {
      id: 'key',
      language: ['javascript', 'typescript', 'tsx'],
      rule: {
        any: [{ kind: 'property_identifier' }, { kind: 'string' }],
        inside: {
          field: 'key',
          kind: 'pair',
          inside: {
            kind: 'object',
            inside: {
              kind: 'arguments',
              inside: {
                kind: 'call_expression',
                has: { field: 'function', regex: '^z\\.(object|strictObject|looseObject)$|\\.(extend|safeExtend)$' },
              },
            },
          },
        },
      },
    },
  ],
};

/** Keys of zod objects in files whose name speaks of configuration. */
export const zodSchema: KeySource = {
  words: {
    rule: 'removed-config-key',
    noun: 'configuration key',
    user: (name) => `sets \`${name}\` in a configuration file`,
    expected: 'the setting is used',
    actual: 'it is refused as unknown, or silently ignored',
  },
  accepts: (path) => /\.[mc]?[jt]sx?$/.test(path) && /config|schema|settings/i.test(fileNameOf(path)),
  async removed(context, { file, old }, all) {
    if (!/\bz\./.test(old)) return [];
    const [result] = await context.analyse('ast-grep', [{ path: file.oldPath, text: old }], RULES);
    if (result?.kind !== 'ok') return [];
    const keys = snippets(old, result.matches).map(({ text, line }) => ({ name: text.replace(/['"]/g, ''), line }));
    const gone = keys.filter(({ name }) => !all.some(({ new: text }) => hasKey(text, name)));
    return gone.map(({ name, line }) => ({ name, lines: [line] }));
  },
};

/** Whether any object of a text has this key: it may have moved to another object, and be reached by other means. */
function hasKey(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])['"]?${escaped(name)}['"]?\\s*:(?!:)`).test(text);
}
