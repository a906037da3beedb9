import { createHash, createHmac } from 'node:crypto';

/** A request as it came, for whoever checks its signature. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as on the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Whose request it is, by its own word. */
export function signerOf({ headers }: SignedRequest): string | null {
  return FORM.exec(headers['authorization'] ?? '')?.[1] ?? null;
}

/**
 * Why a signature (version 4, as Amazon documents it) is refused; null where it is right. Written from the description, not by the library that
 * signs. What `x-amz-` headers say has to be signed, and the host.
 */
export function refusedSignature(
  request: SignedRequest,
  given: { readonly secret: string; readonly region: string; readonly service: string },
): string | null {
  const parts = FORM.exec(request.headers['authorization'] ?? '');
  if (parts === null) return 'Missing Authentication Token';
  const [, , day = '', region = '', service = '', names = '', signature = ''] = parts;
  if (region !== given.region || service !== given.service) return `Credential is scoped to ${region}/${service}`;
  const signed = names.split(';');
  const needed = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const unsigned = needed.filter((name) => !signed.includes(name));
  if (unsigned.length > 0) return `not signed: ${unsigned.join(', ')}`;
  const url = new URL(request.path, 'https://host.invalid');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted()
    .join('&');
  const canonical = [
    request.method,
    // Everywhere but at S3 the path is encoded once more.
    url.pathname.split('/').map(encodeURIComponent).join('/'),
    query,
    ...signed.map((name) => `${name}:${(request.headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`),
    '',
    names,
    sha256(request.body),
  ].join('\n');
  const when = request.headers['x-amz-date'] ?? '';
  const toSign = ['AWS4-HMAC-SHA256', when, `${day}/${region}/${service}/aws4_request`, sha256(canonical)].join('\n');
  const key = ['aws4_request'].reduce(hmac, hmac(hmac(hmac(`AWS4${given.secret}`, day), region), service));
  return hmac(key, toSign).toString('hex') === signature ? null : 'The request signature we calculated does not match';
}
