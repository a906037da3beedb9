import type { ChangedFile, DiffLine } from '../../../schemas/change-set.ts';
import { definedName } from '../../../schemas/text/definition-line.ts';
import { isReserved } from './languages.ts';

/** A shorter name stands everywhere. */
const SHORTEST = 3;
/** A changed line lies in no more definitions than these: method, class. */
const MOST_AROUND = 2;
/** The head of a definition is looked for so far above a changed line. */
const MOST_ABOVE = 400;
const CALLED = /([\p{L}_$][\p{L}\p{N}_$]{0,99})\s?\(/gu;
const TYPE = /(?<![\p{L}\p{N}_$.'"/])(\p{Lu}[\p{L}\p{N}_]{3,99})/gu;

/** What a change does to names. */
export interface TouchedNames {
  /** Functions, methods, classes and types whose lines change or go, those with most changed lines first. */
  readonly changed: readonly string[];
  /** Names that added lines call or use as a type and that the change does not define, the most used first. */
  readonly called: readonly string[];
}

/** Reads the names off one file's hunks and, for the definitions around them, off its text at both ends (null: not known). */
export function touchedNames(
  file: ChangedFile,
  texts: { readonly old: readonly string[] | null; readonly new: readonly string[] | null },
): TouchedNames {
  const changed = new Counter();
  const called = new Counter();
  const added = new Set<string>();
  for (const line of file.hunks.flatMap((hunk) => hunk.lines)) {
    if (line.kind === 'context') continue;
    for (const name of definitionsAround(line, texts)) changed.add(name);
    if (line.kind !== 'added') continue;
    const own = definedName(line.text);
    if (own !== null) added.add(own);
    for (const pattern of [CALLED, TYPE]) {
      for (const [, name = ''] of line.text.slice(0, 500).matchAll(pattern)) called.add(name);
    }
  }
  const isWanted = (name: string): boolean => name.length >= SHORTEST && !isReserved(name);
  const names = changed.ranked().filter(isWanted);
  return { changed: names, called: called.ranked().filter((name) => isWanted(name) && !added.has(name)) };
}

/** The definition that a line is, or lies in by its indentation, and the one around that. */
function definitionsAround(
  line: DiffLine,
  texts: { readonly old: readonly string[] | null; readonly new: readonly string[] | null },
): string[] {
  const own = definedName(line.text);
  const found = own === null ? [] : [own];
  const [lines, number] = line.kind === 'added' ? [texts.new, line.newLine] : [texts.old, line.oldLine];
  if (lines === null || number === null || line.text.trim() === '') return found;
  let indent = indentOf(line.text);
  for (
    let at = number - 2;
    at >= Math.max(0, number - MOST_ABOVE) && indent > 0 && found.length < MOST_AROUND;
    at -= 1
  ) {
    const text = lines[at] ?? '';
    if (text.trim() === '' || indentOf(text) >= indent) continue;
    const name = definedName(text);
    if (name !== null) found.push(name);
    indent = indentOf(text);
  }
  return found;
}

/** Tabs count as one: a file indents by one of them. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

class Counter {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Most counted first; of equals the one that was counted first. */
  ranked(): string[] {
    return [...this.#counts].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
  }
}
