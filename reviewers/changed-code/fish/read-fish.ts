/** One command of a script for fish, with what stands before a pipe or a separator. */
export interface FishCommand {
  /** As it is written, comments left out. */
  readonly text: string;
  /** The same without what stands in quotes. */
  readonly bare: string;
  /** What stands in double quotes, where variables are inserted. */
  readonly doubled: string;
  /** 1-based. */
  readonly line: number;
}

/** Where `#` begins a comment, and where it depends on more than what stands before it. */
const BEFORE_COMMENT = /^$|[ \t\n;(]/;
const UNSURE = /[\s|&<>;({]/;
/** Signs that look like space, or like nothing: fish takes some of them for parts of a word. */
const ODD = /[^\S \t\n]|[\p{Cc}\u180e]/u;

/**
 * The commands of a script, line by line, each pipe whole; null where a text does not close, or where nobody here can say what is a comment.
 * Nothing is executed.
 */
export function fishCommands(source: string): readonly FishCommand[] | null {
  const text = source.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  let escaped = -2;
  const commands: FishCommand[] = [];
  let [written, bare, doubled, line, first, isEmpty] = ['', '', '', 1, 1, true];
  const close = (): void => {
    if (written.trim() !== '') commands.push({ text: written.trim(), bare: bare.trim(), doubled, line: first });
    [written, bare, doubled] = ['', '', ''];
    isEmpty = true;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isEmpty) first = line;
    isEmpty &&= /[\s#]/.test(sign) || text.startsWith('\\\n', at);
    if (sign === '\\') {
      if (text.charAt(at + 1) === '\n') line += 1;
      const kept = text.charAt(at + 1) === '\n' ? ' ' : text.slice(at, at + 2);
      written += kept;
      bare += kept === ' ' ? ' ' : 'x';
      at += 1;
      escaped = at;
    } else if (sign === '#' && escaped !== at - 1 && BEFORE_COMMENT.test(text.charAt(at - 1))) {
      const end = text.indexOf('\n', at);
      at = (end === -1 ? text.length : end) - 1;
    } else if (sign === '"' || sign === "'") {
      let end = at + 1;
      while (end < text.length && text.charAt(end) !== sign) end += text.charAt(end) === '\\' ? 2 : 1;
      if (end >= text.length) return null;
      const quoted = text.slice(at, end + 1);
      line += quoted.split('\n').length - 1;
      written += quoted;
      if (sign === '"') doubled += ` ${quoted.slice(1, -1)}`;
      bare += sign + sign;
      at = end;
    } else if (sign === '\n' || sign === ';') {
      close();
      if (sign === '\n') line += 1;
    } else if ((sign === '#' && UNSURE.test(text.charAt(at - 1))) || (ODD.test(sign) && sign !== '\t')) {
      return null;
    } else {
      written += sign;
      bare += sign;
    }
  }
  close();
  return commands;
}
