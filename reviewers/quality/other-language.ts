import type { DisguisedText } from './escaped-code.ts';

/** Stretches of a file that are in another language than its rules read: 1-based lines, first and last. */
type Stretches = (lines: readonly string[]) => readonly (readonly [first: number, last: number])[];

const LANGUAGES: readonly { readonly files: RegExp; readonly stretches: Stretches; readonly what: string }[] = [
  { files: /\.go$/i, stretches: aboveImportC, what: 'above `import "C"` stands C, which no rule reads' },
  {
    files: /\.go$/i,
    stretches: (lines) => linesLike(lines, /^\/\/go:generate\b/),
    what: '`go:generate` runs a command that no rule reads',
  },
  { files: /\.pyw?$/i, stretches: scriptMetadata, what: 'a comment there names what to install (PEP 723)' },
  {
    files: /\.(?:php\d?|phtml|inc)$/i,
    stretches: activePage,
    what: 'around the PHP stands a page that runs or loads something, which no rule reads',
  },
];

/** What another reader than the language's own makes of the changed lines; null where there is none. */
export function otherLanguageIn({ path, text, changed }: DisguisedText): string | null {
  const rows = LANGUAGES.filter(({ files }) => files.test(path));
  if (rows.length === 0) return null;
  const lines = text.split('\n');
  const found = rows.find(({ stretches }) =>
    stretches(lines).some(([first, last]) => {
      for (const line of changed)
        if (line >= first && line <= last && (lines[line - 1] ?? '').trim() !== '') return true;
      return false;
    }),
  );
  return found?.what ?? null;
}

function linesLike(lines: readonly string[], form: RegExp): (readonly [number, number])[] {
  return lines.flatMap((line, index) => (form.test(line) ? [[index + 1, index + 1] as const] : []));
}

/** Everything from the package clause to the import: cgo compiles the comment that ends there. */
function aboveImportC(lines: readonly string[]): (readonly [number, number])[] {
  const last = lines.findLastIndex((line) => /^\s*(?:import\s+)?"C"/.test(line));
  const first = lines.findIndex((line) => line.startsWith('package '));
  return last === -1 ? [] : [[first + 2, last]];
}

function scriptMetadata(lines: readonly string[]): (readonly [number, number])[] {
  const first = lines.findIndex((line) => /^# \/\/\/ [\w-]+\s*$/.test(line));
  if (first === -1) return [];
  const last = lines.findIndex((line, index) => index > first && !line.startsWith('#'));
  return [[first + 1, last === -1 ? lines.length : last]];
}

/** What makes more of a page than text and its look. */
const ACTIVE =
  /<\/?(?:script|iframe|object|embed|base|meta|link|form|svg|math|style|template)\b|\bon[a-z]{3,30}[ \t]{0,9}=|javascript:|\b(?:srcdoc|formaction)\b/i;

/** Lines of the page around PHP that a browser runs or loads by. A tag within a text or a comment of PHP ends it only as `?>`. */
function activePage(lines: readonly string[]): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let inside = false;
  let inScript = false;
  for (const [index, line] of lines.entries()) {
    let rest = line;
    let page = '';
    while (rest !== '') {
      const at = inside ? rest.indexOf('?>') : rest.search(/<\?(?:php\b|=)/i);
      if (!inside) page += at === -1 ? rest : rest.slice(0, at);
      if (at === -1) break;
      rest = rest.slice(at + 2);
      inside = !inside;
    }
    if ((inScript && page.trim() !== '') || ACTIVE.test(page)) found.push([index + 1, index + 1]);
    const [begins, ends] = [page.search(/<script\b/i), page.search(/<\/script\b/i)];
    inScript = begins > ends || (inScript && ends === -1);
  }
  return found;
}
