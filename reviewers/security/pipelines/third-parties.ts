import type { SettingHazard } from '../build-files/manifest-format.ts';
import type { ManifestSetting } from '../build-files/setting.ts';
import { brief } from '../scenario.ts';

const COMMIT = /^[\da-f]{40}(?:[\da-f]{24})?$/i;
const VERSION = /^(?:refs\/tags\/)?(?:[\w-]{1,40}[-_/])?v?\d/i;

/** Whether a reference names one state for good, or a version that its makers released. */
export function isReleased(ref: string): boolean {
  return COMMIT.test(ref) || VERSION.test(ref);
}

/** Steps of others that a pipeline takes over, and that they may change under the same name. */
export function movingPart(
  at: ManifestSetting,
  {
    what,
    ref,
    severity = 'suggestion',
  }: { readonly what: string; readonly ref: string; readonly severity?: 'critical' | 'warning' | 'suggestion' },
): SettingHazard {
  return {
    at,
    rule: 'unpinned-action',
    identity: `${what} ${ref}`,
    title: `\`${brief(what)}\` is whatever ${ref === '' ? 'its default branch is' : `\`${brief(ref)}\` points to`}`,
    explanation:
      'Whoever can write there changes what this pipeline runs, with its secrets, and no change here shows it. Name the full hash of a commit, or a released version.',
    failureScenario: {
      description: `An account that may write to \`${brief(what)}\` is stolen. The next run of this pipeline executes the thief’s steps, and hands them what the job may do.`,
    },
    severity,
    confidence: severity === 'suggestion' ? 550 : 750,
  };
}

/** An image without a version, or at one that moves; null where it has another one, or is computed. */
export function movingImageOf(at: ManifestSetting): SettingHazard | null {
  const image = at.value.replace(/^docker:\/\//, '');
  if (!/^[\w./:-]{1,300}$/.test(image) || image.includes('@')) return null;
  const name = image.slice(image.lastIndexOf('/') + 1);
  if (name.includes(':') && !name.endsWith(':latest')) return null;
  return {
    at,
    rule: 'moving-image',
    identity: image,
    title: `\`${brief(image)}\` is whatever was published last`,
    explanation:
      'The image may change under the same name, with everything that the job runs in it. Name a version, or better the digest.',
    failureScenario: {
      description:
        'The next run takes another image: the job breaks, or runs what somebody with a stolen account has published.',
    },
  };
}
