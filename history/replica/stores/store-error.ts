import { S3ServiceException } from '@aws-sdk/client-s3';
import { InfrastructureError, Problem, describeCause } from '../../../schemas/problem.ts';

const REMEDIES: Readonly<Record<string, string>> = {
  AccessDenied:
    'The credentials may not do this: allow s3:ListBucket on the bucket, and s3:GetObject and s3:PutObject below the prefix.',
  InvalidAccessKeyId: 'The access key is not known to this store: correct the credentials.',
  SignatureDoesNotMatch: 'The secret key does not belong to the access key: correct the credentials.',
  ExpiredToken: 'The credentials have expired: get new ones, then run `docket history sync`.',
  RequestTimeTooSkewed: 'The clock of this machine is wrong by minutes: set it right, then run `docket history sync`.',
  RequestExpired: 'The clock of this machine is wrong by minutes: set it right, then run `docket history sync`.',
  NoSuchBucket: 'Create the bucket, or correct the `store` setting.',
  CredentialsProviderError:
    'No credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or let the workflow assume a role.',
  PermanentRedirect: 'The bucket lies in another region: set the region of the store.',
};

/** What the store said, in words, with what to do. */
export function storeError(error: unknown, where: string): Problem {
  if (error instanceof Problem) return error;
  const name = error instanceof Error ? error.name : 'Error';
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  const said = describeCause(error);
  return new InfrastructureError({
    what: `the store of the history refused or did not answer: ${name}${status === undefined ? '' : ` (${status})`}: ${said}`,
    where,
    remedy: REMEDIES[name] ?? 'Run `docket history doctor`: it says what is wrong with the store.',
    cause: error,
  });
}
