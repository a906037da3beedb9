import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';

/** GitHub's issuer of identities for jobs, and what a cloud that trusts it knows. */
export interface GitHubIdentities {
  /** The answer to a job that asks; null where the job's token is not good. */
  identity(authorization: string | undefined, audience: string | null): string | null;
  /** Why a cloud refuses an identity; null where it was made here for this audience and repository. */
  refused(identity: string, audience: string): string | null;
}

export const JOB_TOKEN = 'job-request-token-4711';
const ISSUER = 'https://token.actions.githubusercontent.com';
const SUBJECT = 'repo:acme/shop:pull_request';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function gitHubIdentities(): GitHubIdentities {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    identity: (authorization, audience) => {
      if (authorization !== `Bearer ${JOB_TOKEN}`) return null;
      const now = Math.floor(Date.now() / 1000);
      const claims = { iss: ISSUER, sub: SUBJECT, aud: audience, iat: now, exp: now + 300 };
      const text = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
      return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
    },
    refused: (identity, audience) => {
      const [head = '', body = '', signature = ''] = identity.split('.');
      if (!createVerify('RSA-SHA256').update(`${head}.${body}`).verify(publicKey, signature, 'base64url')) {
        return 'the signature is not ours';
      }
      const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
      const { aud, sub } = claims as { readonly aud?: string; readonly sub?: string };
      if (aud !== audience) return `Incorrect token audience ${aud}`;
      return sub === SUBJECT ? null : 'Not authorized: another repository';
    },
  };
}
