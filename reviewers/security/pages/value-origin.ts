import { DOUBLE, replaceTexts, SINGLE, type TextForm } from '../../changed-code/texts/replace-texts.ts';

/** Who decides a value that a template writes. */
export type PageOrigin = 'fixed' | 'safe' | 'request' | 'people' | 'unknown';

/** What a request, an address or another window brings, as the frameworks name it. */
const REQUEST =
  /\b(?:params(?:\[|\.(?:require|permit|fetch|dig))|cookies\[|searchParams|URLSearchParams|req(?:uest)?\.(?:args|form|values|query|params|body|cookies|GET|POST|headers|data|files)|\$_(?:GET|POST|REQUEST|COOKIE)|app\.request|location\.(?:hash|search|href)|document\.(?:referrer|URL|cookie)|window\.name|(?:\$?route|router\.currentRoute(?:\.value)?)\.(?:query|params|hash)|Astro\.(?:url\.search|params|request|cookies)|Request\.(?:Query|Form|QueryString|Cookies|Headers|Params))(?!\w)|\brequest\(['")]|\bold\(|\b(?:Input|Request)::(?:get|input|query|post)\b|\b(?:event|e)\.data\b/;

/** What answers with text that is no markup any more, is made of the program's own words, or is a number. */
const SAFE =
  /(?:\b|_|\$)(?:[\w$.]*[Ss]anitiz\w*|[\w$.]*[Ss]anitis\w*|[\w$.]*[Pp]urif\w*|[\w$.]*[Ee]scape\w*|\w*[Ee]ncode\w*|[Ss]trip_?[Tt]ags|bleach|nh3|clean|xss|serialize|uneval|devalue|e|h|js|n2br|md5|Number|parseInt|parseFloat|intval|count|length|size|to_i|id|safe_join|content_tag|csrf\w*|render\w*|t|\$t|i18n\.t|__|trans\w*|gettext|_|localize|Localizer)\(/;
/** Makers of markup from Markdown that leave what is markup in it as it is. */
const LEAVES_MARKUP = /\b(?:marked(?:\.parse(?:Inline)?)?|snarkdown)\(/;
/** Filters of templates that escape, or make data of a value. */
const SAFE_FILTER =
  /\|\s?(?:e|escape|escapejs|forceescape|force_escape|striptags|strip_html|sanitize\w*|purify\w*|bleach\w*|clean\w*|tojson|json_script|json_encode|json|jsonify|url_encode|urlencode|urlize|int|integer|float|length|count|size|date|format_date|number_format|trans|t|xss\w*|stripTags|nl2br|slugify|slug|asset\w*|raw_markdown)\b/;
/** A field whose name says that its markup was made before. */
const MADE_SAFE = /[.@](?:rendered|sanitized|escaped)_\w/;
/** Attributes that people fill in about themselves or for others to read. */
const OF_PEOPLE =
  /(?:^|[\w$\])]\??\.|->)(?:(?:first|last|full|display|user|nick|company)_?)?(?:name|bio|about|body|text|title|summary|description|comment|message|note|notes?|signature|caption|answer|question|subject|content|excerpt|likes|reason|reply)(?:\(\)|_html|Html)?$/i;

const QUOTED: readonly TextForm[] = [DOUBLE, SINGLE, { opens: '`', closes: '`', escapes: true, stops: '$' }];
const MOST_STEPS = 3;
const MOST_WRITTEN = 1000;

/** Where what a template writes comes from, followed through the names that the same file gives to values. */
export function originOf(expression: string, file: string, steps = 0): PageOrigin {
  const text = expression.trim().slice(0, MOST_WRITTEN);
  if (SAFE.test(text) || SAFE_FILTER.test(text) || MADE_SAFE.test(text)) return 'safe';
  if (LEAVES_MARKUP.test(text)) return 'unknown';
  const bare = replaceTexts(text, QUOTED, '""');
  if (!/[a-z_$@]/i.test(bare)) return 'fixed';
  if (REQUEST.test(text)) return 'request';
  const name = /^\$?([\w$]{1,60})(?:\.value)?(?:\(\))?$/.exec(bare)?.[1];
  if (name !== undefined && steps < MOST_STEPS) {
    const given = givenTo(name, file);
    if (given !== null) return originOf(given, file, steps + 1);
  }
  const [first = ''] = bare.split(/\s?\|(?!\|)\s?/);
  const written = first.replace(/^(?:raw|safe_concat)\b[\s(]{1,3}|\)$/g, '').trim();
  if (written.split(/\s?(?:\+|\?\?|\|\||~)\s?/).some((part) => OF_PEOPLE.test(part.trim()) && part.includes('.')))
    return 'people';
  if (/->/.test(written) && OF_PEOPLE.test(written)) return 'people';
  const inserted = Array.from(text.matchAll(/[$#]\{([^{}]{1,200})\}/g), ([, inner = '']) => inner);
  const worst = inserted.map((inner) => (steps < MOST_STEPS ? originOf(inner, file, steps + 1) : 'unknown'));
  if (worst.includes('request')) return 'request';
  if (worst.includes('people')) return 'people';
  // What a function of the program's answers is its own matter.
  return /^@?[\w$:.>\\?-]{1,100}\(/.test(written) || /^\$?[a-z]\w* (?!\?)["'\w@:]/.test(written) ? 'safe' : 'unknown';
}

/** What an expression is where the same file gives it a value: that value; else itself. */
export function followed(expression: string, file: string): string {
  const name = /^\s*([\w$]{1,60})(?:\.value)?\s*$/.exec(expression)?.[1];
  return (name === undefined ? null : givenTo(name, file)) ?? expression;
}

/** What the file gives to a name, once; null where it does not, or several times. */
function givenTo(name: string, file: string): string | null {
  const bare = name.replaceAll('$', String.raw`\$`);
  const pattern = new RegExp(
    String.raw`(?<![\w.$])(?:const |let |var |\{% ?set )?\$?${bare}(?::[^=\n]{1,80})? ?= ?(?![=>])([^\n;]{1,600})`,
    'g',
  );
  const given = Array.from(file.matchAll(pattern), ([, value = '']) => value.trim()).filter(
    (value) =>
      !/^(?:''|""|null|undefined|ref\(|\$state\(|\$props\()/.test(value) || /^(?:ref|\$state)\(\s?['"`\w]/.test(value),
  );
  const [only] = given;
  if (only === undefined || given.length > 2) return null;
  const inner = /^(?:computed|ref|shallowRef|\$derived|\$state)(?:<[^<>]{1,80}>)?\((?:\(\) ?=> ?)?(.{0,500})\)$/.exec(
    only,
  )?.[1];
  return inner ?? (only.split('%}')[0] ?? '').replace(/ $/, '');
}

/** A person's own address, which they write themselves: `user.website`. */
export const ADDRESS_OF_PEOPLE =
  /\b(?:user|author|profile|member|account|comment|commenter|customer|owner|person|creator|sender|contact)\w{0,20}(?:\.\w{1,30}){0,2}?(?:\.|->|\?\.)(?:profile\.)?(?:website|homepage|home_page|web_site|site|blog|url|link|web_url|websiteUrl|website_url|homepage_url)\b(?!\()$/i;
