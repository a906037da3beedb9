import { z } from 'zod';

/** Whom a review asks as at AWS: a role of its own, which may do no more than ask models. */
export const AwsSettings = z.strictObject({
  region: z
    .string()
    .regex(/^[a-z]{2,10}(?:-[a-z0-9]{1,20}){1,4}$/, 'the name of a region, for example eu-central-1')
    .describe('Where the models are asked.'),
  role: z
    .string()
    .regex(/^arn:aws[a-z-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, 'the ARN of a role')
    .optional()
    .describe('The role that may ask models; not the one of the store. Needed unless a key is named.'),
});
export type AwsSettings = z.infer<typeof AwsSettings>;

/** Whom a review asks as at Google: a service account of its own, which may do no more than ask models. */
export const GoogleSettings = z.strictObject({
  region: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/, 'the name of a region, or global, us, eu')
    .describe('Where the models are asked.'),
  project: z
    .string()
    .regex(/^[a-z0-9.:-]{2,80}$/, 'the id of a project')
    .describe('The project that asks.'),
  serviceAccount: z
    .string()
    .regex(/^[a-z0-9-]{1,64}@[a-z0-9.-]{1,120}$/, 'the address of a service account')
    .optional()
    .describe('The service account that may ask models. Needed unless a key is named.'),
  workloadIdentity: z
    .string()
    .regex(
      /^projects\/\d{1,20}\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{1,64}\/providers\/[a-z0-9-]{1,64}$/,
      'projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER',
    )
    .optional()
    .describe('The provider of workload identity federation that knows the jobs of GitHub Actions.'),
});
export type GoogleSettings = z.infer<typeof GoogleSettings>;

/** What the process that asks models is given for Bedrock: it ends by itself within the hour. */
export const AwsCredentials = z.strictObject({
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  sessionToken: z.string().min(1),
});
export type AwsCredentials = z.infer<typeof AwsCredentials>;
