/** Extensions of languages whose files call each other. */
const FAMILIES: readonly (readonly string[])[] = [
  ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'vue', 'svelte', 'astro'],
  ['py', 'pyi', 'ipynb'],
  ['java', 'kt', 'kts', 'scala', 'groovy'],
  ['rb', 'erb', 'rake'],
  ['php', 'phtml'],
  ['cs', 'cshtml', 'razor', 'vb', 'fs'],
  ['c', 'h', 'cc', 'cpp', 'cxx', 'hh', 'hpp', 'm', 'mm'],
  ['ex', 'exs', 'eex', 'heex'],
];

/**
 * Words of the usual languages that stand before a parenthesis without being called: reserved words of JavaScript, TypeScript, Python, Go,
 * Java, Kotlin, Ruby, PHP, C#, C++, Rust and Swift.
 */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'if else elif elsif unless until while for foreach do switch case when match catch except rescue finally with using lock fixed ' +
    'return yield await async throw throws raise assert new delete typeof instanceof sizeof nameof void in is as and or not from ' +
    'import export require include function func fun fn def class interface struct enum trait impl type const let var val static ' +
    'public private protected internal super this self constructor init get set try guard defer select go chan map make lambda print'
  ).split(' '),
);

/** What these languages bring along: it is defined in no repository, and what is called the same there is something else. */
const BUILT_IN: ReadonlySet<string> = new Set(
  (
    'len cap append copy panic recover string int str bool float dict list tuple set range isinstance super type print println printf ' +
    'pub use mod impl Some None Ok Err Vec Box Option Result String Self Arc Rc unwrap clone iter collect into map filter reduce push ' +
    'Array Object Promise Error TypeError RangeError Number Boolean Symbol Date JSON Math RegExp Map Set Buffer parseInt String Integer ' +
    'Long Double List Optional Exception Override IllegalArgumentException ValueError KeyError Exception nil true false require_relative'
  ).split(' '),
);

/** Whether a word is part of a language rather than a name that somebody chose. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word) || BUILT_IN.has(word);
}

/** Git's pathspecs of the files that may call, or be called from, files with these paths; empty where a path has no extension. */
export function pathspecsFor(paths: readonly string[]): string[] {
  const extensions = new Set<string>();
  for (const path of paths) {
    const extension = extensionOf(path);
    if (extension === null) return [];
    for (const one of FAMILIES.find((family) => family.includes(extension)) ?? [extension]) extensions.add(one);
  }
  return [...extensions].toSorted().map((extension) => `*.${extension}`);
}

function extensionOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1);
  return dot > 0 && /^\w{1,12}$/.test(extension) ? extension : null;
}
