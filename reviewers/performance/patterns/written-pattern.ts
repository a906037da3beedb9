/** A pattern as JavaScript would read it. */
export interface WrittenPattern {
  readonly source: string;
  readonly flags: string;
}

/** Longer patterns are put together, and cost more to think through than they are worth. */
const LONGEST = 500;
const LONGEST_CODE = 700;

/** Words of other engines that JavaScript has none for: atomic groups, possessive repeats, conditions, comments, flags in the middle. */
const FOREIGN = /\(\?(?:>|\(|#|&|R|[a-z]*[-:]|[a-z]+\))|[*+?}]\+|\\[GhHKRXzQE]|\[\[:|\[[^\]]{0,80}-\[/;

const escaped = (text: string): string => text.replaceAll(/\\([\\"'/])/g, '$1');

/** `/pattern/flags`, `new RegExp("pattern", "flags")`. */
export function scriptPattern(code: string): WrittenPattern | null {
  if (code.startsWith('/')) {
    const end = code.lastIndexOf('/');
    return fitting(code.slice(1, end), code.slice(end + 1));
  }
  if (code.length > LONGEST_CODE) return null;
  const built =
    /^(?:new\s+)?RegExp\(\s*(?:"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)')\s*(?:,\s*['"]([a-z]*)['"]\s*)?,?\s*\)$/.exec(
      code,
    );
  return built === null ? null : fitting(escaped(built[1] ?? built[2] ?? ''), built[3] ?? '');
}

/** `re.compile(r"pattern", re.I)`. */
export function pythonPattern(code: string): WrittenPattern | null {
  const call = /^re\.\w+\(\s*([rR]?)("""|'''|"|')((?:\\.|(?!\2)[^\\])*)\2\s*(?=[,)])/s.exec(code);
  if (call === null) return null;
  const rest = code.slice(call[0].length);
  if (/\bre\.(?:X|VERBOSE|DEBUG)\b/.test(rest)) return null;
  const raw = call[3] ?? '';
  const ignores = /\bre\.(?:I|IGNORECASE)\b/.test(rest) ? 'i' : '';
  const lines = /\bre\.(?:M|MULTILINE)\b/.test(rest) ? 'm' : '';
  const dots = /\bre\.(?:S|DOTALL)\b/.test(rest) ? 's' : '';
  return asScript(call[1] === '' ? escaped(raw) : raw, `${ignores}${lines}${dots}`);
}

/** `new Regex(@"pattern", RegexOptions.IgnoreCase)`, `Regex.IsMatch(text, @"pattern")`; not with a limit of time, nor where the engine does not backtrack. */
export function csharpPattern(code: string): WrittenPattern | null {
  if (/NonBacktracking|IgnorePatternWhitespace|TimeSpan|[tT]imeout/.test(code)) return null;
  const call = /^(?:new\s+Regex\(|Regex\.\w+\([^,"]{1,80},)\s*(@?)"((?:""|\\.|[^"\\])*)"\s*(?=[,)])/s.exec(code);
  const written = call?.[2] ?? null;
  if (call === null || written === null) return null;
  const flags = `${/\bIgnoreCase\b/.test(code) ? 'i' : ''}${/\bMultiline\b/.test(code) ? 'm' : ''}${/\bSingleline\b/.test(code) ? 's' : ''}`;
  return asScript(call[1] === '@' ? written.replaceAll('""', '"') : escaped(written), flags);
}

function asScript(pattern: string, flags: string): WrittenPattern | null {
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const source = pattern
    .slice(leading?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?P=(\w+)\)/g, String.raw`\k<$1>`)
    .replaceAll(/\\A/g, '^')
    .replaceAll(/\\Z/g, '$');
  return FOREIGN.test(source) ? null : fitting(source, [...new Set(`${flags}${leading?.[1] ?? ''}`)].join(''));
}

const fitting = (source: string, flags: string): WrittenPattern | null =>
  source.length > LONGEST ? null : { source, flags };
