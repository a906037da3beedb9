/** Scripts that run on every machine that installs the package or its repository, without being called. */
const LIFECYCLE: ReadonlySet<string> = new Set(
  'preinstall install postinstall preprepare prepare postprepare prepublish dependencies pnpm:devPreinstall'.split(' '),
);

/** What projects usually do after an installation: hooks of git, builds, generated types, native parts. */
const USUAL = `husky husky-init lefthook simple-git-hooks yorkie pinst patch-package pnpm-patch-package ts-patch only-allow check-node-version
  npm-force-resolutions is-ci is-ci-cli ci-info opencollective opencollective-postinstall node-gyp node-gyp-build node-gyp-build-optional-packages
  prebuild-install prebuildify node-pre-gyp cmake-js napi neon electron-builder electron-rebuild tsc tspc vue-tsc tsup tsdown tshy unbuild rollup
  vite esbuild swc webpack parcel microbundle bob babel gulp grunt ng ngcc nx turbo lerna lage wireit rimraf del-cli shx mkdirp cpx copyfiles prisma
  nuxt nuxi nuxt-module-build svelte-kit svelte-package astro wxt panda playwright puppeteer cypress fumadocs-mdx velite contentlayer graphql-codegen relay-compiler
  install-app-deps jetify pod-install typings bower flow-typed skuba sort-package-json npm-run-all npm-run-all2 run-s run-p concurrently
  true exit echo cd mkdir rm cp test [ tsimp pkgroll dumi father max umi zshy obuild manypkg changeset preconstruct syncpack effect-language-service
  effect-tsgo vp in-publish not-in-publish ts-scripts`;
