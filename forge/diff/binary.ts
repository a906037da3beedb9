import type { LineCursor } from './line-cursor.ts';
import type { SkippedLog } from './skipped-log.ts';

/** Formats that hold NUL bytes near their beginning, which is what makes a file binary to git. */
const BINARY_NAME =
  /\.(?:png|jpe?g|gif|ico|icns|bmp|webp|avif|tiff?|psd|woff2?|ttf|otf|eot|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|pdf|exe|dll|so|dylib|lib|a|o|obj|bin|class|pyc|wasm|node|mp[34]|m4[av]|ogg|wav|webm|mov|avi|sqlite|docx|xlsx|pptx|pack|idx)$/i;

/**
 * Whether a file whose content the diff does not show, because only its name or mode changed, is likely binary. Git says so in
 * its counts and not in the diff, so that the name is the only witness left.
 */
export function looksBinary(name: string): boolean {
  return BINARY_NAME.test(name);
}

/** Passes the statement that a file is binary, or the binary patch itself; false when the cursor is at neither. */
export function passBinary(cursor: LineCursor, skipped: SkippedLog): boolean {
  if (cursor.is('Binary files ') && cursor.text().endsWith(' differ')) {
    cursor.advance();
    return true;
  }
  if (!cursor.is('GIT binary patch')) return false;
  const { line } = cursor;
  cursor.advance();
  const forward = passBlock(cursor);
  // The second block, the way back, is there unless the patch was made to be irreversible.
  const back = isBlock(cursor) ? passBlock(cursor) : true;
  if (!forward || !back)
    skipped.add(line, cursor.line - line, 'this binary patch is cut off; the file was counted as binary');
  return true;
}

function isBlock(cursor: LineCursor): boolean {
  return !cursor.done && (cursor.is('literal ') || cursor.is('delta '));
}

/** Passes `literal 12` and its lines up to the blank one; false when something else ends it. */
function passBlock(cursor: LineCursor): boolean {
  if (!isBlock(cursor)) return false;
  cursor.advance();
  while (!cursor.done && cursor.text() !== '') {
    // Base 85 has no blanks: a blank means that the end of the block is missing.
    if (cursor.is('diff ') || cursor.is('-- ')) return false;
    cursor.advance();
  }
  if (cursor.done) return false;
  cursor.advance();
  return true;
}
