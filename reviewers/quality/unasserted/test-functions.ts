import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { BACKTICKS, DOUBLE, replaceTexts, SINGLE } from '../../changed-code/texts/replace-texts.ts';
import { CodeText } from '../unused/uses.ts';

/** A test of a file. */
export interface TestFunction {
  /** Its name or title. */
  readonly name: string;
  /** 1-based line of its name. */
  readonly line: number;
  /** What stands behind its name, without comments and texts. */
  readonly code: string;
  /** What marks it as a test, where that stands above it. */
  readonly marks: string;
}

interface TestWords {
  readonly files: RegExp;
  /** A line that begins a test; its first group is the name. */
  readonly head: RegExp;
  /** What has to stand above the line, in the same item. */
  readonly mark?: RegExp;
}

const SCRIPT_TITLE = String.raw`(?:it|test)(?:\.(?:concurrent|only|sequential))?\(\s*(['"\`][^'"\`]{1,200}['"\`])\s*,`;

const WORDS: readonly TestWords[] = [
  { files: /\.[cm]?[jt]sx?$/i, head: new RegExp(String.raw`^\s*${SCRIPT_TITLE}`) },
  { files: /\.py$/i, head: /^\s*(?:async\s+)?def\s+(test_\w+)\(/ },
  { files: /\.go$/i, head: /^func\s+(?:\([^)]{0,80}\)\s*)?(Test[A-Z_]\w*)\(/ },
  {
    files: /\.java$/i,
    head: /^\s+(?:public\s+|final\s+)*void\s+(\w+)\(/,
    mark: /@(?:Test|ParameterizedTest|RepeatedTest)\b(?!\s*\(\s*expected)/,
  },
  {
    files: /\.kts?$/i,
    head: /^\s+(?:public\s+|override\s+)*fun\s+(`[^`]{1,200}`|\w+)\(/,
    mark: /@(?:Test|ParameterizedTest|RepeatedTest)\b/,
  },
  {
    files: /\.cs$/i,
    head: /^\s+public\s+(?:async\s+)?(?:void|Task|ValueTask)\s+(\w+)\(/,
    mark: /\[(?:Fact|Theory|Test|TestCase|TestMethod|DataTestMethod|AutoData|InlineData)\b(?!\s*\([^)\]]{0,80}(?:Skip|ExpectedResult|Ignore))/,
  },
  { files: /\.php$/i, head: /^\s+public\s+function\s+(test\w+)\(|^\s*(?:it|test)\(\s*(['"][^'"]{1,200}['"])\s*,/ },
  { files: /\.rb$/i, head: /^\s*(?:it|specify|test)[\s(]\s*(['"][^'"]{1,200}['"])|^\s+def\s+(test_\w+)/ },
  { files: /\.rs$/i, head: /^\s*(?:async\s+)?fn\s+(\w+)\(/, mark: /^\s*#\[(?:\w+::)?test(?:\(|\])/ },
];
const TEST_NODE =
  /^(?:call_expression|call|function_declaration|function_definition|method_definition|decorated_definition|function_item|method_declaration)$/;
const ABOVE = 12;
const TEXTS = [DOUBLE, SINGLE, BACKTICKS].map((form) => ({ ...form, longest: 2000 }));
/** The parameter of each test of Go. */
const GO_TYPE = /\*testing\.\w+/g;

/** Whether a file of this name may hold tests that are understood. */
export function mayHoldTests(path: string): boolean {
  return WORDS.some(({ files }) => files.test(path));
}

/** The tests of a file, in their order. */
export function testFunctions(path: string, text: string, root: Syntax): TestFunction[] {
  const words = WORDS.find(({ files }) => files.test(path));
  if (words === undefined) return [];
  const every = [...below(root)];
  const nodes = every.filter(({ kind }) => TEST_NODE.test(kind));
  const texts = every.filter(({ kind }) => /string/.test(kind));
  const code = new CodeText(text, path);
  const lines = text.split('\n');
  let offset = 0;
  return lines.flatMap((line, index): TestFunction[] => {
    const start = offset;
    offset += line.length + 1;
    const match = words.head.exec(line.slice(0, 600));
    const name = match?.[1] ?? match?.[2];
    if (name === undefined) return [];
    const marks = marksAbove(code.lines, index, words);
    if (marks === null) return [];
    const at = start + line.indexOf(name);
    // Programs in texts are no tests; a title is a text itself.
    if (texts.some((one) => one.start < at && one.end > at + name.length)) return [];
    const node = nodes
      .filter((one) => one.start <= at && one.end >= at + name.length && one.end - one.start > name.length + 2)
      .toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
    if (node === undefined) return [];
    const last = text.slice(0, node.end).split('\n').length;
    const own = code.lines.slice(index, last);
    const [first = '', ...others] = own;
    const behind = first.slice(first.indexOf(name) + name.length);
    return [
      {
        name,
        line: index + 1,
        code: replaceTexts([behind, ...others].join('\n'), TEXTS, "''").replaceAll(GO_TYPE, ''),
        marks,
      },
    ];
  });
}

/** The marks above a line, up to what stands before; null where the one that makes it a test is missing. */
function marksAbove(lines: readonly string[], index: number, { mark }: TestWords): string | null {
  const above: string[] = [];
  for (let at = index - 1; at >= Math.max(0, index - ABOVE); at -= 1) {
    const line = lines[at] ?? '';
    if (/^\s*$/.test(line) ? at < index - 3 : /^\s*(?:\}|end\b)|[;{]\s*$/.test(line)) break;
    above.push(line);
  }
  const marks = above.join('\n');
  return mark === undefined || above.some((line) => mark.test(line)) ? marks : null;
}
