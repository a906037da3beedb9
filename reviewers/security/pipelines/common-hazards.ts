import type { SettingHazard } from '../build-files/manifest-format.ts';
import type { ManifestSetting } from '../build-files/setting.ts';
import { UNCHECKED_SETTINGS } from '../shell/open-doors.ts';
import type { PipelineSetting } from './pipeline-setting.ts';

/** Files that hold credentials, by their usual names. */
const CREDENTIALS =
  /(?:^|[/~])(?:\.env(?:\.(?:local|prod(?:uction)?))?|\.npmrc|\.netrc|\.pypirc|\.git-credentials|\.docker\/config\.json|id_(?:rsa|ed25519|ecdsa)|\.ssh(?:\/\*{0,2})?|\.aws(?:\/\*{0,2}|\/credentials)?|\.kube(?:\/\*{0,2}|\/config)?|kubeconfig|[\w.*-]{1,60}\.(?:p12|pfx|jks|keystore|kdbx)|[\w-]{0,60}\.?private[\w-]{0,20}\.(?:pem|key)|terraform\.tfstate)$/;
/** Where a service keeps files for others: later jobs, later runs, people. */
const KEPT = /^(?:artifacts?|artifact_paths|cache|caches|store_artifacts|persist_to_workspace|save_cache|untracked)$/;

/** What every service for continuous integration has in common: variables that switch checks off, containers without walls, secrets among artifacts. */
export function commonHazards(
  settings: readonly PipelineSetting[],
  scripts: ReadonlySet<PipelineSetting>,
): SettingHazard[] {
  return settings.filter((setting) => !scripts.has(setting)).flatMap((setting) => hazardOf(setting) ?? []);
}

function hazardOf(at: PipelineSetting): SettingHazard | null {
  const { keys, value } = at;
  const last = keys.filter((key) => key !== '#').at(-1) ?? '';
  if (UNCHECKED_SETTINGS[last]?.test(value) === true) return unchecked(at, last);
  if (last === 'privileged' && value === 'true')
    return noWalls(at, 'A container of this job has all rights of its host');
  if (
    isOfContainer(keys) &&
    (/(?:^|\s)--privileged\b|(?:^|\s)--cap-add[= ](?:ALL|SYS_ADMIN)/i.test(value) ||
      /\/var\/run\/docker\.sock\b/.test(value))
  )
    return noWalls(at, 'A container of this job reaches its host');
  if (/^(?:CI_DEBUG_TRACE|CI_DEBUG_SERVICES)$/.test(last) && value === 'true')
    return exposed(at, 'Every variable of the job is written into its log');
  if (keys.some((key) => KEPT.test(key)) && last !== 'key' && last !== 'dotenv' && CREDENTIALS.test(value.trim()))
    return exposed(at, 'A file with credentials is kept for others');
  return null;
}

function isOfContainer(keys: readonly string[]): boolean {
  return keys.some((key) =>
    /^(?:container|containers|services?|docker|volumes?|host|options|createOptions|volume_mounts|environment)$/i.test(
      key,
    ),
  );
}

function unchecked(at: ManifestSetting, name: string): SettingHazard {
  return {
    at,
    rule: 'certificate-check-off',
    identity: name,
    title: `\`${name}\` lets whatever the job loads come unchecked`,
    explanation:
      'Certificates or digests are not looked at by anything that this job starts. Give the tools the certificate that they miss.',
    failureScenario: {
      description:
        'Somebody on the way answers in the place of a registry or server, and the job runs what they send, with its secrets.',
    },
    severity: 'warning',
    confidence: 800,
  };
}

function noWalls(at: ManifestSetting, title: string): SettingHazard {
  return {
    at,
    rule: 'container-escape',
    identity: `${at.keys.join('/')} ${at.value}`,
    title,
    explanation:
      'Whatever runs in it (a dependency, a pull request) can take over the machine that runs the jobs, and what other jobs keep there. Build images with a tool that needs no such rights.',
    failureScenario: {
      description:
        'A package that a job installs starts a container with the disk of the host, and reads the secrets of every other job on that machine.',
    },
    severity: 'warning',
    confidence: 700,
  };
}

function exposed(at: ManifestSetting, title: string): SettingHazard {
  return {
    at,
    rule: 'secrets-exposed',
    identity: `${at.keys.filter((key) => key !== '#').join('/')} ${at.value}`,
    title,
    explanation:
      'Logs, artifacts and caches are read by more people and jobs than may use the secret, and stay. Leave it out, or hand it over as a protected variable.',
    failureScenario: {
      description: 'Somebody who may only read takes the credentials out of a finished job, and uses them.',
    },
    severity: 'warning',
    confidence: 750,
  };
}
