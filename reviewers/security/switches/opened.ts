import type { ChangedFile, DiffLine } from '../../../schemas/change-set.ts';
import { definedName } from '../../../schemas/text/definition-line.ts';
import type { SecurityRule } from '../vocabulary.ts';

/** A line of a change that lets somebody in. */
export interface Opened {
  readonly line: DiffLine;
  readonly rule: SecurityRule;
  readonly title: string;
  readonly harm: string;
  readonly severity?: 'suggestion';
}

type Words = Omit<Opened, 'line'>;

const everybody: Words = {
  rule: 'guard-removed',
  title: 'Everybody is let in here now',
  harm: 'Somebody who is not logged in asks for what is done here, and is served.',
};
const forged: Words = {
  rule: 'guard-removed',
  title: 'Requests that other sites forge are taken here now',
  harm: 'A page on another site makes the browser of somebody who is logged in send this request, with their cookies.',
  severity: 'suggestion',
};

/** Marks in front of what they open, which stood there before: with something new they come as a matter of course. */
const MARKS: readonly (readonly [RegExp, Words])[] = [
  [/^\s*\[(?:\w{1,40},\s*)?AllowAnonymous\b/, everybody],
  [/^\s*@(?:PermitAll|AllowAnonymous|Anonymous)\b(?!\()/, everybody],
  [/^\s*@(?:\w{1,40}\.)?csrf_exempt\b/, forged],
  [/^\s*\[(?:\w{1,40},\s*)?IgnoreAntiforgeryToken\b/, forged],
];
/** Lines that by themselves let more in than before. */
const LINES: readonly (readonly [RegExp, Words])[] = [
  [
    /^\s*skip_before_action\s+:(?:authenticate|authorize|require_(?:login|user|admin))\w{0,40}/,
    { ...everybody, severity: 'suggestion' },
  ],
  [/^\s*skip_before_action\s+:verify_authenticity_token\b/, forged],
  [/->withoutMiddleware\([\s[]{0,20}['"](?:auth|can|role|permission|verified)\b/, everybody],
  [/\.csrf\(\s*(?:\w{1,20}\s*->\s*\w{1,20}\.disable\(\)|\w{1,40}::disable)|\.csrf\(\)\s*\.disable\(\)/, forged],
];

/** Laravel: what stands in no list may be set by whoever sends it. */
const EVERY_FIELD = /\$guarded\s{0,4}=\s{0,4}(?:\[\s{0,4}\]|array\(\s{0,4}\))/;
const FIELDS: Words = {
  rule: 'mass-assignment',
  title: 'Every field may be set by whoever sends it now',
  harm: 'Somebody adds `is_admin=1` to what a form sends, and it is written.',
};

const off = (title: string, harm: string, rule: SecurityRule = 'guard-removed'): Words => ({ rule, title, harm });
const PLAIN = off(
  'Cookies and pages are sent without encryption now',
  'Somebody on the way reads the cookie of a session and goes on with it.',
  'unencrypted-data',
);
const NAKED = off(
  'Scripts of the page can read the cookie now',
  'A script that gets into a page sends the cookie of each visitor away, and its owner logs in with it.',
);
const SHOWS = off(
  'Errors show the insides of the program now',
  'A request that fails is answered with code, settings and variables, to whoever asked.',
  'debug-mode',
);
const UNASKED = off('Nobody is asked any more who they are', 'Somebody who is not logged in is served.');
const HEADERS = off(
  'A header that protects visitors is not sent any more',
  'Another site shows this one in a frame, or a script that got into a page is run.',
);

/** Settings that protect, by name, and the value under which they do not any more. Told where the change turns one round, not where it stands so. */
const SETTINGS: readonly {
  readonly name: RegExp;
  readonly bad: RegExp;
  readonly files?: RegExp;
  readonly words: Words;
}[] = [
  {
    name: /^(?:SESSION_COOKIE_SECURE|CSRF_COOKIE_SECURE|SECURE_SSL_REDIRECT|force_ssl|cookie_secure|secure|Secure|requireHttps|RequireHttpsMetadata)$/,
    bad: /^(?:false|0|none)$/i,
    words: PLAIN,
  },
  {
    name: /^(?:SESSION_COOKIE_HTTPONLY|CSRF_COOKIE_HTTPONLY|httpOnly|HttpOnly|http_only|httponly|cookie_httponly)$/,
    bad: /^(?:false|0)$/i,
    words: NAKED,
  },
  {
    name: /^(?:DEBUG|APP_DEBUG|consider_all_requests_local|showStackTrace|include_stacktrace|display_errors)$/,
    bad: /^(?:true|1|on|always)$/i,
    files: /^(?!.*(?:dev|local|test|debug)).*(?:settings|config|production|prod|application|\.env|php\.ini)/i,
    words: SHOWS,
  },
  {
    name: /^(?:(?:auth|authentication|login|session)_?(?:required|enabled|enforced)|(?:require|enforce|enable)_?(?:auth|authentication|login|authorization)\w{0,10})$/i,
    bad: /^(?:false|0|off|no)$/i,
    words: UNASKED,
  },
  {
    name: /^(?:contentSecurityPolicy|frameguard|hsts|xFrameOptions|xssFilter|noSniff)$/,
    bad: /^false$/,
    words: HEADERS,
  },
  {
    name: /^(?:csrf|csrfProtection|csrf_protection|WTF_CSRF_ENABLED|checkOrigin|allow_forgery_protection)$/,
    bad: /^(?:false|0)$/i,
    words: { ...forged },
  },
];
/** A name with its value, wherever it stands on a line: `DEBUG = True`, `secure: false`, `'csrf' => false`, `httponly=False`. */
const SETTING = /\b([\w$]{2,60})['"]?\s{0,4}(?:=>|[:=])\s{0,4}['"]?(\w{1,10})\b(?![.(])/g;
const LONGEST = 400;

/** The lines of a changed file that open something. */
export function openedIn(file: ChangedFile): Opened[] {
  if (file.status === 'A') return [];
  return file.hunks.flatMap(({ lines }) => [
    ...markedIn(lines),
    ...turnedIn(lines, file.newPath),
    ...alwaysTrue(lines, file.newPath),
  ]);
}

function markedIn(lines: readonly DiffLine[]): Opened[] {
  const gone = lines.filter(({ kind }) => kind === 'deleted').map(({ text }) => text.trim());
  return lines.flatMap((line, at): Opened[] => {
    if (line.kind !== 'added' || line.text.length > LONGEST || gone.includes(line.text.trim())) return [];
    const own = LINES.find(([pattern]) => pattern.test(line.text));
    if (own !== undefined) return [{ line, ...own[1] }];
    if (EVERY_FIELD.test(line.text) && gone.some((text) => /\$(?:fillable|guarded)\b/.test(text)))
      return [{ line, ...FIELDS }];
    const mark = MARKS.find(([pattern]) => pattern.test(line.text));
    const next = lines
      .slice(at + 1)
      .find(({ kind, text }) => kind !== 'deleted' && text.trim() !== '' && !/^\s*[@[]/.test(text));
    return mark !== undefined && next?.kind === 'context' ? [{ line, ...mark[1] }] : [];
  });
}

const settingsOn = (text: string): (readonly [name: string, value: string])[] =>
  text.length > LONGEST
    ? []
    : [...text.matchAll(SETTING)].map(([, name = '', value = '']): [string, string] => [name, value]);

function turnedIn(lines: readonly DiffLine[], path: string): Opened[] {
  const gone = lines.filter(({ kind }) => kind === 'deleted').flatMap(({ text }) => settingsOn(text));
  return lines.flatMap((line): Opened[] => {
    if (line.kind !== 'added') return [];
    for (const [name, value] of settingsOn(line.text)) {
      const setting = SETTINGS.find(
        (one) => one.name.test(name) && one.bad.test(value) && one.files?.test(path) !== false,
      );
      const before = gone.find(([old]) => old === name);
      if (setting !== undefined && before !== undefined && !setting.bad.test(before[1]))
        return [{ line, ...setting.words }];
    }
    return [];
  });
}

/** Functions whose answer decides who may; in the files of policies all of them do. */
const DECIDES =
  /^(?:is_?(?:admin|owner|allowed|authenticated|authorized|superuser|staff|moderator)|can_?[A-Za-z]\w*|may_?[A-Z]\w*|has_?(?:access|permission|role|scope|right)\w*|check_?(?:access|permission|auth|role)\w*|authori[sz]e\w*|allow(?:ed)?_?\w{0,20}|verify_?(?:signature|token|password)\w*)\??$/i;
const POLICY_FILE =
  /(?:policy|policies|permissions?|ability|authori[sz]er|guard)s?\.\w{1,4}$|\/(?:policies|permissions|guards)\//i;
const isYes = (line: string): boolean => /^(?:return\s{1,4})?(?:true|True);?$/.test(line.trim());
const isArrowToYes = (line: string): boolean => /=>\s{0,4}true[;,]?$/.test(line.trimEnd());
const TRUST = off('What decides who may says yes to everybody now', 'Somebody without the right asks, and is served.');

function alwaysTrue(lines: readonly DiffLine[], path: string): Opened[] {
  return lines.flatMap((line, at): Opened[] => {
    if (line.kind !== 'added' || line.text.length > LONGEST) return [];
    if (isArrowToYes(line.text)) {
      const name = definedName(line.text);
      const stood = lines.some(({ kind, text }) => kind === 'deleted' && name !== null && definedName(text) === name);
      return name !== null && stood && DECIDES.test(name) ? [{ line, ...TRUST }] : [];
    }
    if (!isYes(line.text)) return [];
    const above = lines.slice(0, at).toReversed();
    const head = above.findIndex(({ kind, text }) => kind !== 'deleted' && nameOf(text) !== null);
    const body = head === -1 ? [] : above.slice(0, head);
    const below = lines.slice(at + 1);
    const run = below.slice(
      0,
      below.findIndex(({ kind }) => kind !== 'deleted'),
    );
    const took = [...body, ...run].some(({ kind, text }) => kind === 'deleted' && !isYes(text) && /\w/.test(text));
    // The first thing that the function does: behind a condition it is one answer of several.
    const isFirst = body.every(({ kind, text }) => kind === 'deleted' || !/\w/.test(text));
    const name = head === -1 ? null : nameOf(above[head]?.text ?? '');
    if (name === null || !took || !isFirst) return [];
    return DECIDES.test(name) || POLICY_FILE.test(path) ? [{ line, ...TRUST }] : [];
  });
}

/** A method of Ruby may end in a question mark. */
const nameOf = (text: string): string | null =>
  /^\s{0,40}def\s{1,4}(?:self\.)?(\w{1,80}\?)/.exec(text)?.[1] ?? definedName(text);
