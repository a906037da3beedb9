import type { App, Token } from './state.ts';
import type { Store } from './store.ts';

/** Who asks, or why nobody does. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'app'; readonly app: App }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

const BAD: Credentials = { kind: 'refused', status: 401, message: 'Bad credentials' };

/** Reads an `Authorization` header: `token`, `bearer` (of a token or of an app) or, for git, `basic`. */
export function credentialsOf(
  store: Store,
  header: string | undefined,
  verify: (store: Store, jwt: string) => Credentials,
): Credentials {
  if (header === undefined) return { kind: 'none' };
  const [scheme = '', value = ''] = header.split(' ', 2);
  if (/^basic$/i.test(scheme)) {
    const [, password = ''] = Buffer.from(value, 'base64').toString('utf8').split(/:(.*)/s);
    return tokenOf(store, password);
  }
  if (!/^(token|bearer)$/i.test(scheme)) return BAD;
  return value.split('.').length === 3 ? verify(store, value) : tokenOf(store, value);
}

function tokenOf(store: Store, value: string): Credentials {
  const token = store.token(value);
  if (token === null || token.revoked) return BAD;
  if (token.expiresAt !== null && token.expiresAt <= Date.now()) return BAD;
  if (token.installation?.suspendedAt != null)
    return { kind: 'refused', status: 403, message: 'This installation has been suspended' };
  return { kind: 'token', token };
}
