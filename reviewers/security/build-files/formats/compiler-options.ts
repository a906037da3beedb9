import { POPULAR_PACKAGES } from '../../manifest/popular-packages.ts';
import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import type { SideHazard } from '../../../changed-code/sides/judgement.ts';
import { readJsoncSettings } from '../read-jsonc.ts';
import { type ManifestSetting, type Plain, standsAt } from '../setting.ts';
import { buildStepHazard, outsideHazard, present } from '../words.ts';
import { checkOff, tableHazard } from './dotnet/weaknesses.ts';

const OPTIONS = 'compilerOptions';
const TRUTH = /^(?:true|false)$/;
/** Files and folders of the repository, and not of what was installed. */
const LOCAL =
  /^(?:\$\{configDir\}\/)?(?!\/|~|[A-Za-z]:)(?!(?:.*\/)?node_modules(?:\/|$))[\w@.()[\]*-][\w@.*()[\] /-]{0,200}$/;
/** No stand-in that tests have for something else. */
const OWN =
  /^(?!(?:.*\/)?(?:tests?|__tests__|__mocks__|mocks?|fixtures?|__fixtures__|stubs?|fakes?)(?:\/|$))(?!\/|~|[A-Za-z]:)(?!(?:.*\/)?node_modules(?:\/|$))[\w@.*-][\w@.*()[\] /-]{0,200}$/i;
const GLOB = /^(?:\$\{configDir\}\/)?(?!\/|~|[A-Za-z]:)[\w@.*!()[\]{}, /+-]{1,200}$/;
/** Settings that others publish and that hold checks alone, and what frameworks write beside them. */
const SHARED =
  /^(?:@tsconfig\/[\w-]{1,60}(?:\/tsconfig\.json)?|@(?:vue|sindresorhus|react-native|docusaurus|total-typescript)\/(?:tsconfig|typescript-config)(?:\/[\w./-]{1,60})?|astro\/tsconfigs\/\w{1,20}|expo\/tsconfig\.base(?:\.json)?|(?:\.\/)?\.(?:svelte-kit|nuxt|astro|wxt)\/[\w.]{1,40}\.json)$/;
const SETTINGS_FILE = /^\.{1,2}\/(?!.*node_modules)[\w./-]{1,200}$/;
/** Libraries whose functions JSX is written into. */
const JSX_SOURCES =
  /^(?:react|preact|vue|solid-js|hono\/jsx(?:\/dom)?|@emotion\/react|@builder\.io\/qwik|nativewind|react\/jsx-runtime|svelte|@hono\/hono\/jsx)$/;
/** Plug-ins of editors that check and complete, and change nothing of what is built. */
const PLUGINS =
  /^(?:next|@effect\/language-service|typescript-plugin-css-modules|typescript-svelte-plugin|@vue\/typescript-plugin|@astrojs\/ts-plugin|typescript-eslint-language-service|@styled\/typescript-styled-plugin|typescript-styled-plugin|typescript-lit-html-plugin|ts-lit-plugin|gql\.tada\/ts-plugin|@0no-co\/graphqlsp|@mdx-js\/typescript-plugin)$/;
/** Modules of Node, and names of packages that everybody knows: what imports one means that one. */
const OF_NODE =
  /^(?:node:.*|assert|async_hooks|buffer|child_process|cluster|crypto|dgram|dns|fs|http|http2|https|module|net|os|path|perf_hooks|process|stream|tls|url|util|v8|vm|worker_threads|zlib)$/;

const CHECKS =
  'strict|noImplicitAny|strictNullChecks|strictFunctionTypes|strictBindCallApply|strictPropertyInitialization|noImplicitThis|useUnknownInCatchVariables|alwaysStrict|noUncheckedIndexedAccess|exactOptionalPropertyTypes|noImplicitReturns|noFallthroughCasesInSwitch|noUnusedLocals|noUnusedParameters|noImplicitOverride|noPropertyAccessFromIndexSignature|checkJs|strictBuiltinIteratorReturn|noUncheckedSideEffectImports|forceConsistentCasingInFileNames|noEmitOnError|erasableSyntaxOnly';

