import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import { type ManifestSetting } from '../setting.ts';
import { buildStepHazard, outsideHazard, present, registryHazard, sourceHazard } from '../words.ts';

/** The host of Ruby's own registry, as a pattern. */
const OWN_REGISTRY = ['rubygems', 'org'].join(String.raw`\.`);
const TEXT = String.raw`(?:'[^'\\#]{0,300}'|"[^"\\#]{0,300}")`;
const VERSION = String.raw`(?:'[\w.<>=!~ -]{1,60}'|"[\w.<>=!~ -]{1,60}")`;
/** What ends, waits or asks instead of answering. Of constants of others nobody here knows what they do when they are asked. */
const ANSWERS = String.raw`(?!(?:exit|abort|fork|raise|throw|loop|gets|sleep|exec|system|binding|load|eval)\b)(?:(?:RUBY_\w{1,40}|Gem|Bundler|ENV|RbConfig|Rails|Dir|File|[a-z_]\w{0,60})(?:(?:\.|::)\w{1,40}){0,4}|[A-Z]\w{0,60})`;
const WORD = String.raw`(?:Gem::Version\.(?:new|create)\((?:RUBY_VERSION(?:\.dup)?|${VERSION})\)|${ANSWERS}(?:\[\d\.{2}\d\])?\??|${VERSION}|:\w{1,40})`;
const CONDITION = String.raw`!?${WORD}(?: (?:==|!=|&&|\|\||and|or|<|>|<=|>=) !?${WORD}){0,4}`;
/** By its name, from where gems stand; a path from the root, or one that climbs, is another file. */
const LIBRARY = String.raw`(?:'(?!/|~|[^']{0,300}\.\.)[\w./-]{1,200}'|"(?!/|~|[^"]{0,300}\.\.)[\w./-]{1,200}")`;
const SYMBOLS = String.raw`(?::\w{1,40}|%i\[[\w ]{0,200}\]|\[(?::\w{1,40},? ?){0,10}\])`;
const OPTION = String.raw`(?:(?:require: |:require => )(?:false|true|${LIBRARY}|\[\])|(?::?(?:platforms?|groups?)(?:: | => ))${SYMBOLS})`;
const RANGES = String.raw`(?:, ?${VERSION}|, ?\[(?:${VERSION},? ?){1,5}\]){0,5}`;
/** By its name it is a manifest: a text under any other name would become a program here. */
const ANOTHER = String.raw`eval_gemfile\(? ?['"]((?:\.\./){0,3}(?:[\w-][\w.-]{0,60}/){0,4}(?:Gemfile(?:[.-](?!(?:[a-z\d_.-]{0,60}[.-])?(?:lock|md|mdx|markdown|rst|adoc|txt|text|log|toml|json|ya?ml|xml|csv|html?|svg|png|jpe?g|gif|pdf)['"])[a-z\d_.-]{1,80})?|[\w.-]{1,80}\.gemfile|gems\.rb))['"]\)?`;
const EVALUATED = new RegExp(`^${ANOTHER}$`);
const SPEC = String.raw`[a-z_]{1,20}\.`;
const PARTS = /(?:[:\s,](git|github|gist|bitbucket|path|source):?(?: =>)?) ?(?:'([^']{1,300})'|"([^"]{1,300})")/g;
const WHOLE_REVISION = /\bref:?(?: =>)? ?['"][\da-f]{40}['"]/;

/** `Gemfile` and `*.gemspec`: programs, of which only lines with nothing but literals are known. */
export const rubyGems: ManifestFormat = {
  read: (text) =>
    text.split(/\r?\n/).flatMap((line, index): ManifestSetting[] => {
      const value = line
        .replace(/^\ufeff/, '')
        .trim()
        .replaceAll(/\s+/g, ' ');
      const bare = withoutRemark(value);
      // In a text of several lines it is no remark, and what is inserted runs.
      return bare === '' || /^#(?!\{)/.test(bare) ? [] : [{ keys: ['line'], value: bare, line: index + 1 }];
    }),
  plain: [
    new RegExp(
      String.raw`^gem\(? ?${VERSION.replace('<>=!~ ', '')}${RANGES}(?:, ?${OPTION}){0,4}\)?(?: (?:if|unless) ${CONDITION})?$`,
    ),
    new RegExp(
      String.raw`^${SPEC}add_(?:runtime_|development_)?dependency\(? ?${VERSION.replace('<>=!~ ', '')}${RANGES}\)?$`,
    ),
    new RegExp(String.raw`^${SPEC}(?:version|required_ruby_version|required_rubygems_version) = ${VERSION}$`),
    new RegExp(
      String.raw`^${SPEC}(?:name|summary|description|homepage|licenses?|authors?|email) = (?:${TEXT}|\[(?:${TEXT},? ?){0,10}\])$`,
    ),
    new RegExp(String.raw`^${SPEC}metadata\[${TEXT}\] = ${TEXT}$`),
    // The one that everybody uses.
    new RegExp(String.raw`^source\(? ?['"]https:\/\/${OWN_REGISTRY}\/?['"]\)?$`),
    new RegExp(String.raw`^ruby\(? ?${VERSION}${RANGES}\)?$`),
    new RegExp(String.raw`^(?:groups?|platforms?)\(? ?:\w{1,40}(?:, ?:\w{1,40}){0,5}\)? do$`),
    // Another manifest, or the gem, of this repository; it is looked at by itself.
    new RegExp(`^(?:${ANOTHER}|gemspec\\(? ?(?:path: |:path => )['"]\\.{1,2}/?['"]\\)?)$`),
    new RegExp(String.raw`^(?:if|unless|elsif) ${CONDITION}$`),
    new RegExp(String.raw`^(?:if|unless|elsif) ENV(?:\[${TEXT}\]|\.key\?\(${TEXT}\))(?: (?:==|!=) ${TEXT})?$`),
    /^(?:end|else|gemspec)$/,
  ].map((shape) => ['line', shape] as const),
  hazards: (settings, path) => present(settings.flatMap((setting) => hazardsOf(setting, path).slice(0, 1))),
};

/** A hash in the middle of a text begins no remark. */
function withoutRemark(line: string): string {
  const at = line.lastIndexOf(' # ');
  return at === -1 || /['"]|#\{/.test(line.slice(at)) ? line : line.slice(0, at);
}

/** What a specification runs when it is read, other than asking git which files there are, and programs that an installation builds and runs. */
const RUNS =
  /(?:^|[\s(=])(?:system|exec|spawn|eval|instance_eval|load|fork)\b ?[('"%]|\b(?:Open3|Process)\.|\bIO\.popen|\bKernel\.|%x|`(?!git )[^`]{1,200}`/;
const BUILDS = /^[a-z_]{1,20}\.extensions\b/;

function hazardsOf(setting: ManifestSetting, path: string): readonly SettingHazard[] {
  const { value } = setting;
  if (path.endsWith('.gemspec') && RUNS.test(value))
    return [buildStepHazard(setting, 'A command of the specification')];
  if (path.endsWith('.gemspec') && BUILDS.test(value)) return [buildStepHazard(setting, 'An extension')];
  const source = /^source\(? ?['"]([^'"]{1,300})['"]/.exec(value)?.[1];
  // Another place with TLS stays unknown: it may be the one that everybody uses.
  if (source !== undefined) return present([registryHazard(setting, source, /^https:/)]);
  const evaluated = EVALUATED.exec(value)?.[1];
  if (evaluated !== undefined) {
    const hazard = outsideHazard({ ...setting, value: evaluated }, 'eval_gemfile', path);
    return present([hazard && { ...hazard, at: setting }]);
  }
  const name = /^gem\(? ?['"]([\w.-]{1,100})['"]/.exec(value)?.[1];
  if (name === undefined) return [];
  const found = [...value.matchAll(PARTS)].map(([, key = '', one, other]): SettingHazard | null => {
    const place = one ?? other ?? '';
    if (key === 'source') return registryHazard(setting, place);
    if (key !== 'path') return sourceHazard(setting, { name, address: place, isPinned: WHOLE_REVISION.test(value) });
    const hazard = outsideHazard({ ...setting, value: place }, name, path);
    return hazard && { ...hazard, at: setting };
  });
  return present(found);
}
