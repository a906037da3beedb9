import { type LoadableGrammar, packedGrammar } from './packed-grammar.ts';

/** Written out one by one, so that whoever packs the program sees them. */
const LOADED: Readonly<Record<string, () => Promise<{ readonly default: LoadableGrammar }>>> = {
  python: () => import('@ast-grep/lang-python'),
  go: () => import('@ast-grep/lang-go'),
  java: () => import('@ast-grep/lang-java'),
  php: () => import('@ast-grep/lang-php'),
  ruby: () => import('@ast-grep/lang-ruby'),
  csharp: () => import('@ast-grep/lang-csharp'),
  rust: () => import('@ast-grep/lang-rust'),
  kotlin: () => import('@ast-grep/lang-kotlin'),
};

/** The languages whose grammars come as packages of their own. */
export const GRAMMARS: readonly string[] = Object.keys(LOADED);

/**
 * The grammars that are installed and have a binary for this machine. One that is not is left out: its files cannot be analysed, which is
 * said file by file.
 */
export async function loadGrammars(): Promise<ReadonlyMap<string, LoadableGrammar>> {
  const found = await Promise.all(
    Object.entries(LOADED).map(async ([name, load]): Promise<readonly [string, LoadableGrammar] | null> => {
      try {
        const grammar = (await load()).default;
        // Looks for the binary.
        return grammar.libraryPath === '' ? null : [name, grammar];
      } catch {
        // Not installed by itself: the published package carries it packed.
        return fromPackage(name);
      }
    }),
  );
  return new Map(found.filter((one) => one !== null));
}

function fromPackage(name: string): readonly [string, LoadableGrammar] | null {
  try {
    const grammar = packedGrammar(name);
    return grammar === null ? null : [name, grammar];
  } catch {
    return null;
  }
}
