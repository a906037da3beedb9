import type csharp from '@ast-grep/lang-csharp';

/** What the tool has to know to load a grammar. */
type Grammar = typeof csharp;

/** Written out one by one, so that whoever packs the program sees them. */
const LOADED: Readonly<Record<string, () => Promise<{ readonly default: Grammar }>>> = {
  python: () => import('@ast-grep/lang-python'),
  go: () => import('@ast-grep/lang-go'),
  java: () => import('@ast-grep/lang-java'),
  php: () => import('@ast-grep/lang-php'),
  ruby: () => import('@ast-grep/lang-ruby'),
  csharp: () => import('@ast-grep/lang-csharp'),
  kotlin: () => import('@ast-grep/lang-kotlin'),
};

/**
 * The grammars that are installed and have a binary for this machine. One that is not is left out: its files cannot be analysed, which is
 * said file by file.
 */
export async function loadGrammars(): Promise<ReadonlyMap<string, Grammar>> {
  const found = await Promise.all(
    Object.entries(LOADED).map(async ([name, load]): Promise<readonly [string, Grammar] | null> => {
      try {
        const grammar = (await load()).default;
        // Looks for the binary.
        return grammar.libraryPath === '' ? null : [name, grammar];
      } catch {
        return null;
      }
    }),
  );
  return new Map(found.filter((one) => one !== null));
}
