/** What a stretch of the template's own language does: nothing, put a value out, escaped or as it is, or decide what comes. */
export type IslandKind = 'comment' | 'literal' | 'raw' | 'output' | 'code';

/** How such a stretch begins and ends. */
export interface IslandForm {
  readonly open: string;
  readonly close: string;
  readonly kind: IslandKind;
  /** Where it may end in several ways. */
  readonly ends?: RegExp;
  /** The end is looked for outside of texts in quotes. */
  readonly quotes?: true;
  /** It ends where its bracket closes. */
  readonly balanced?: true;
}

const DIALECT_IDS = [
  'vue',
  'svelte',
  'astro',
  'mdx',
  'erb',
  'ejs',
  'handlebars',
  'jinja',
  'twig',
  'liquid',
  'blade',
  'razor',
  'go',
  'html',
] as const;
/** A language of templates, by how it is written. */
export type DialectId = (typeof DIALECT_IDS)[number];

const tag = (open: string, close: string, kind: IslandKind): IslandForm => ({ open, close, kind });
const quoted = (open: string, close: string, kind: IslandKind): IslandForm => ({ open, close, kind, quotes: true });

const SCRIPTLETS: readonly IslandForm[] = [tag('<%%', '%>', 'literal'), tag('<%#', '%>', 'comment')];
const PERCENT: readonly IslandForm[] = [quoted('{%', '%}', 'code'), quoted('{{', '}}', 'output')];

/** The forms of each, those first that begin like another one and go on. */
export const ISLAND_FORMS: Readonly<Record<DialectId, readonly IslandForm[]>> = {
  vue: [tag('{{', '}}', 'output')],
  svelte: [
    { open: '{@html', close: '}', kind: 'raw', balanced: true },
    { open: '{#', close: '}', kind: 'code', balanced: true },
    { open: '{:', close: '}', kind: 'code', balanced: true },
    { open: '{/', close: '}', kind: 'code', balanced: true },
    { open: '{@', close: '}', kind: 'code', balanced: true },
    { open: '{', close: '}', kind: 'output', balanced: true },
  ],
  astro: [],
  mdx: [],
  erb: [...SCRIPTLETS, tag('<%==', '%>', 'raw'), tag('<%=', '%>', 'output'), tag('<%', '%>', 'code')],
  ejs: [
    ...SCRIPTLETS,
    tag('<%-', '%>', 'raw'),
    tag('<%=', '%>', 'output'),
    tag('<%_', '%>', 'code'),
    tag('<%', '%>', 'code'),
  ],
  handlebars: [
    tag('\\{{', '}}', 'literal'),
    tag('{{!--', '--}}', 'comment'),
    tag('{{~!--', '--~}}', 'comment'),
    tag('{{!', '}}', 'comment'),
    quoted('{{{{', '}}}}', 'code'),
    quoted('{{{', '}}}', 'raw'),
    quoted('{{~{', '}}}', 'raw'),
    quoted('{{&', '}}', 'raw'),
    ...['#', '/', '^', '>', 'else', '~#', '~/', '~^', '~>', '~else'].map((sign) => quoted(`{{${sign}`, '}}', 'code')),
    quoted('{{', '}}', 'output'),
  ],
  jinja: [tag('{#', '#}', 'comment'), ...PERCENT],
  twig: [tag('{#', '#}', 'comment'), ...PERCENT],
  liquid: PERCENT,
  blade: [
    tag('{{--', '--}}', 'comment'),
    tag('@{{', '}}', 'literal'),
    tag('<?php', '?>', 'code'),
    tag('<?=', '?>', 'raw'),
    quoted('{!!', '!!}', 'raw'),
    quoted('{{', '}}', 'output'),
  ],
  razor: [tag('@*', '*@', 'comment')],
  go: [
    { open: '{{/*', close: '', kind: 'comment', ends: /\*\/\s*-?\}\}/g },
    { open: '{{- /*', close: '', kind: 'comment', ends: /\*\/\s*-?\}\}/g },
    quoted('{{', '}}', 'output'),
  ],
  html: [],
};

/** How each is known by its name, with the kind that the forge gives it. */
const BY_NAME: readonly (readonly [ending: RegExp, kind: string, dialect: DialectId])[] = [
  [/\.vue$/i, 'vue', 'vue'],
  [/\.svelte$/i, 'svelte', 'svelte'],
  [/\.astro$/i, 'astro', 'astro'],
  [/\.mdx$/i, 'mdx', 'mdx'],
  [/\.(?:erb|rhtml)$/i, 'html-erb', 'erb'],
  [/\.(?:ejs|jst|ect)$/i, 'ejs', 'ejs'],
  [/\.(?:handlebars|hbs)$/i, 'handlebars', 'handlebars'],
  [/\.mustache$/i, 'mustache', 'handlebars'],
  [/\.(?:j2|jinja2?)$/i, 'jinja', 'jinja'],
  [/\.njk$/i, 'nunjucks', 'jinja'],
  [/\.twig$/i, 'twig', 'twig'],
  [/\.liquid$/i, 'liquid', 'liquid'],
  [/\.blade(?:\.php)?$/i, 'blade', 'blade'],
  [/\.(?:cshtml|razor)$/i, 'html-razor', 'razor'],
  [/\.(?:gohtml|gotmpl|tmpl)$/i, 'go-template', 'go'],
  [/\.x?html?$/i, 'html', 'html'],
];
/** The kinds of files that are read as templates. */
export const TEMPLATE_KINDS: readonly string[] = BY_NAME.map(([, kind]) => kind);

/** How a file of this name is written; a page of plain HTML by what stands in it. Null where it is none. */
export function templateDialect(path: string, text: string): DialectId | null {
  const known = BY_NAME.find(([ending]) => ending.test(path))?.[2] ?? null;
  if (known !== 'html') return known;
  if (/\{%-? ?\w/.test(text)) return 'jinja';
  return /\{\{-? ?(?:if|range|end|define|template|block|partial|with)\b[^}]{0,200}\}\}/.test(text) ? 'go' : 'html';
}

/** Whether a template makes a page, by the ending that is left without its own: `mail.text.erb` and `nginx.conf.j2` make none. */
export function makesPage(path: string): boolean {
  const bare = path.replace(
    /\.(?:erb|deface|ejs|jst|hbs|handlebars|mustache|j2|jinja2?|njk|twig|liquid|blade\.php|gotmpl|tmpl)$/i,
    '',
  );
  const ending = /\.(\w{1,10})$/.exec(bare.slice(bare.lastIndexOf('/') + 1))?.[1];
  return (
    ending === undefined || bare === path || /^(?:x?html?|svg|xml|md|php|page|layout|component|amp)$/i.test(ending)
  );
}
