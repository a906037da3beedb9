import { escaped } from '../quote.ts';
import { type KeySource, linesMatching } from './key-source.ts';

const KEY = /^[^\S\n\r\u2028\u2029]*(?:export\s+)?([A-Za-z_]\w*)\s*=/gm;

/** The environment variables that `.env.example` and its like promise. A key that is commented out is still promised. */
export const envExample: KeySource = {
  words: {
    rule: 'removed-config-key',
    noun: 'environment variable',
    user: (name) => `sets \`${name}\` in a deployment`,
    expected: 'the setting is used',
    actual: 'it is ignored, and the program runs with a default or does not start',
  },
  accepts: (path) =>
    /(^|\/)(\.env\.(example|sample|template|dist)|(example|sample)\.env|env\.(example|sample))$/i.test(path),
  async removed(_context, { old }, all) {
    const names = [...old.matchAll(KEY)].map((match) => match[1] ?? '');
    const gone = [...new Set(names)].filter(
      (name) => !all.some(({ new: text }) => new RegExp(`^[#\\t ]*(export\\s+)?${name}\\s*=`, 'm').test(text)),
    );
    return gone.map((name) => ({
      name,
      lines: linesMatching(old, new RegExp(`^\\s*(export\\s+)?${escaped(name)}\\s*=`)),
    }));
  },
};
