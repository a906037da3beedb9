const HASH =
  /\.(?:py|pyi|rb|rake|sh|bash|zsh|ya?ml|toml|pl|r|ex|exs|php|tf|cfg|ini|mk|nix|cmake)$|(?:^|\/)(?:Makefile|Dockerfile|justfile|Gemfile|Rakefile)[^/]*$/i;
const DASHES = /\.(?:sql|lua|hs|elm)$/i;
const SLASHES =
  /\.(?:[cm]?[jt]sx?|go|java|kts?|cs|php|rs|c|h|cc|cpp|hpp|swift|scala|groovy|gradle|dart|proto|vue|svelte|less|scss|fs)$/i;
const STARRED = /^\s*(?:\/\*|\*(?![/\w]))/;

/** What a line of a source says in a comment; null where it has none. A guess by the line alone, that rather takes a comment for code. */
export function commentOf(path: string, line: string): string | null {
  if (SLASHES.test(path)) {
    if (STARRED.test(line)) return line;
    const at = opening(line, '//');
    if (at !== null) return line.slice(at);
  }
  if (HASH.test(path)) {
    const at = opening(line, '#');
    if (at !== null) return line.slice(at);
  }
  if (DASHES.test(path)) {
    const at = opening(line, '--');
    if (at !== null) return line.slice(at);
  }
  // A docstring in the words of reStructuredText.
  if (/\.pyi?$/i.test(path) && /^[^'"=]*(?:``|:\w{1,20}:`)/.test(line)) return line;
  return null;
}

/** Where a comment begins: at the beginning, or behind code without an open string. */
function opening(line: string, mark: string): number | null {
  for (let at = line.indexOf(mark); at !== -1; at = line.indexOf(mark, at + mark.length)) {
    const before = line.slice(0, at);
    if (before.trim() === '') return at;
    const closed = ['"', "'", '`'].every((quote) => before.split(quote).length % 2 === 1);
    if (closed && /\s$/.test(before)) return at;
  }
  return null;
}
