import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretRange } from './secret-range.ts';

const TEST = /(?:^|[/._-])(?:tests?|specs?|__tests__)(?:[/._-]|$)/i;
const TOKEN = /eyJ[\w.-]+/;
const LITERAL = /'([^'\n]{1,200})'|"([^"\n]{1,200})"|`([^`\n]{1,200})`/g;
const HASHES = ['sha256', 'sha384', 'sha512'] as const;
/** A test has a handful of keys: each literal is tried with each token. */
const MOST_LITERALS = 200;

/**
 * Whether a range is a JSON Web Token in a test that is signed with a text which stands in the same test: whoever reads one can sign others,
 * and no service but that test takes them.
 */
export function isSignedBeside(path: string, text: string, { start, end }: SecretRange): boolean {
  if (!TEST.test(path)) return false;
  const token = TOKEN.exec(text.slice(start, end))?.[0];
  if (token === undefined) return false;
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  if (more.length > 0) return false;
  const wanted = Buffer.from(signature, 'base64url');
  const hash = HASHES.find((one) => Number(one.slice(3)) === wanted.length * 8);
  if (hash === undefined) return false;
  return [...literalsOf(text)].some((key) =>
    timingSafeEqual(createHmac(hash, key).update(`${head}.${body}`).digest(), wanted),
  );
}

function literalsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, single, double, template] of text.matchAll(LITERAL)) {
    if (found.size === MOST_LITERALS) break;
    found.add(single ?? double ?? template ?? '');
  }
  return found;
}
