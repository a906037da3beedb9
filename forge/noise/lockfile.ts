import { lockfileName } from '../../schemas/file-kinds/lockfile-name.ts';
import { isInertText } from './inert-text.ts';
import { withoutQuoted } from './quoted-text.ts';

/** How a package manager writes its locked versions; the forms that one line of it may have, texts in quotes taken out. */
type LockFormat = readonly RegExp[] | 'json' | 'binary';

/** Beside quoted text none of these may hold what calls or chains commands: brackets of calls, `;`, `|`, `&`, `$`, a backtick. */
const TOML: LockFormat = [
  /^\s*\[{1,2}[\w."\s-]+\]{1,2}$/,
  // uv explains some of its values behind them.
  /^\s*[\w.-]+\s*=[\s"[\]{},=\w.:+-]*(?:# [\w ,.'-]*)?$/,
  /^\s*(?:[\]}{,]|""|\d)[\s"[\]{},=\w.:+-]*$/,
];
const YAML_KEY = /^\s*(?:- )*(?!- )(?:\? )?(?!\? )[^\s#:;|&$`(){}=!](?:[^;|&$`():]|:(?! |$))*:(?: .*)?$/;
/** The last one: pnpm names what a package was resolved with, in brackets. */
const YAML: LockFormat = [/^(?:---|\.\.\.)$/, YAML_KEY, /^\s*- .*$/, /^\s*[\w@/.+~-]+\([\w@/.+~()=-]*\):(?: .*)?$/];
const YARN: LockFormat = [
  ...YAML,
  /^\s+(?:""|[\w@/.-]+) (?:""|[\w.^~:+-]+)$/,
  /^\s+integrity sha\d{1,3}-[\w+/=]+(?: sha\d{1,3}-[\w+/=]+)*$/,
];
const INDENTED: LockFormat = [/^[A-Z][A-Z -]*(?:: .*)?$/, /^\s{2,}[\w.+-]+[:!]?(?:\s[^;|&$`]*)?$/];
const TERMS: LockFormat = [/^\s*(?:[%{}[\],]|""|<<)[\s%{}[\],:\w<>.="-]*$/];

const FORMATS: readonly (readonly [string, LockFormat])[] = [
  [
    'package-lock.json npm-shrinkwrap.json bun.lock deno.lock Pipfile.lock composer.lock packages.lock.json conan.lock flake.lock Package.resolved MODULE.bazel.lock',
    'json',
  ],
  ['bun.lockb', 'binary'],
  ['poetry.lock uv.lock pdm.lock pylock.toml Cargo.lock Gopkg.lock', TOML],
  [
    'pnpm-lock.yaml conda-lock.yml pixi.lock glide.lock pubspec.lock Podfile.lock Chart.lock stack.yaml.lock shard.lock',
    YAML,
  ],
  ['yarn.lock', YARN],
  ['Gemfile.lock gems.locked paket.lock cpanfile.snapshot', INDENTED],
  ['mix.lock rebar.lock', TERMS],
  ['go.sum go.work.sum', [/^[\w.~!/-]+ v[\w.+/-]+ h1:[\w+/]+=*$/]],
  ['gradle.lockfile buildscript-gradle.lockfile', [/^[\w.:+-]+=[\w,.-]*$/]],
  ['.terraform.lock.hcl', [...TOML, /^\s*provider "" \{$/]],
  ['Cartfile.resolved', [/^(?:github|git|binary) "" ""$/]],
  ['cabal.project.freeze', [/^[\w-]+:(?: [^;|&$`()]*)?$/, /^\s+[\w.-]+ [^;|&$`()]*$/]],
];
const FORMAT_OF: ReadonlyMap<string, LockFormat> = new Map(
  FORMATS.flatMap(([names, format]) => names.split(' ').map((name) => [name, format] as const)),
);

/** A comment, but no line by which a file asks to be run. */
const COMMENT = /^\s*(?:#(?!!)|--|\/\/)/;

/** Whether a file has exactly the name that a package manager gives its locked versions. */
export function isNamedLockfile(path: string): boolean {
  return FORMAT_OF.has(lockfileName(path));
}

/** Whether it is also written as that package manager writes it, as far as it is shown; a program under such a name is a program. */
export function isLockfile(
  path: string,
  { text, binary }: { readonly text: string | null; readonly binary: boolean },
): boolean {
  const format = FORMAT_OF.get(lockfileName(path));
  if (format === undefined) return false;
  if (format === 'binary' || binary) return format === 'binary' && binary;
  if (text === null) return true;
  return format === 'json' ? isInertText(text) : fits(text, format);
}

function fits(text: string, forms: readonly RegExp[]): boolean {
  // YAML folds long texts; what stands deeper than its key belongs to it.
  let folded: number | null = null;
  return text.split('\n').every((whole) => {
    const line = whole.trimEnd();
    const depth = line.length - line.trimStart().length;
    if (line === '' || (folded !== null && depth > folded)) return true;
    const bare = withoutQuoted(line, { single: true });
    folded = /: [|>][+-]?\d?$/.test(bare) && forms.includes(YAML_KEY) ? depth : null;
    return COMMENT.test(line) || forms.some((form) => form.test(bare));
  });
}
