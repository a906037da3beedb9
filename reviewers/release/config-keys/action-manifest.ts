import { parse } from 'yaml';
import { z } from 'zod';
import { escaped } from '../quote.ts';
import { type KeySource, linesMatching } from './key-source.ts';

const Keys = z.record(z.string(), z.unknown()).nullish();
const ActionManifest = z.object({ runs: z.unknown(), inputs: Keys, outputs: Keys });

/** Inputs and outputs of a GitHub action. */
export const actionManifest: KeySource = {
  words: {
    rule: 'removed-config-key',
    noun: 'Action key',
    user: (name) => `names ${name} of this action in a workflow`,
    expected: 'the workflow behaves as before',
    actual: 'the input is ignored with a warning, or the output is empty',
  },
  accepts: (path) => /(^|\/)action\.ya?ml$/.test(path),
  async removed(_context, { old, new: now }) {
    const after = new Set(keysOf(now).map(({ name }) => name));
    return keysOf(old)
      .filter(({ name }) => !after.has(name))
      .map(({ name, key }) => ({ name, lines: linesMatching(old, new RegExp(`^\\s+['"]?${escaped(key)}['"]?\\s*:`)) }));
  },
};

function keysOf(text: string): { readonly name: string; readonly key: string }[] {
  // Errors are not shown; with their places, each would cost as much as its line is long.
  const parsed = ActionManifest.parse(parse(text, { prettyErrors: false }));
  const named = (table: keyof typeof parsed, of: string): { name: string; key: string }[] =>
    Object.keys(parsed[table] ?? {}).map((key) => ({ name: `${of} ${key}`, key }));
  return [...named('inputs', 'input'), ...named('outputs', 'output')];
}
