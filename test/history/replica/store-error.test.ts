import { S3ServiceException } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { storeError } from '../../../history/replica/stores/store-error.ts';

it.each([
  ['AccessDenied', 403, /s3:ListBucket/],
  ['InvalidAccessKeyId', 403, /access key/],
  ['SignatureDoesNotMatch', 403, /secret key/],
  ['ExpiredToken', 400, /expired/],
  ['RequestTimeTooSkewed', 403, /clock of this machine/],
  ['RequestExpired', 400, /clock of this machine/],
  ['NoSuchBucket', 404, /Create the bucket/],
  ['PermanentRedirect', 301, /another region/],
  ['SomethingElse', 500, /docket history doctor/],
])('%s says what to do about it', (name, status, remedy) => {
  const error = new S3ServiceException({
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: status },
    message: 'no',
  });
  expect(storeError(error, 's3://bucket/prefix')).toMatchObject({
    message: expect.stringContaining(`${name} (${status})`),
    where: 's3://bucket/prefix',
    remedy: expect.stringMatching(remedy),
  });
});
