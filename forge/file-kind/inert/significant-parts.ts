import { isProseComment } from './prose-comment.ts';
import type { InertLanguage } from './splitters.ts';

/** What stands between two parts of code: white space and comments. */
interface Gap {
  text: string;
  /** The text with every comment as white space. */
  blank: string;
  orders: boolean;
}

/**
 * A text without its comments for people and without white space that means nothing. A gap in which a tool is told anything stays as it is, to
 * the last blank: it matters where an order stands, and what stands beside it. Null where the text cannot be taken apart.
 */
export function significantParts(text: string, { split, indentation }: InertLanguage): readonly string[] | null {
  const pieces = split(text);
  if (pieces === null) return null;
  const parts: string[] = [];
  let gap: Gap = { text: '', blank: '', orders: false };
  const close = (): void => {
    if (gap.orders) parts.push(`order ${gap.text}`);
    else if (gap.text !== '') parts.push(spaceOf(gap.blank, parts.length === 0, indentation));
    gap = { text: '', blank: '', orders: false };
  };
  for (const piece of pieces) {
    if (piece.kind === 'comment') {
      gap.text += piece.text;
      gap.blank += piece.text.includes('\n') ? '\n' : ' ';
      gap.orders ||= !isProseComment(piece.body);
      continue;
    }
    for (const [part] of piece.kind === 'literal' ? [[piece.text]] : piece.text.matchAll(/[ \t\n]+|[^ \t\n]+/g)) {
      if (part !== undefined && piece.kind === 'code' && /^[ \t\n]/.test(part)) {
        gap.text += part;
        gap.blank += part;
      } else {
        close();
        parts.push(`code ${part}`);
      }
    }
  }
  // White space at the end of a file means nothing.
  if (gap.orders) close();
  return parts.filter((part) => part !== '');
}

/** A gap ends a line or it does not; where indentation counts, that of the code behind it is kept. */
function spaceOf(blank: string, first: boolean, indentation: boolean): string {
  const newline = blank.lastIndexOf('\n');
  const indent = blank.slice(newline + 1);
  if (first) return indentation && indent !== '' ? `line ${indent}` : '';
  if (indentation && newline !== -1) return `line ${indent}`;
  return newline === -1 ? 'space' : 'line';
}
