/** Longer lines hold no code that anybody wrote by hand. */
const LONGEST_LINE = 2000;

/** The Ruby in a template line by line, the markup blanked; null where the name says no template of Ruby. */
export function rubyOfTemplate(path: string, text: string): string | null {
  if (/\.(?:erb|rhtml)$/i.test(path)) return ofErb(text);
  return /\.(?:haml|slim)$/i.test(path) ? ofLines(text) : null;
}

/** Each character where it stood. What is put out unescaped (`<%==`) is given to `raw`, which means the same. */
function ofErb(text: string): string {
  let [made, at] = ['', 0];
  for (let open = text.indexOf('<%'); open !== -1; open = text.indexOf('<%', at)) {
    made += blank(text.slice(at, open));
    const close = text.indexOf('%>', open);
    const end = close === -1 ? text.length : close + 2;
    made += codeOf(text.slice(open, end));
    at = end;
  }
  return made + blank(text.slice(at));
}

function codeOf(tag: string): string {
  if (/^<%[#%]/.test(tag)) return blank(tag);
  const begin = /^<%(?:==|[=-])?/.exec(tag)?.[0] ?? '<%';
  const end = tag.endsWith('-%>') ? 3 : tag.endsWith('%>') ? 2 : 0;
  const inner = tag.slice(begin.length, tag.length - end);
  return (begin === '<%==' ? 'raw ' : ' '.repeat(begin.length)) + inner + (end === 0 ? '' : ` ;${' '.repeat(end - 2)}`);
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** A line that puts something out: what the tag before it is, the sign, and the code. */
const PUT_OUT =
  /^\s*(?:[%.#][\w.#:-]*(?:\([^()]*\)|\{[^{}]*\})?|[a-z][\w.#-]*(?=\s?={1,2}\s))?\s?(!=|==|&?=)\s*(\S.*)$/;
const ASSIGNED = /^\s*-\s*(@?\w+\s*=[^=~>].*)$/;

/** HAML and Slim: what a line puts out or assigns, each line for itself. What decides and repeats is left out, since it has no end of its own. */
function ofLines(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (line.length > LONGEST_LINE) return '';
      const [, sign, code = ''] = PUT_OUT.exec(line) ?? [];
      if (sign === undefined) return ASSIGNED.exec(line)?.[1] ?? '';
      const whole = code.trimEnd().replace(/\sdo(?:\s?\|[^|]*\|)?$/, '');
      return /^(?:!=|==)$/.test(sign) ? `raw(${whole})` : whole;
    })
    .join('\n');
}
