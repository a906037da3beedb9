const WORDS =
  'const let return await if else for of new null true value index length result error path line file name'.split(' ');
const PUNCTUATION = [' = ', '(', ') ', ' + ', '.', ', ', '; ', ' => ', ' { ', ' }'];

/** A git diff of about this many bytes that looks like source code; always the same. */
export function makeDiff(bytes: number): Buffer {
  const next = randomNumbers(20_251_120);
  const parts: string[] = [];
  for (let length = 0, file = 0; length < bytes; file++) {
    const part = makeFile(file, next);
    parts.push(part);
    length += part.length;
  }
  return Buffer.from(parts.join(''), 'utf8');
}

function makeFile(file: number, next: (below: number) => number): string {
  const name = `packages/part-${file % 40}/source/module-${file}.ts`;
  const head = `diff --git a/${name} b/${name}\nindex 1234567..89abcde 100644\n--- a/${name}\n+++ b/${name}\n`;
  let old = 1;
  let now = 1;
  const hunks = Array.from({ length: 1 + next(8) }, () => {
    old += 20 + next(200);
    now += 20 + next(200);
    const deleted = next(12);
    const added = 1 + next(20);
    const header = `@@ -${old},${deleted + 6} +${now},${added + 6} @@ function ${WORDS[next(WORDS.length)] ?? ''}()\n`;
    const lines = [...markers(' ', 3), ...markers('-', deleted), ...markers('+', added), ...markers(' ', 3)];
    old += deleted + 6;
    now += added + 6;
    return header + lines.map((marker) => `${marker}${makeLine(next)}\n`).join('');
  });
  return head + hunks.join('');
}

function markers(marker: string, count: number): string[] {
  return Array.from({ length: count }, () => marker);
}

function makeLine(next: (below: number) => number): string {
  const tokens = Array.from({ length: next(9) }, () => pick(WORDS, next) + pick(PUNCTUATION, next));
  // One line in 500 is not ASCII, as in a code base with a few names and texts of people.
  if (next(500) === 0) tokens.push('// größer, 日本語');
  return ' '.repeat(2 * next(5)) + tokens.join('').trimEnd();
}

function pick(from: readonly string[], next: (below: number) => number): string {
  return from[next(from.length)] ?? '';
}

/** A small linear congruential generator: the input must be the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