const TOOLS: ReadonlySet<string> = new Set(USUAL.split(/\s+/));
/** What scripts that somebody calls start besides: tests, linters, servers of this machine. */
const CALLED_ONLY: ReadonlySet<string> = new Set(
  `mocha jest vitest ava tap tape c8 nyc borp tsd attw publint eslint oxlint oxfmt biome prettier stylelint xo standard tslint knip madge depcheck
  commitlint lint-staged markdownlint markdownlint-cli2 remark typedoc jsdoc storybook next remix expo react-scripts karma wtr web-test-runner size-limit
  start-server-and-test nodemon release-it semantic-release np standard-version autocannon clinic hereby jasmine`.split(
    /\s+/,
  ),
);
/** Settings before a program that change what it prints and how much, and not what it loads. */
const TAME_SETTING =
  /^(?:NODE_ENV|BABEL_ENV|CI|TZ|LANG|FORCE_COLOR|NO_COLOR|DEBUG|PORT|HUSKY|LOG_LEVEL|NODE_OPTIONS)=["'\\]{0,4}(?:[\w.:*,+-]{0,60}|--(?:max-old-space-size|max_old_space_size)[= ]\d{1,6}|--experimental-vm-modules|--no-warnings)["'\\]{0,4}$/;
/** A place that is not the repository's: the home, the root, a drive, a folder above, a variable, an address. */
const ELSEWHERE =
  /(?:^|[=:,"'\\])(?:~|\/(?!dev\/null)|[A-Za-z]:[\\/])|(?:^|[=/\\"'])\.\.(?:[/\\"']|$)|%\w{1,60}%|\$|:\/\//;
/** Words before the program: settings, runners, a runner's own flags. */
const LEAD = /^(?:\w+=\S*|cross-env|npx|bunx|pnpx|npm|pnpm|yarn|bun|exec|x|run|if|then|else|fi|-[-\w]+|!)$/;
/** The scripts of the same manifest that build it. */
const BUILD_SCRIPT =
  /^(?:(?:pre|post)?(?:build|compile|bundle|dist|generate|codegen|transpile|types|tsc|prepare|prepack|clean|husky)(?:[:_-][\w:*-]{0,40})?)$/;
const WORD = /^[\w@:./=*,{}'"!^~+\\%?()[\]<>-]+$/;
const SETTING = /^\w+=\S*$/;
const INTERPRETER = /^(?:node|bun|tsx|ts-node|sh|bash|python3?)$/;
const PROGRAM = /^[\w@./-]+$/;
const ARGUMENT = /^[\w@:./=,-]+$/;

/** Whether a script runs by itself on installation. */
export function isLifecycle(name: string): boolean {
  return LIFECYCLE.has(name);
}

/** The commands of a script that are no usual ones, as written. */
export function unusualCommands(script: string): string[] {
  return commandsOf(script).filter((command) => !isUsual(command));
}

/** The commands of a script, one after the other. */
function commandsOf(script: string): string[] {
  return script
    .split(/&&|\|\||;|\((?<=^\s*\()|\)(?=\s*$)/)
    .map((command) => command.trim())
    .filter((command) => command !== '');
}

/** Whether a command starts a program of the repository: what it does can be read there. */
export function isLocal(command: string): boolean {
  if (command.includes('//')) return false;
  const words = command.split(/ +/);
  const runner = words.findIndex((word) => !SETTING.test(word));
  const interpreted = INTERPRETER.test(words[runner] ?? '') && isCall(words.slice(runner + 1));
  return interpreted || isCall(words);
}

function isCall([program = '', ...rest]: readonly string[]): boolean {
  return PROGRAM.test(program) && rest.every((word) => ARGUMENT.test(word));
}

/** Whether a command changes nothing but how much is printed, and keeps to the repository. */
const staysHere = (word: string): boolean => (!/^\w+=/.test(word) || TAME_SETTING.test(word)) && !ELSEWHERE.test(word);

/** The commands of a script that somebody calls by its name which are neither usual ones nor programs of the repository. */
export function unknownCommands(script: string, names: ReadonlySet<string>): string[] {
  return commandsOf(script).filter((command) => {
    const words = command.split(/\s+/);
    if (isUsual(command)) return false;
    if (!words.every((word) => (ARGUMENT.test(word) || WORD.test(word)) && staysHere(word))) return true;
    const [program = '', next = '', ...rest] = words.filter((word) => !SETTING.test(word) && word !== 'cross-env');
    if (/^(?:npm|pnpm|yarn|bun)$/.test(program)) {
      const name = /^run(?:-script)?$/.test(next) ? (rest[0] ?? '') : next;
      return !(names.has(name) || /^(?:test|t|start|ci|version|audit|pack)$/.test(name) || CALLED_ONLY.has(next));
    }
    if (/^(?:npx|bunx)$/.test(program)) return !CALLED_ONLY.has(next);
    if (/^(?:run-[sp]|npm-run-all2?)$/.test(program)) return false;
    if (program === 'node' && /^--(?:test|check|run)$/.test(next)) return false;
    if (INTERPRETER.test(program)) return !/^[\w][\w./-]*$/.test(next.replace(/^\.\//, ''));
    return !CALLED_ONLY.has(program) && !/^\.\/[\w./-]+$/.test(program);
  });
}

function isUsual(command: string): boolean {
  const words = command.replaceAll(/ 2?> ?(?:\/dev\/null|&1|nul)/gi, '').split(/\s+/);
  if (!words.every((word) => WORD.test(word) && staysHere(word))) return false;
  if (/^git +(?:config|submodule|rev-parse)\b/.test(command)) return true;
  const runner = words.find((word) => /^(?:npm|pnpm|yarn|bun)$/.test(word));
  const at = words.findIndex(
    (word, index) => !LEAD.test(word) && !/^(?:-C|--filter|-F|--prefix|-w|--workspace)$/.test(words[index - 1] ?? ''),
  );
  const program = words[at]?.replaceAll(/["'\\]/g, '');
  if (program === undefined) return true;
  if (TOOLS.has(program.replace(/^(?:\.\/)?node_modules\/\.bin\//, '').replace(/(?<=.)@[\w.^~-]+$/, ''))) return true;
  if (
    /^@(?:prisma|mapbox\/node-pre-gyp|sveltejs|pandacss|nuxt|tsconfig|evilmartians\/lefthook|discoveryjs|lerna|manypkg)(?:\/|$)/.test(
      program,
    )
  )
    return true;
  return runner !== undefined && BUILD_SCRIPT.test(program);
}
