/** A block of a file of Protocol Buffers: its head in words, and which one of its file it is. */
interface ProtoBlock {
  readonly words: readonly string[];
  readonly id: number;
}

/** A statement, or the head of a block, with the blocks around it from the outside in. */
export interface ProtoStatement {
  readonly words: readonly string[];
  readonly line: number;
  readonly blocks: readonly ProtoBlock[];
  /** Whether a block begins behind it. */
  readonly opens: boolean;
}

/** A file in statements; `broken` is the line where no compiler reads on. */
export interface ProtoSource {
  readonly statements: readonly ProtoStatement[];
  readonly broken: number | null;
}

const TOKEN = /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w.+-]+|\n|[^\s\w]/g;

/** Takes a file of Protocol Buffers apart. Nothing is resolved, and nothing is run. */
export function protoStatements(text: string): ProtoSource {
  const statements: ProtoStatement[] = [];
  const blocks: ProtoBlock[] = [];
  let words: string[] = [];
  let start = 1;
  let line = 1;
  let depth = 0;
  let broken: number | null = null;
  let blocksSeen = 0;
  const add = (opens: boolean): void => {
    if (words.length > 0) statements.push({ words, line: start, blocks: [...blocks], opens });
  };
  for (const [word] of text.matchAll(TOKEN)) {
    const isComment = word.startsWith('//') || word.startsWith('/*');
    if (!isComment && word !== '\n') {
      const isValue =
        depth > 0 || (word === '{' && (words[0] === 'option' || words.lastIndexOf('[') > words.lastIndexOf(']')));
      if (isValue) depth += word === '{' ? 1 : word === '}' ? -1 : 0;
      if (isValue || !/^[{};]$/.test(word)) {
        if (words.length === 0) start = line;
        words.push(word);
      } else {
        add(word === '{');
        // A statement that a block ends, or that another one begins in, has no semicolon.
        if (word === '}' && words.length > 0) broken ??= start;
        if (word === '{') blocks.push({ words, id: (blocksSeen += 1) });
        if (word === '}' && blocks.pop() === undefined) broken ??= line;
        words = [];
      }
    }
    line += word.split('\n').length - 1;
  }
  if (blocks.length > 0 || words.length > 0) broken ??= line;
  const run = statements.find(
    ({ words: [first = ''], words: all, opens }) => !opens && first !== 'option' && runsOn(all),
  );
  return { statements, broken: broken ?? run?.line ?? null };
}

/** Two fields in one statement: a number, and then words that are none of its options. */
function runsOn(words: readonly string[]): boolean {
  const at = words.indexOf('=');
  if (at < 1 || words[0] === 'syntax' || words[0] === 'edition') return false;
  const next = words[at + 2];
  return next !== undefined && next !== '[' && /^\w/.test(next);
}
