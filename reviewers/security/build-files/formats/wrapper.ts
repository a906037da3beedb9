import type { SideHazard } from '../../../changed-code/sides/judgement.ts';
import { brief } from '../../scenario.ts';
import type { ManifestFormat, SettingHazard } from '../manifest-format.ts';
import type { ManifestSetting } from '../setting.ts';
import { readProperties } from '../read-properties.ts';
import { present, registryHazard } from '../words.ts';

const USUAL =
  /^https:\/\/(?:(?:services|downloads)\.gradle\.org\/distributions(?:-snapshots)?\/gradle-[\w.+-]{1,60}\.zip|repo1?\.maven\.(?:apache\.)?org\/maven2\/org\/apache\/maven\/[\w./+-]{1,200}\.(?:zip|tar\.gz|jar))$/;
const DIGEST = /^[\da-f]{64}$/i;
const URLS = /^(?:distributionUrl|wrapperUrl)$/;
const DIGESTS = /^(?:distributionSha256Sum|wrapperSha256Sum)$/;

/** `gradle-wrapper.properties` and `maven-wrapper.properties`: which build tool is downloaded and run. */
export const buildWrapper: ManifestFormat = {
  read: readProperties,
  plain: [
    ['distributionBase|zipStoreBase', /^(?:GRADLE_USER_HOME|PROJECT)$/],
    ['distributionPath|zipStorePath', /^wrapper\/dists$/],
    ['distributionSha256Sum|wrapperSha256Sum', DIGEST],
    ['networkTimeout', /^\d{1,7}$/],
    ['retries|retryBackOffMs', /^\d{1,7}$/],
    ['validateDistributionUrl', /^true$/],
    ['wrapperVersion', /^\d[\w.-]{0,40}$/],
    ['distributionType', /^(?:only-script|script|bin|source)$/],
    ['distributionUrl|wrapperUrl', USUAL],
  ],
  hazards: (settings) => present(settings.filter(({ keys: [key = ''] }) => URLS.test(key)).map(foreignTool)),
};

function foreignTool(setting: ManifestSetting): SettingHazard | null {
  if (USUAL.test(setting.value)) return null;
  const hazard = registryHazard(setting, setting.value);
  return (
    hazard && {
      ...hazard,
      title: setting.value.startsWith('http:')
        ? 'The build tool is downloaded without TLS'
        : 'The build tool is downloaded from another host',
      explanation:
        'The wrapper downloads this archive and runs it with every build. Take it from the tool’s own host, with its digest.',
      failureScenario: {
        description: `Whoever controls \`${brief(setting.value)}\`, or the way to it, runs what they like on every machine that builds.`,
      },
    }
  );
}

/** A digest that is gone, or changed for the same archive. */
export function lostDigest(base: string, head: string): readonly SideHazard[] {
  const [before, now] = [readProperties(base), readProperties(head)];
  const one = (settings: readonly ManifestSetting[], key: string): ManifestSetting | undefined =>
    settings.find(({ keys }) => keys[0] === key);
  return before.flatMap((old): SideHazard[] => {
    const [key = ''] = old.keys;
    if (!DIGESTS.test(key)) return [];
    const address = key.replace('Sha256Sum', 'Url');
    const [url, digest] = [one(now, address), one(now, key)];
    const same = url !== undefined && one(before, address)?.value === url.value;
    if (url === undefined || (digest !== undefined && (digest.value === old.value || !same))) return [];
    const gone = digest === undefined;
    return [
      {
        rule: 'lockfile-tampering',
        identity: key,
        lines: gone ? [url.line] : [digest.line],
        title: gone
          ? 'Nothing checks the build tool that is downloaded any more'
          : 'The digest of the same archive is another one',
        explanation: gone
          ? `\`${key}\` is gone: whatever the address answers is run. Put the digest of the new archive in its place.`
          : 'A released archive does not change. Compare the digest with the one that the tool’s publishers name.',
        failureScenario: {
          description: `An archive that was tampered with on \`${brief(url.value)}\`, or on the way, runs with the next build.`,
        },
        severity: 'warning',
        confidence: gone ? 800 : 700,
      },
    ];
  });
}
