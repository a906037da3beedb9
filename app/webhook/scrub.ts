import { learnSecrets, scrub } from '../known-secrets.ts';

/** Where a word begins, also after a character that is escaped for an address. */
const START = String.raw`(?:(?<![A-Za-z_])|(?<=%[0-9A-Fa-f]{2}))`;

/** What the tokens, keys and signed assertions of GitHub look like, and credentials in a header. */
const SHAPES: readonly RegExp[] = [
  new RegExp(String.raw`${START}(?:gh[pousr]_[\w.-]{16,}|github_pat_\w{20,}|v1\.[0-9a-f]{40}\b)`, 'g'),
  new RegExp(String.raw`${START}eyJ[\w-]{8,4000}\.[\w-]{8,4000}\.[\w-]{8,}`, 'g'),
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?="|$))/g,
  /\b(?:basic|bearer|token) [\w+/=.~-]{16,}/gi,
  // The user name that git is given, before a token, in the base64 of a header.
  /\beC1hY2Nlc3MtdG9rZW46[\w+/=-]+/g,
  /(?<=:\/\/)[^\s/@:"\\]+:[^\s/@"\\]+(?=@)/g,
];

/** Shorter ones would blank half of every line. */
const SHORTEST_SECRET = 8;

/** Tokens live for an hour; older ones than these many are forgotten. */
const LEARNED = 500;

const JSON_DEPTH = 4;

const BLANK = '[secret]';

/** What every line of the log passes last. */
export interface Scrubber {
  /** Blanks the secrets that are known, in every form in which JSON or git may show them, and whatever looks like one. */
  scrub(line: string): string;
  /** Makes a secret known, for example a token that was just given out. */
  learn(secret: string): void;
}

/** A scrubber that knows these secrets from the beginning. */
export function createScrubber(secrets: readonly string[]): Scrubber {
  const lasting = formsOf(secrets);
  learnSecrets(secrets);
  const learned = new Map<string, readonly string[]>();
  return {
    scrub: (line) => {
      let text = scrub(line);
      for (const secret of lasting) text = text.replaceAll(secret, BLANK);
      for (const forms of learned.values()) for (const secret of forms) text = text.replaceAll(secret, BLANK);
      for (const shape of SHAPES) text = text.replaceAll(shape, BLANK);
      return text;
    },
    learn: (secret) => {
      if (learned.has(secret)) return;
      learned.set(secret, formsOf([secret]));
      learnSecrets([secret]);
      for (const oldest of learned.keys()) {
        if (learned.size <= LEARNED) break;
        learned.delete(oldest);
      }
    },
  };
}

/** Every form of these secrets; one that holds another goes first. */
function formsOf(secrets: readonly string[]): string[] {
  // The lines of a key are as secret as the key: a stack trace may show one of them.
  const texts = secrets.flatMap((secret) => [
    secret,
    ...secret.split(/\r?\n/).filter((line) => !line.startsWith('-----')),
  ]);
  const forms = texts.flatMap((text) => {
    const basic = `x-access-token:${text}`;
    const encoded = [text, basic].flatMap((plain) => [
      Buffer.from(plain).toString('base64'),
      Buffer.from(plain).toString('base64url'),
    ]);
    return [...nested(text), encodeURIComponent(text), ...encoded];
  });
  return [...new Set(forms)].filter(({ length }) => length >= SHORTEST_SECRET).toSorted((a, b) => b.length - a.length);
}

/** A text as it stands in JSON, in JSON within JSON, and so on: bodies are quoted in errors, and errors in lines of the log. */
function nested(text: string): string[] {
  const forms = [text];
  for (let depth = 0; depth < JSON_DEPTH; depth += 1) {
    const inner = forms.at(-1) ?? '';
    const outer = JSON.stringify(inner).slice(1, -1);
    if (outer === inner) break;
    forms.push(outer);
  }
  return forms;
}
