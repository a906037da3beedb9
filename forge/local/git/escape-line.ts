/** Text of others on one line: control and bidirectional characters as escapes, at most 300 characters. */
export function escapeLine(text: string): string {
  return text
    .slice(0, 300)
    .replaceAll(
      /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

/** The first line that says something, escaped; git's `fatal: ` and `error: ` are left out. */
export function firstLine(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '' && !candidate.startsWith('warning:'));
  return escapeLine((line ?? '').trim().replace(/^(?:fatal|error): /, ''));
}
