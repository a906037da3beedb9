import type { FileKind } from '../../schemas/judged.ts';
import { kindByExtension } from './kind-by-name.ts';

const MOST_NAME_CHARACTERS = 200;
/** Endings of programs and pages that are run by servers or read as programs even where another ending stands behind them. */
const PROGRAM_ENDINGS: ReadonlySet<string> = new Set(
  `js mjs cjs jsx ts mts cts tsx vue svelte py pyw rb php phtml php5 phar sh bash zsh fish ps1 psm1 bat cmd vbs wsf hta go java kt
  kts rs c h cc cpp cxx hpp swift scala groovy gradle lua sql html htm xhtml shtml svg jsp jspx asp aspx cgi exe dll dylib jar
  class wasm pyc`.split(/\s+/),
);

/**
 * Whether a name is what it seems: no invisible or directing characters, no letters outside ASCII in its ending, nothing that a file system
 * cuts off or takes for a stream, and not so long that nobody sees its end.
 */
export function isPlainName(name: string): boolean {
  if (name.length > MOST_NAME_CHARACTERS || /[\p{C}\p{Z}]$|^[\p{C}\p{Z}]|[\\:*?"<>|]|\.$/u.test(name)) return false;
  if (/\p{C}|[\u2028\u2029\ufffd]|\p{Bidi_Control}/u.test(name)) return false;
  const [, ...endings] = name.split('.');
  return /^[\x20-\x7e]*$/.test(endings.at(-1) ?? '');
}

/** The program that an ending before the last one speaks of: `x.php.txt` is run by servers, and `x.js.md` is read as a script. */
export function programInside(name: string): FileKind | null {
  const before = name.toLowerCase().split('.').slice(1, -1);
  const ending = before.findLast((part) => PROGRAM_ENDINGS.has(part));
  return ending === undefined ? null : kindByExtension(ending, null);
}
