import type { StoreEncryption } from '../../../schemas/store.ts';
import { encryptionSettings } from '../encryption.ts';
import { EPOCHS, type ReplicaSettings } from '../store.ts';

/** A bucket, a folder in it, and how to get there. Credentials come from the SDK's own chain (environment, OIDC, profile, instance). */
export interface S3Place {
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
  readonly region: string | null;
  /** An S3-compatible server other than AWS. */
  readonly endpoint: string | null;
  readonly encryption: StoreEncryption | null;
  /** Certificates (PEM) of private authorities to trust beside the system's; the SDK does not read AWS_CA_BUNDLE by itself. */
  readonly authorities: string | null;
}

/** What servers that speak S3's protocol are told where nobody names a region. */
export const DEFAULT_REGION = 'us-east-1';

/** The place as people write it. */
export const s3Url = ({ bucket, prefix }: S3Place): string => `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`;

/** An object's key in the bucket. */
export const s3Key = ({ prefix }: S3Place, key: string): string => (prefix === '' ? key : `${prefix}/${key}`);

/** How Litestream is told of the replica of one epoch there. */
export function s3Replica(place: S3Place, epoch: string): ReplicaSettings {
  const { bucket, region, endpoint, encryption } = place;
  return {
    type: 's3',
    bucket,
    path: s3Key(place, `${EPOCHS}/${epoch}`),
    ...(region === null ? (endpoint === null ? {} : { region: DEFAULT_REGION }) : { region }),
    ...(endpoint === null ? {} : { endpoint, 'force-path-style': true }),
    ...encryptionSettings(encryption).settings,
  };
}