/** `tsconfig.json`: how types are checked and where the result goes. What loads a program, or has a name mean another module, is not plain. */
export const compilerOptions: ManifestFormat = {
  read: readJsoncSettings,
  plain: [
    ['$schema|display|_version|compileOnSave|buildOnSave'],
    [`${OPTIONS}|references|include|exclude|files`, /^(?:\{\}|\[\])$/],
    [`${OPTIONS}/paths|types|lib|typeRoots|rootDirs|plugins`, /^(?:\{\}|\[\])$/],
    [
      `${OPTIONS}/target|module|moduleResolution|moduleDetection|jsx|newLine|importsNotUsedAsValues|ignoreDeprecations|charset|locale`,
      /^[\w.-]{1,40}$/,
    ],
    [`${OPTIONS}/lib|customConditions/*`, /^[\w.-]{0,60}$/],
    // Of these packages nothing but declarations is read.
    [`${OPTIONS}/types/*`, /^(?!.*\.\.)@?[\w./-]{1,100}$/],
    [`${OPTIONS}/${CHECKS}`, /^true$/],
    [
      `${OPTIONS}/skipLibCheck|skipDefaultLibCheck|esModuleInterop|allowSyntheticDefaultImports|resolveJsonModule|isolatedModules|isolatedDeclarations|declaration|declarationMap|emitDeclarationOnly|sourceMap|inlineSourceMap|inlineSources|removeComments|noEmit|composite|incremental|allowJs|allowImportingTsExtensions|rewriteRelativeImportExtensions|allowArbitraryExtensions|verbatimModuleSyntax|preserveValueImports|importHelpers|downlevelIteration|experimentalDecorators|emitDecoratorMetadata|useDefineForClassFields|preserveConstEnums|stripInternal|pretty|noErrorTruncation|listFiles|listEmittedFiles|diagnostics|extendedDiagnostics|traceResolution|preserveWatchOutput|assumeChangesOnlyAffectDirectDependencies|disableSizeLimit|disableSourceOfProjectReferenceRedirect|disableSolutionSearching|disableReferencedProjectLoad|allowUnreachableCode|allowUnusedLabels|resolvePackageJsonExports|resolvePackageJsonImports|noLib|libReplacement|allowUmdGlobalAccess|emitBOM|noEmitHelpers`,
      TRUTH,
    ],
    [`${OPTIONS}/maxNodeModuleJsDepth`, /^\d$/],
    [`${OPTIONS}/outDir|rootDir|baseUrl|declarationDir|tsBuildInfoFile|sourceRoot|mapRoot`, LOCAL],
    [`${OPTIONS}/rootDirs|typeRoots/*`, LOCAL],
    [`${OPTIONS}/typeRoots/*`, /^(?:\.\.?\/){1,5}node_modules\/@types$|^node_modules\/@types$/],
    [`${OPTIONS}/paths/*/*`, OWN],
    [`${OPTIONS}/plugins/*/name`, PLUGINS],
    [`${OPTIONS}/jsxImportSource`, JSX_SOURCES],
    [
      `${OPTIONS}/jsxFactory|jsxFragmentFactory|reactNamespace`,
      /^(?:React(?:\.createElement|\.Fragment)?|h|Fragment|preact\.h|null)$/,
    ],
    ['extends', SHARED],
    ['extends', SETTINGS_FILE],
    ['extends/*', SHARED],
    ['extends/*', SETTINGS_FILE],
    ['include|files/*', GLOB],
    // What was installed or made: of all else a check is lost.
    [
      'exclude/*',
      /^(?:\$\{configDir\}\/)?(?:\*\*\/)?(?:node_modules|dist|build|out|lib|coverage)(?:\/\*\*(?:\/\*)?)?$/,
    ],
    ['references/*/path', LOCAL],
    ['references/*/prepend|circular', TRUTH],
    ['watchOptions|typeAcquisition/**', /^[\w@./*-]{1,100}$/],
    [
      'angularCompilerOptions/strictTemplates|strictInjectionParameters|strictInputAccessModifiers|typeCheckHostBindings',
      /^true$/,
    ],
    ['vueCompilerOptions/strictTemplates', /^true$/],
  ] satisfies readonly Plain[],
  hazards: (settings, path) => {
    const names = settings
      .filter(({ keys }) => standsAt(keys, `${OPTIONS}/paths/*/*`))
      .map(({ keys }) => keys[2] ?? '');
    const families = names.filter((name) => name.endsWith('/*') && name.length > 2).map((name) => name.slice(0, -1));
    return present(settings.map((setting) => hazardOf(setting, path, families)));
  },
};

function hazardOf(setting: ManifestSetting, path: string, families: readonly string[]): SettingHazard | null {
  const { keys, value } = setting;
  if (standsAt(keys, `${OPTIONS}/plugins/*/transform|import|name`))
    return keys.at(-1) === 'name' && !/^\.{0,2}\//.test(value)
      ? null
      : buildStepHazard(setting, 'A plug-in of the compiler');
  if (standsAt(keys, 'ts-node|tsx/require|import|loader/*') || standsAt(keys, 'ts-node/compiler|transpiler|swc'))
    return /^tsconfig-paths\/register$|^(?:typescript|true|false)$/.test(value)
      ? null
      : buildStepHazard(setting, 'A program that comes before every script');
  if (standsAt(keys, `${OPTIONS}/paths/*/*`)) {
    const name = keys[2] ?? '';
    return (
      outsideHazard(setting, name, path) ??
      (isKnownName(name) || families.some((family) => name.startsWith(family) && name !== `${family}*`)
        ? otherModule(setting, name)
        : null)
    );
  }
  if (standsAt(keys, 'extends') || standsAt(keys, 'extends/*') || standsAt(keys, 'references/*/path'))
    return /^[./~]/.test(value) ? outsideHazard(setting, 'What these settings are built on', path) : null;
  if (
    standsAt(keys, `${OPTIONS}/outDir|declarationDir|tsBuildInfoFile|outFile|rootDir|baseUrl`) ||
    standsAt(keys, `${OPTIONS}/rootDirs|typeRoots/*`)
  ) {
    const local = value.replace(/^\$\{configDir\}\//, '');
    const found = outsideHazard({ ...setting, value: local }, 'What the compiler writes or reads', path);
    return found && { ...found, at: setting };
  }
  if (standsAt(keys, `${OPTIONS}/${CHECKS}`) && value === 'false') {
    // People switch them off with good reason every day: it is told where all is told.
    return {
      ...checkOff(setting, `The compiler checks less: \`${keys.at(-1)}\` is off`, { severity: 'suggestion' }),
      confidence: 200,
    };
  }
  return null;
}

/** Checks that stood there and are gone, where no other settings came that may hold them; and files that are compiled no more. */
export function lostChecks(base: string, head: string): readonly SideHazard[] {
  if (!base.includes(`"${OPTIONS}"`)) return [];
  const [before, now] = [readJsoncSettings(base), readJsoncSettings(head)];
  if (typeof before === 'string' || typeof now === 'string') return [];
  const at = (place: string, side: readonly ManifestSetting[]): string[] =>
    side.filter(({ keys }) => standsAt(keys, place)).map(({ keys, value }) => `${keys[1]} ${value}`);
  const bases = at('extends', now).length + at('extends/*', now).length;
  const gone = before.filter(
    ({ keys, value }) =>
      value === 'true' &&
      standsAt(keys, `${OPTIONS}/strict|noImplicitAny|strictNullChecks|noEmitOnError|checkJs`) &&
      !now.some(
        (one) =>
          standsAt(one.keys, `${OPTIONS}/${keys[1]}`) ||
          (/^noImp|^strict/.test(keys[1] ?? '') && standsAt(one.keys, `${OPTIONS}/strict`)),
      ),
  );
  const files = (side: readonly ManifestSetting[]): string[] =>
    side.filter(({ keys }) => standsAt(keys, 'include|files/*')).map(({ value }) => value);
  const [were, are] = [files(before), files(now)];
  // A pattern for all takes the place of many.
  const fewer =
    are.length > 0 && are.length < were.length && !are.some((one) => /^(?:\.\/)?(?:\.|\*\*?)(?:\/|$)/.test(one));
  return [
    ...(bases === 0 ? gone.map(({ keys }) => `\`${keys[1]}\` is gone`) : []),
    ...(fewer ? [`\`${were.find((one) => !are.includes(one))}\` is left out`] : []),
  ].map((what) => {
    const { at: _, ...said } = checkOff({ keys: [], value: '', line: 1 }, `The compiler checks less: ${what}`, {
      severity: 'suggestion',
    });
    return { ...said, lines: [1], confidence: 200 };
  });
}

const isKnownName = (name: string): boolean => {
  const bare = name.replace(/\/?\*$/, '');
  return OF_NODE.test(bare) || POPULAR_PACKAGES.has(bare);
};

function otherModule(at: ManifestSetting, name: string): SettingHazard {
  return tableHazard(
    at,
    {
      rule: 'dependency-source',
      title: `Imports of \`${name}\` mean a file of this repository now`,
      explanation:
        'Who reads such an import takes it for the module that everybody knows, or for the file that its path says. Bundlers and runners follow this map. Give the file a name of its own.',
      happens: `Code that imports \`${name}\` runs \`${at.value}\` in its place, and nobody who reads the code sees it.`,
      severity: 'warning',
      confidence: 700,
    },
    `${name} ${at.value.replace(/^\.\//, '')}`,
  );
}
