import { readStyles, type StyleStatement } from '../../changed-code/styles/read-styles.ts';
import { withoutData } from '../../changed-code/styles/style-texts.ts';
import type { SideJudgement, UnreadPart } from '../../changed-code/sides/judgement.ts';
import { brief } from '../scenario.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';

/** Another machine: with a scheme, or with the page's own. */
const REMOTE = /(?:https?:)?\/\/(?!localhost\b|127\.0\.0\.1\b)[\w#@$-][^\s"')]{0,300}/i;
const LOADS = /\burl\(|\bsrc\(|image-set\(|cross-fade\(|\bimage\(|-webkit-image-set\(/i;
/** Selectors by which a letter of what somebody typed, or of what only the page may know, is guessed. */
const GUESSES =
  /\[ ?(?:[\w-]{0,30}\|)?(?:value|content|nonce|[\w-]{0,30}(?:token|csrf|secret|password|key)) ?[\^$*~|]?=|\[ ?(?!href|src|class|type|rel|lang|id|style|media|target|role|for\b)[\w-]{1,60} ?[\^$*]=/i;
/** Hosts from which everybody loads released styles and fonts. */
const USUAL =
  /^(?:https:)?\/\/(?:fonts\.(?:googleapis|gstatic)\.com|fonts\.bunny\.net|use\.typekit\.net|use\.fontawesome\.com|(?:cdn\.jsdelivr\.net|unpkg\.com)\/[^\s"')]{0,200}@\d|cdnjs\.cloudflare\.com\/ajax\/libs\/[\w.-]{1,80}\/\d)/i;

const ONE_LETTER = /^unicode-range\s?:\s?U\+0{0,4}[\da-f]{1,6}(?:-0{0,4}[\da-f]{1,2})?$/i;
type Found = Omit<ConfigurationHazard, 'lines' | 'identity'>;

/** Judges one side of a style sheet: what it loads, what it hands to others, what of it runs. */
export function judgeStyles(text: string): SideJudgement {
  const sheet = readStyles(text);
  if (typeof sheet === 'string') return { hazards: [], unread: [{ reason: sheet, identity: text }] };
  const { statements, heads } = sheet;
  // A font that is asked for where one certain letter is shown tells that the letter is there.
  const ofOneLetter = new Set(statements.filter(({ text }) => ONE_LETTER.test(text)).map(({ block }) => block));
  const hazards = statements.flatMap((one) => {
    const found = hazardOf(one) ?? (ofOneLetter.has(one.block) ? fontOfALetter(one) : null);
    return found === null ? [] : [{ ...found, identity: one.text, lines: [one.line] }];
  });
  const closing = heads.find((head) => /<\/style|<script/i.test(head.text));
  return {
    hazards:
      closing === undefined ? hazards : [...hazards, { ...LEAVES, identity: closing.text, lines: [closing.line] }],
    unread: [...unreadOf(statements), ...guessesByName(statements, heads)],
  };
}

const LEAVES: Found = {
  rule: 'cross-site-scripting',
  title: 'The text ends the style and begins markup',
  explanation: 'Put into a page as a style element, what follows is read as markup, scripts among it.',
  failureScenario: { description: 'A page holds this sheet in a style element: the script behind it runs.' },
};

function hazardOf({ around, text }: StyleStatement): Found | null {
  const remote = remoteIn(text);
  if (/<\/style|<script/i.test(text)) return LEAVES;
  if (/\bexpression\s?\(|-moz-binding\s?:|\bbehaviou?r\s?:\s?url/i.test(text) || /(?:java|vb)script:/i.test(text))
    return runs(text);
  if (
    /data:(?:text\/html|application\/xhtml|text\/xml)/i.test(text) ||
    (/data:image\/svg/i.test(text) && /(?:<|%3c)script/i.test(text))
  )
    return runs(text);
  if (/~?`[^`]{1,2000}`/.test(text)) return runs(text);
  if (/^@(?:import|use|forward|plugin)\b/i.test(text)) return remote === null ? null : importHazard(remote);
  if (remote === null) return null;
  const selectors = around.join(' ');
  if (GUESSES.test(selectors)) return guessed(selectors, remote);
  return null;
}

/** An address of another machine that is loaded. */
function remoteIn(text: string): string | null {
  if (!LOADS.test(text) && !/^@(?:import|use|forward|plugin)\b/i.test(text)) return null;
  // What stands in the sheet itself is fetched from nowhere, and a picture in it loads nothing.
  return REMOTE.exec(withoutData(text))?.[0] ?? null;
}

function runs(text: string): Found {
  return {
    rule: 'code-injection',
    title: 'The style sheet runs a script',
    explanation:
      'Browsers, or the program that makes the sheet, run this as code, with the rights of the page or of whoever builds.',
    failureScenario: {
      description: `\`${brief(text)}\` runs where the page is opened, or where the styles are built.`,
    },
    severity: 'warning',
    confidence: 800,
  };
}

function importHazard(address: string): Found | null {
  if (USUAL.test(address)) return null;
  const open = /^http:/i.test(address);
  return {
    rule: 'dependency-source',
    title: open ? 'Styles are loaded without TLS' : 'Styles are loaded from another host',
    explanation:
      'Whoever controls that host, or the way to it, decides how the page looks and reads along what is typed, letter by letter. Bring the sheet into the repository.',
    failureScenario: {
      description: `The other side answers \`${brief(address)}\` with rules such as \`input[value^=a] { background: url(…) }\`: a password field is read from afar.`,
    },
    severity: open ? 'warning' : 'suggestion',
    confidence: open ? 800 : 650,
  };
}

function guessed(selectors: string, address: string): Found {
  return {
    rule: 'secret-sent-away',
    title: 'What stands in a field is sent to another host',
    explanation:
      'The rule applies where the value begins, ends or goes on in a certain way, and then loads an address: the other side learns the value letter by letter, without a script.',
    failureScenario: {
      description: `A page with such a field is shown: \`${brief(selectors)}\` makes the browser ask \`${brief(address)}\`.`,
    },
    severity: 'critical',
    confidence: 850,
  };
}

function fontOfALetter({ around, text }: StyleStatement): Found | null {
  const remote = /^src\s?:/i.test(text) ? remoteIn(text) : null;
  if (remote === null || USUAL.test(remote)) return null;
  return { ...guessed(around.join(' '), remote), severity: 'warning', confidence: 650 };
}

/** What takes an address from elsewhere, or a program. */
const HIDES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^@plugin\b/i, 'loads a program'],
  [
    /\b(?:src|url|image-set)\(\s?(?:attr|var)\(|\battr\([^)]{0,100}\b(?:url|type)\b/i,
    'makes an address of what stands on the page',
  ],
  [
    /^@import\s?\([^)]{0,60}\b(?:inline|optional)|\bdata-uri\(\s?["']?(?:\/|~|(?:\.\.\/){3})/i,
    'takes in another file as it is',
  ],
  [/^@charset (?!"utf-8")/i, 'is written in other letters'],
  [/\bload-css\(|\bget-function\(|\bcall\(\s?\$/i, 'loads or calls what only a value names'],
];

function unreadOf(statements: readonly StyleStatement[]): UnreadPart[] {
  return statements.flatMap(({ text }) =>
    HIDES.filter(([pattern]) => pattern.test(text)).map(([, what]) => ({
      reason: `${what}: \`${brief(text)}\``,
      identity: text,
    })),
  );
}

/** A value that is guessed in one place and an address that is loaded under a name in another: who is told of both cannot be said. */
function guessesByName(
  statements: readonly StyleStatement[],
  heads: readonly { readonly text: string }[],
): UnreadPart[] {
  const named = statements.filter(({ text }) => /^(?:--|\$|@)[\w-]{1,80}\s?:/.test(text) && remoteIn(text) !== null);
  const guess = heads.find(({ text }) => GUESSES.test(text));
  if (named.length === 0 || guess === undefined) return [];
  return [
    {
      reason: `asks for \`${brief(guess.text)}\` and keeps addresses of another host under names`,
      identity: named.map(({ text }) => text).join('\n'),
    },
  ];
}
