import { verify } from 'node:crypto';
import type { Credentials } from './credentials.ts';
import type { Store } from './store.ts';

const MOST_SECONDS = 600;
/** GitHub's clock and ours may differ by a little. */
const LEEWAY_SECONDS = 30;

const refused = (message: string): Credentials => ({ kind: 'refused', status: 401, message });

/** Checks what an app signs for itself: RS256, issued by its id or client id, for at most ten minutes. */
export function verifyJsonWebToken(store: Store, jwt: string): Credentials {
  const [head = '', claims = '', signature = ''] = jwt.split('.');
  const header = decode(head);
  const given = decode(claims);
  if (header === null || given === null || header['alg'] !== 'RS256')
    return refused('A JSON web token could not be decoded');
  const issuer = String(given['iss']);
  const app = store.state.apps.find((one) => String(one.id) === issuer || one.clientId === issuer);
  if (app === undefined) return refused("'Issuer' claim ('iss') must be an Integer");
  const signed = Buffer.from(`${head}.${claims}`);
  if (app.publicKey === null || !verify('RSA-SHA256', signed, app.publicKey, Buffer.from(signature, 'base64url')))
    return refused('A JSON web token could not be decoded');
  const now = Math.floor(Date.now() / 1000);
  const expires = Number(given['exp']);
  const issued = Number(given['iat']);
  if (!Number.isFinite(expires) || expires <= now)
    return refused(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (expires - now > MOST_SECONDS + LEEWAY_SECONDS)
    return refused("'Expiration time' claim ('exp') is too far in the future");
  if (issued > now + LEEWAY_SECONDS)
    return refused("'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
  return { kind: 'app', app };
}

function decode(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    // What is not JSON is no token; the caller says so in GitHub's words.
    return null;
  }
}
