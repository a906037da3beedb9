import type { ChangeSet } from '../../schemas/change-set.ts';
import { InputError } from '../../schemas/problem.ts';
import { hunksOf, parseDiff } from '../diff/parse-diff.ts';
import type { Content, Contents, Forge, SecretScanner } from '../forge.ts';
import { assemble } from './assemble.ts';
import { escapeLine } from './git/escape-line.ts';
import type { LazyFile } from './git/tree-diff.ts';

const UNAVAILABLE: Content = {
  kind: 'absent',
  why: 'unavailable',
  reason: 'a plain diff carries nothing beyond its hunks',
};

const NO_CONTENTS: Contents = {
  read: async () => UNAVAILABLE,
  list: async () => null,
};

/** Opens a unified diff, from a file or from stdin; `label` says which. Throws an `InputError` where it is something else. */
export async function openDiff(request: {
  readonly bytes: Uint8Array;
  readonly label: string;
  readonly scanner: SecretScanner;
}): Promise<Forge> {
  const { bytes, label, scanner } = request;
  const { files: parsed, skipped } = parseDiff(bytes);
  const [first] = skipped;
  if (parsed.length === 0 && !isBlank(bytes)) {
    throw new InputError({
      what: 'this is not a unified diff: no changed file was found in it',
      where: first === undefined ? label : `${label}, line ${first.line}: ${escapeLine(first.reason)}`,
      remedy: 'Give the output of `git diff` or `diff -u`.',
    });
  }
  const files = parsed.map(({ body: _body, combined: _combined, ...facts }, index): LazyFile => {
    const file = parsed[index];
    return { facts, hunks: () => (file === undefined ? [] : hunksOf(file)) };
  });
  const facts = {
    source: 'diff' as const,
    label,
    baseCommit: null,
    mergeBase: null,
    headCommit: null,
    labels: [],
    commits: [],
  };
  const describe = (): Pick<ChangeSet, 'title' | 'body'> => ({ title: label, body: '' });
  const raw = { facts, describe, files, skipped, contents: NO_CONTENTS, trees: null };
  return assemble({ raw, scanner, close: async () => undefined });
}

const BLANK: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => BLANK.has(byte));
}
