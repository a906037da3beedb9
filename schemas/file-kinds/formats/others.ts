import { type FormatKind, words } from '../format-kind.ts';

/** What is no language and no configuration. */
export const OTHER_FORMATS: readonly FormatKind[] = [
  {
    id: 'openapi',
    label: 'OpenAPI description',
    class: 'data',
    reason: 'it describes an interface',
    names: words('openapi.json openapi.yaml openapi.yml swagger.json swagger.yaml swagger.yml'),
  },
  {
    id: 'json-schema',
    label: 'JSON Schema',
    class: 'data',
    reason: 'it describes data',
    paths: words('**/*.schema.json'),
  },
  {
    id: 'release-notes',
    label: 'Release notes in XML',
    class: 'data',
    reason: 'one tool prints what it says, and it says nothing else',
  },
  {
    id: 'source-map',
    label: 'Source map',
    class: 'data',
    reason: 'only debuggers read it',
    paths: words('**/*.{js,mjs,cjs,css}.map'),
  },
  {
    id: 'api-listing',
    label: 'API listing',
    class: 'data',
    reason: 'the public surface of a library of Kotlin or .NET, as its build writes it down to compare with',
    paths: words('**/api/{,jvm/,android/,desktop/}*.api **/PublicAPI.{Shipped,Unshipped}.txt'),
  },
  {
    id: 'lockfile',
    label: 'Lockfile',
    class: 'data',
    reason: 'exact versions and digests of what the manifests ask for',
    paths: words('**/Gemfile{.,-}*.lock **/*.gemfile.lock'),
    names: words(`
      package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock poetry.lock Pipfile.lock
      uv.lock pdm.lock pixi.lock conda-lock.yml pylock.toml Cargo.lock go.sum go.work.sum Gopkg.lock glide.lock Gemfile.lock
      gems.locked composer.lock mix.lock rebar.lock pubspec.lock Podfile.lock Cartfile.resolved Package.resolved
      packages.lock.json paket.lock gradle.lockfile buildscript-gradle.lockfile MODULE.bazel.lock conan.lock flake.lock
      .terraform.lock.hcl Chart.lock stack.yaml.lock cabal.project.freeze shard.lock cpanfile.snapshot
    `),
  },
  {
    id: 'expected-output',
    label: 'Expected output of a test',
    class: 'data',
    reason: 'a test compares with it what a program said',
    paths: words(`
      **/{test,tests,testdata,test-data,fixtures,__fixtures__,snapshots,golden,goldens,ui,ui-tests,trybuild}/**/*.{stderr,stdout,golden}
      **/{test,tests,*.test,*.tests,*{_,-}tests}/**/*.*.{verified,approved}.txt
    `),
  },
  {
    id: 'twig-test',
    label: 'Test in sections',
    class: 'code',
    reason:
      "Twig's own tests show its templates, and PHP evaluates its data; Composer's install packages: nothing but plain values is data",
  },
  {
    id: 'mailmap',
    label: 'Mailmap',
    class: 'data',
    reason: 'git shows names of people by it',
    names: words('.mailmap'),
  },
  {
    id: 'log',
    label: 'Log',
    class: 'data',
    reason: 'a program wrote it for people',
    paths: words('**/*.log'),
  },
  {
    id: 'empty',
    label: 'Empty file',
    class: 'data',
    reason: 'there is nothing in it',
  },
  {
    id: 'text',
    label: 'Text',
    class: 'prose',
    reason: 'people read it',
    paths: words('**/*.text'),
    names: words(`
      LICENSE LICENCE COPYING COPYRIGHT NOTICE README AUTHORS CONTRIBUTORS MAINTAINERS CHANGELOG CHANGES
      HISTORY NEWS THANKS CREDITS INSTALL TODO PATENTS SECURITY CONTRIBUTING UNLICENSE DCO FAQ BUGS
      LICENSE-MIT LICENSE-APACHE LICENSE-BSD LICENSE-ZLIB LICENSE-ISC MIT-LICENSE THIRD_PARTY_NOTICES THIRD-PARTY-NOTICES ThirdPartyNotices
    `),
  },
  {
    id: 'makefile',
    label: 'Makefile',
    class: 'code',
    reason: 'make runs it, where another one takes it in',
    paths: words(
      '**/{,GNU}Makefile.{common,inc,local,dist,dev,ci,base,shared,defs,vars,rules,include,docker,targets,release,test}',
    ),
  },
  {
    id: 'test-script',
    label: 'Test script',
    class: 'code',
    reason: "testscript runs it with Go's tests",
    paths: words('**/{testdata,testscripts}/{script,scripts}/**/*.txt **/testscripts/**/*.txt **/*.{txtar,testscript}'),
  },
  {
    id: 'word-list',
    label: 'Word list',
    class: 'running-configuration',
    reason: 'a spelling checker passes over its words; nothing but words is data',
    paths: words(`
      **/{spelling,spellcheck,spellchecker,jsoref-spellchecker,cspell}/**/*.{txt,words,dic}
      **/{dictionary,wordlist,word-list,spelling,cspell,whitelist,custom-words}{,[-._]*}.{words,dic} **/.{wordlist,spelling,dictionary}.{txt,dic}
    `),
  },
  {
    id: 'spelling-dictionary',
    label: 'Dictionary of a spelling checker',
    class: 'running-configuration',
    reason: 'the checker passes over its words; nothing but words and what is written like one is data',
    paths: words('**/{spellcheck,spelling}.dic'),
  },
  {
    id: 'image',
    label: 'Image',
    class: 'asset',
    reason: 'it is shown',
  },
  {
    id: 'font',
    label: 'Font',
    class: 'asset',
    reason: 'letters are drawn by it',
  },
  {
    id: 'audio',
    label: 'Sound',
    class: 'asset',
    reason: 'it is played',
  },
  {
    id: 'video',
    label: 'Film',
    class: 'asset',
    reason: 'it is played',
  },
  {
    id: 'document',
    label: 'Document',
    class: 'asset',
    reason: 'it is read',
  },
  {
    id: 'symlink',
    label: 'Symbolic link',
    class: 'running-configuration',
    reason: 'whatever is read or run by this name comes from elsewhere',
  },
  {
    id: 'submodule',
    label: 'Submodule',
    class: 'code',
    reason: 'code of another repository, at another commit',
  },
  {
    id: 'executable',
    label: 'Executable file',
    class: 'code',
    reason: 'its mode or its first line says that it is run',
  },
  {
    id: 'binary',
    label: 'Binary file',
    class: 'code',
    reason: 'it may be a program',
  },
  {
    id: 'lfs-pointer',
    label: 'Git LFS pointer',
    class: 'code',
    reason: 'it stands for a file that nobody has seen',
  },
  {
    id: 'unknown',
    label: 'Unknown kind',
    class: 'code',
    reason: 'nothing says that it is harmless',
  },
];
