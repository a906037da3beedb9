import type { LineCursor } from './line-cursor.ts';
import type { SkippedLog } from './skipped-log.ts';

/** `git log -p` and `git format-patch` begin a commit like this; what follows up to the diff is its message. */
const COMMIT = /^(?:commit|From) (?:[0-9a-f]{40}|[0-9a-f]{64})(?: |$)/;

/** Lines that other tools put before each file, and git below the last one; they say nothing about the change. */
const FURNITURE = /^(?:$|Index: |={5,}$|diff -(?!-git|-cc|-combined)|-- ?$|\d+\.\d[\w.]*$)/;

/** Reasons for what else stands between files, by the first thing that fits. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  // oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
  [/\u001b\[/, 'the diff is coloured; make it again with --no-color'],
  [/^@@/, 'a hunk without a readable header or without a file'],
  [/^(?:Submodule |\s+[<>] )/, 'a submodule shown as a log; make the diff again with --submodule=short'],
  [/^diff -/, 'the header of a file whose name cannot be read'],
  [/^[ +\\-]/, 'lines that belong to no hunk'],
];

/** Takes the lines between files: those known to say nothing are passed in silence, all others are reported. */
export class Prose {
  readonly #skipped: SkippedLog;
  #inMessage = false;

  constructor(skipped: SkippedLog) {
    this.#skipped = skipped;
  }

  /** To be told when a file begins: a commit message ends there. */
  fileBegins(): void {
    this.#inMessage = false;
  }

  take(cursor: LineCursor): void {
    const text = cursor.text();
    if (COMMIT.test(text)) this.#inMessage = true;
    else if (!this.#inMessage && !FURNITURE.test(text)) this.#report(cursor.line, text);
    cursor.advance();
  }

  #report(line: number, text: string): void {
    const reason = REASONS.find(([pattern]) => pattern.test(text))?.[1];
    if (reason === undefined) this.#skipped.addHarmless(line, 'not part of a diff');
    else this.#skipped.add(line, 1, reason);
  }
}
