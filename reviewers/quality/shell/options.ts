/** Whether a script asks for an option by its letter or its name: `set -eu`, `set -o nounset`, `#!/bin/sh -e`. */
export function setsOption(text: string, letter: string, name: string): boolean {
  return text.split('\n').some((line, index) => {
    const [first = '', ...words] = line.trim().split(/[ \t]+/);
    if (first !== 'set' && !(index === 0 && first.startsWith('#!'))) return false;
    return words.includes(name) || words.some((word) => /^-[A-Za-z]{1,9}$/.test(word) && word.includes(letter));
  });
}
