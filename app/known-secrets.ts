import { KnownSecrets } from '../forge/redact/known/known-secrets.ts';
import { readRawEnvironment } from './config/raw-environment.ts';

/**
 * What this process knows to be secret: keys and tokens that it was given, and what was blanked in the changes that it read. There is
 * one such memory a process, because everything that leaves it passes here, whoever made it.
 */
const KNOWN = new KnownSecrets();

/** Makes secrets known, for everything that leaves from now on. */
export function learnSecrets(secrets: Iterable<string>): void {
  KNOWN.learn(secrets);
}

type Listener = (secret: string) => void;
let onProvided: Listener | null = null;

/** Whoever shows our output to others, the runner of a job, is told of secrets that come up while it runs. */
export function tellProvided(listener: Listener): void {
  onProvided = listener;
}

/** Makes keys known that were come by in this run: first to who shows our output, then to ourselves, because from then on they are blanked. */
export function learnProvided(secrets: readonly string[]): void {
  for (const secret of secrets) onProvided?.(secret);
  KNOWN.learn(secrets);
}

const NAME = /KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL/i;
/** Names of what says where a secret lies, or whose it is; an access key's id is half of it. */
const WHERE = /_(?:FILE|PATH|DIR|FOLDER|URL|URI|NAME|USER|SOCK|TYPE|REGION)$/i;

/** The values of variables whose names say that they are secret, and passwords in the addresses of others: proxies, stores. */
export function secretsOf(raw: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(raw).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (hasPassword(value)) return [value];
    return NAME.test(name) && !WHERE.test(name) && !/^(?:\/|[A-Za-z]:\\)/.test(value) ? [value] : [];
  });
}

/** Whether an address in a text names a user and a password. */
function hasPassword(text: string): boolean {
  return text
    .split('://')
    .slice(1)
    .some((rest) => {
      const [authority = ''] = rest.split(/[/\s]/, 1);
      return authority.slice(0, Math.max(0, authority.lastIndexOf('@'))).includes(':');
    });
}

/** Makes known what the environment says is secret. */
export function learnEnvironment(raw: Readonly<Record<string, string | undefined>> = readRawEnvironment()): void {
  KNOWN.learn(secretsOf(raw));
}

/** A text without the secrets that are known, in whatever form (`forge/redact/known`). Every text that leaves passes here last. */
export function scrub(text: string): string {
  return KNOWN.scrub(text);
}

/** The same for every text in a value; they are read together, so that a secret that goes on in the next field is found. */
export function scrubValue<T>(value: T): T {
  return KNOWN.scrubValue(value);
}

/** Says that every part of a value was scrubbed by itself; `scrubValue` reads it again when more is known. */
export function vouch(value: object): void {
  KNOWN.vouch(value);
}

/** So much of what was written is read again with what follows: the longest form of a pass phrase of 64 signs, three times over. */
const REACH = 1024;

/** Lets everything that is written to a stream of this process pass. */
export function guardStream(stream: Pick<NodeJS.WriteStream, 'write'>): void {
  const write = stream.write.bind(stream) as (chunk: string | Uint8Array, ...rest: unknown[]) => boolean;
  let before = '';
  const guarded = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    if (typeof chunk !== 'string') return write(chunk, ...rest);
    const clean = KNOWN.scrubAfter(before, chunk);
    before = (before + clean).slice(-REACH);
    return write(clean, ...rest);
  };
  stream.write = guarded as typeof stream.write;
}
