import http from 'node:http';
import https from 'node:https';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { AwsCredentials } from '../../schemas/cloud.ts';
import { actionsIdentity } from './actions-identity.ts';

/** What GitHub's and Amazon's guides name the audience. */
const AUDIENCE = 'sts.amazonaws.com';

/** Whatever else the role may do, who holds these credentials may not. */
const INFERENCE_ONLY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], Resource: '*' },
  ],
});

/** Longer than any review, and what a role allows unless somebody shortened it. */
const LIFETIME_SECONDS = 3600;

/**
 * Credentials of the role, narrowed to asking models, which end within the hour. The job's own identity is used where there is one, else whatever
 * AWS's chain finds: environment, profile, single sign-on, container, instance.
 */
export async function awsCredentials(
  { region, role }: { readonly region: string; readonly role: string },
  signal: AbortSignal,
): Promise<AwsCredentials> {
  const client = clientIn(region);
  const asked = {
    RoleArn: role,
    RoleSessionName: 'docket',
    Policy: INFERENCE_ONLY,
    DurationSeconds: LIFETIME_SECONDS,
  };
  try {
    const WebIdentityToken = await actionsIdentity(AUDIENCE, signal);
    const { Credentials } =
      WebIdentityToken === null
        ? await client.send(new AssumeRoleCommand(asked), { abortSignal: signal })
        : await client.send(new AssumeRoleWithWebIdentityCommand({ ...asked, WebIdentityToken }), {
            abortSignal: signal,
          });
    return AwsCredentials.parse({
      accessKeyId: Credentials?.AccessKeyId,
      secretAccessKey: Credentials?.SecretAccessKey,
      sessionToken: Credentials?.SessionToken,
    });
  } finally {
    client.destroy();
  }
}

/** The ARN of whoever AWS's chain finds here: as that the store is opened. */
export async function awsCaller(region: string, signal: AbortSignal): Promise<string | null> {
  const client = clientIn(region);
  try {
    const { Arn } = await client.send(new GetCallerIdentityCommand(), { abortSignal: signal });
    return Arn ?? null;
  } finally {
    client.destroy();
  }
}

/** The process's own agents know the proxies of the environment; the SDK's would not. */
function clientIn(region: string): STSClient {
  return new STSClient({ region, requestHandler: { httpAgent: http.globalAgent, httpsAgent: https.globalAgent } });
}
