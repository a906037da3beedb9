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

/** The commands of a script, line by line, each pipe whole; null where a text does not close. Nothing is executed. */
export function fishCommands(source: string): readonly FishCommand[] | null {
  const text = source.replaceAll('\r\n', '\n');
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
    } else if (sign === '#' && /^$|[\s;(]/.test(text.charAt(at - 1))) {
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
    } else {
      written += sign;
      bare += sign;
    }
  }
  close();
  return commands;
}
