import { words } from './format-kind.ts';

/** Names under which a file in a format of data only says something, wherever it lies. Contents are looked through all the same. */
interface InertNames {
  readonly reason: string;
  /** Globs of whole paths, in any case. */
  readonly paths: readonly string[];
}

/**
 * An unknown name is not data: hundreds of tools read files in formats of data, each under its own names. What is here is read by people, by
 * search engines or by services that only show it.
 */
export const INERT_NAMES: readonly InertNames[] = [
  {
    reason: 'who wrote it, how to cite it, what it describes',
    paths: words(
      '**/CITATION.cff **/codemeta.json **/.zenodo.json **/.all-contributorsrc **/publiccode.yml **/contributors.{json,yml,yaml} **/package-support.json',
    ),
  },
  {
    reason: 'GitHub shows it',
    paths: words('{,.github/,docs/}FUNDING.{yml,yaml} .github/{ISSUE_TEMPLATE,DISCUSSION_TEMPLATE}/**/*.{yml,yaml}'),
  },
  {
    reason: 'search engines, feed readers and advertisers read it',
    paths: words('**/{robots,humans,ads,app-ads,security}.txt **/{sitemap,rss,atom,feed}{,-*,_*}.{xml,json} **/*.rss'),
  },
  {
    reason: 'maps, tracks, models and recorded traffic',
    paths: words('**/*.{geojson,topojson,kml,gpx,osm,gltf,har}'),
  },
  {
    reason: 'it describes data or an interface',
    paths: words(
      '**/*.schema.json **/{openapi,swagger}{,[._-]*}.{json,yml,yaml} **/*[._-]{openapi,swagger}.{json,yml,yaml}',
    ),
  },
  {
    reason: 'texts in the languages of people',
    paths: words(`
      **/*.{xlf,xliff,tmx,arb} **/res/values{,-*}/{strings,plurals,colors,dimens}.xml
      **/{messages,strings,labels,translations}{,_[a-z][a-z]{,_[a-z][a-z]}}.properties
    `),
  },
  {
    reason: 'Android draws by it; what it binds to code, or makes an object of, is seen in its contents',
    paths: words(
      '**/res/{values,drawable,color,anim,animator,font,interpolator,layout,menu,mipmap,transition}{,-*}/*.xml',
    ),
  },
  {
    reason: 'how code is laid out, and nothing else',
    paths: words('**/{,.}rustfmt.toml **/.clang-format **/.cmake-format.{yml,yaml,json} **/.scalafmt.conf'),
  },
];

/** Formats whose ending or name alone says that they are only shown, measured or kept: no tool is set up by one. */
export const INERT_FORMATS: ReadonlySet<string> = new Set(
  words(`
    2-dimensional-array abnf adobe-font-metrics altium-designer api-blueprint bibtex c-objdump collada conll-u cpp-objdump
    cue-sheet d-objdump d2 e-mail ebnf editorconfig figlet-font gedcom gerber-image git-revision-list glyph-bitmap-distribution-format
    graphviz-dot icalendar ignore-list irc-log m3u mermaid minizinc-data objdump opentype-feature-file plantuml
    python-traceback raml robots-exclusion-rules spline-font-database star stl subrip-text textgrid tsplib-data vcard wavefront-material wavefront-object
    webvtt api-listing docket-settings issue-template expected-output openapi json-schema release-notes source-map lockfile mailmap log empty
  `),
);
