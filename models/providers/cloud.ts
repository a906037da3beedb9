import type { ProviderSettings } from '../../schemas/model.ts';
import { InputError } from '../../schemas/problem.ts';
import { bedrockUrl, vertexUrl } from './endpoint.ts';

/** A cloud that serves Anthropic's models under its own addresses. Whom it is asked as is null where the operator names a key. */
export type Cloud =
  | { readonly kind: 'aws'; readonly region: string; readonly role: string | null }
  | {
      readonly kind: 'google';
      readonly region: string;
      readonly project: string;
      readonly serviceAccount: string | null;
      readonly workloadIdentity: string | null;
    };

/** The cloud of a provider; null for every other kind. Throws `InputError` where the settings do not fit together. */
export function cloudOf(
  name: string,
  { kind, aws, google, keyVariable, apiKeyHelper }: Partial<ProviderSettings>,
): Cloud | null {
  const where = `providers.${name}`;
  const wrong = (what: string, remedy: string): InputError => new InputError({ what, where, remedy });
  const stray = (kind !== 'bedrock' && aws !== undefined) || (kind !== 'vertex' && google !== undefined);
  if (stray) {
    throw wrong(
      `The provider ${name} of the kind ${kind} is told of another cloud.`,
      'aws belongs to the kind bedrock, google to vertex.',
    );
  }
  if (kind !== 'bedrock' && kind !== 'vertex') return null;
  const [settings, own, identity] =
    kind === 'bedrock' ? [aws, 'aws', 'aws.role'] : [google, 'google', 'google.serviceAccount'];
  if (settings === undefined) {
    throw wrong(
      `It is not said where the provider ${name} is.`,
      `Say by ${own} at least the region${own === 'google' ? ' and the project' : ''}.`,
    );
  }
  const isAs = aws?.role !== undefined || google?.serviceAccount !== undefined;
  const hasKey = keyVariable !== undefined || apiKeyHelper !== undefined;
  if (isAs === hasKey) {
    throw wrong(
      isAs
        ? `The provider ${name} has ${identity} and a key.`
        : `It is not said as whom the provider ${name} is asked.`,
      `Name either ${identity}, or a key by keyVariable or apiKeyHelper.`,
    );
  }
  if (aws !== undefined) return { kind: 'aws', region: aws.region, role: aws.role ?? null };
  if (google === undefined) return null;
  const { region, project, serviceAccount = null, workloadIdentity = null } = google;
  return { kind: 'google', region, project, serviceAccount, workloadIdentity };
}

/** Where it is asked, unless the operator says another address. */
export const cloudUrl = ({ kind, region }: Cloud): string => (kind === 'aws' ? bedrockUrl(region) : vertexUrl(region));

/** Whether the process that publishes has to log in there: no key was named. */
export const needsLogin = (cloud: Cloud | null): boolean =>
  cloud !== null && (cloud.kind === 'aws' ? cloud.role : cloud.serviceAccount) !== null;
