import type { SecretLines } from '../redact.ts';
import type { SearchedFile } from './redact-files.ts';

/** The texts of the secrets that a file shows in its hunks or whole contents, line by line. */
export function* knownSecrets({ hunks, contents, secrets }: SearchedFile): Generator<string> {
  for (const side of ['old', 'new'] as const) {
    const found = secrets[side].lines;
    if (found.size === 0) continue;
    const content = contents[side];
    if (content.kind === 'text') {
      const lines = content.text.split('\n');
      for (const number of found.keys()) yield* partsOf(lines[number - 1], number, found);
      continue;
    }
    for (const line of hunks.flatMap((hunk) => hunk.lines)) {
      const number = side === 'old' ? line.oldLine : line.newLine;
      if (number !== null) yield* partsOf(line.text, number, found);
    }
  }
}

function* partsOf(line: string | undefined, number: number, found: SecretLines): Generator<string> {
  for (const part of found.get(number) ?? []) {
    if (line !== undefined) yield line.slice(part.startColumn, part.endColumn);
  }
}
