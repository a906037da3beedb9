import type { ChangedFile } from '../../../schemas/change-set.ts';
import { wordsIn } from './uses.ts';

/** Directives by which a tool is told to be silent about what is unused; those of one line are seen at the declaration. */
const DIRECTIVE = new RegExp(
  [
    String.raw`ReSharper disable [\w. ,]*(?:Unused|NotAccessed|UnassignedField|Redundant)`,
    String.raw`#pragma warning disable\s*(?:$|//|.*(?:\b0*(?:16[89]|219|414|649)\b|CS0?(?:168|169|219|414|649)\b|IDE005[129]|IDE0060|CA18(?:01|11|23)|S(?:1144|4487)))`,
    String.raw`SuppressMessage\(.*(?:IDE005[12]|CA18(?:01|11|23)|Unused)`,
    String.raw`@(?:file:)?Suppress(?:Warnings)?\(.*(?:unused|"all")`,
    String.raw`\bnoinspection\b.*Unused`,
    String.raw`(?:es|ox)lint-disable(?:-\w+)*(?:\s*(?:\*/|$)|.*unused)`,
    String.raw`biome-ignore(?:-\w+)? \S*noUnused`,
    String.raw`#!?\[(?:allow|expect)\(.*(?:dead_code|unused)`,
    String.raw`//\s*nolint:.*(?:unused|deadcode|structcheck|varcheck|all)`,
    String.raw`(?:rubocop|pylint): ?disable.*[Uu]nused`,
    String.raw`@(?:phpstan-ignore|psalm-suppress).*[Uu]nused`,
  ].join('|'),
  'm',
);
/** Of those, what holds for more than the next line or declaration. */
const WIDE =
  /ReSharper disable (?!once)|#pragma warning disable|@file:Suppress|eslint-disable(?!-)|oxlint-disable(?!-)|#!\[|^@Suppress|biome-ignore-all/;

/**
 * Whether a file says that something in it is left unused on purpose: by a directive that the change adds, or by one that stands there for all of the
 * file.
 */
export function saysUnused(text: string, added: ReadonlySet<number>): boolean {
  return text
    .split('\n')
    .some(
      (line, index) => DIRECTIVE.test(line.slice(0, 300)) && (added.has(index + 1) || WIDE.test(line.slice(0, 300))),
    );
}

const COMMENT = /^\s*(?:\/\/|\/?\*|#(?!\[))/;

/** Names in comments that the change adds: what used them was commented out, or somebody says what became of them. */
export function wordsInNewComments({ hunks }: ChangedFile): ReadonlySet<string> {
  const added = hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'added'));
  return new Set(added.filter(({ text }) => COMMENT.test(text)).flatMap(({ text }) => wordsIn(text)));
}
