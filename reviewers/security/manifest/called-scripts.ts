import { isLifecycle } from './install-commands.ts';
import { scriptsOf, type PackageManifest } from './package-manifest.ts';

const CALL =
  /(?:^|[\s;&|("'])(?:(?:npm|pnpm|yarn|bun)(?: -[-\w=]{1,40}){0,6}(?: (?:run|run-script|rum|urn))?(?: -[-\w=]{1,40}){0,6}|node --run|run-[sp]|npm-run-all2?(?: -[-\w]{1,40}){0,6}|wireit) ([^;&|()]{1,400})/g;
const SHORT: Readonly<Record<string, string>> = { t: 'test', tst: 'test', it: 'test' };
const MOST = 200;

/** Names of scripts that run on an installation: the package manager's own, and whatever those call, with what npm runs before and behind. */
export function scriptsOnInstall(manifest: PackageManifest): ReadonlySet<string> {
  const scripts = new Map(scriptsOf(manifest).map(({ name, value }) => [name, value]));
  const found = new Set<string>();
  const waiting = [...scripts.keys()].filter((name) => isLifecycle(name));
  while (waiting.length > 0 && found.size < MOST) {
    const name = waiting.pop() ?? '';
    const text = scripts.get(name);
    if (text === undefined || found.has(name)) continue;
    found.add(name);
    for (const called of calledBy(text, [...scripts.keys()])) waiting.push(called, `pre${called}`, `post${called}`);
  }
  return found;
}

/** The scripts of these names that a script calls; `build:*` calls all that begin so. */
function calledBy(text: string, names: readonly string[]): string[] {
  const words = [...text.slice(0, 4000).replaceAll(/\s+/g, ' ').matchAll(CALL)].flatMap(([, list = '']) =>
    list.split(/[\s"'\\]+/).map((word) => SHORT[word] ?? word),
  );
  return words.flatMap((word) => {
    const [start = '', rest] = word.split('*', 2);
    return rest === undefined ? names.filter((name) => name === word) : names.filter((name) => name.startsWith(start));
  });
}
