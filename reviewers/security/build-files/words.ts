import { posix } from 'node:path';
import { brief } from '../scenario.ts';
import { dangerOf } from '../manifest/remote-code.ts';
import type { SettingHazard } from './manifest-format.ts';
import type { ManifestSetting } from './setting.ts';

const OPEN = /^(?:git\+)?(?:http|git|svn):\/\//i;
const THIS_MACHINE = /^[\w+]{1,10}:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/i;

/** What is wrong with an address from which a package is taken: no TLS, or a place whose contents move. Null where it is pinned. */
export function sourceHazard(
  at: ManifestSetting,
  { name, address, isPinned }: { readonly name: string; readonly address: string; readonly isPinned: boolean },
): SettingHazard | null {
  if (THIS_MACHINE.test(address) || address === '') return null;
  const place = brief(address);
  if (OPEN.test(address))
    return {
      at,
      rule: 'dependency-source',
      identity: `${name} ${address}`,
      title: `\`${name}\` is fetched without TLS`,
      explanation:
        'Whoever sits on the way can put another program in its place. Take a released version from the registry, or use https and a digest.',
      failureScenario: {
        description: `Someone on the network answers for \`${place}\`, and the build runs what they send.`,
      },
      severity: 'critical',
      confidence: 850,
    };
  if (isPinned) return null;
  return {
    at,
    rule: 'dependency-source',
    identity: `${name} ${address}`,
    title: `\`${name}\` comes from a place whose contents can change`,
    explanation:
      'A branch, tag or file at an address moves without a change here, and no registry keeps who published it. Take a released version, or name the full hash of a commit.',
    failureScenario: { description: `Whoever can write to \`${place}\` decides what the next build runs.` },
    severity: 'warning',
    confidence: 700,
  };
}

/** A registry or repository of packages that the manifest names; null for the usual ones and this machine. */
export function registryHazard(
  at: ManifestSetting,
  address: string,
  usual: RegExp | null = null,
): SettingHazard | null {
  if (THIS_MACHINE.test(address) || usual?.test(address) === true || !/^[\w+]{1,20}:\/\//.test(address)) return null;
  const open = OPEN.test(address);
  const host = /^[\w+]{1,20}:\/\/(?:[^/@]{0,200}@)?([^/:]{1,200})/.exec(address)?.[1] ?? address;
  return {
    at,
    rule: 'registry-override',
    identity: `${open ? 'open ' : ''}${host}`,
    title: open ? 'Packages come from a place without TLS' : `Packages come from \`${brief(host)}\` now`,
    explanation: open
      ? 'Packages can be read and replaced on the way. Use the https address.'
      : 'Whoever runs that host decides what is built and run from it, also under names that another registry serves. Make sure that it is meant.',
    failureScenario: {
      description: open
        ? `Someone on the network answers for \`${brief(address)}\` and hands out other packages.`
        : `A package of a name that the build asks for is published on \`${brief(host)}\`, and the build takes it from there.`,
    },
    severity: open ? 'critical' : 'warning',
    confidence: open ? 850 : 600,
  };
}

/** A command that downloads code, decodes it or sends secrets away; null where it does none of that. */
export function commandHazard(at: ManifestSetting): SettingHazard | null {
  const danger = dangerOf(at.value);
  if (danger === null) return null;
  return {
    at,
    rule: danger.rule,
    identity: at.value,
    title: `\`${brief(at.keys.join('.'))}\` ${danger.what}`,
    explanation:
      'The build starts this by itself. What it runs or takes along is not in the repository and is seen by no review.',
    failureScenario: {
      description: `Whoever controls the other end of \`${brief(at.value)}\` runs what they like, or reads along, on every machine that builds.`,
    },
    severity: 'critical',
    confidence: 850,
  };
}

/** A command or program that runs with every build or installation. */
export function buildStepHazard(at: ManifestSetting, what: string): SettingHazard {
  return {
    at,
    rule: 'install-script',
    identity: `${what} ${at.value}`,
    title: `${what} runs on every machine that builds`,
    explanation:
      'It runs by itself with all rights of the user, before anybody has looked at it. Let people call it by name, or give it the review of a program.',
    failureScenario: {
      description: `A build on a developer’s machine or in CI runs \`${brief(at.value)}\` with the tokens of that user.`,
    },
    severity: 'warning',
    confidence: 650,
  };
}

/** A check of certificates, addresses or digests that is switched off. */
export function openHazard(at: ManifestSetting, what = 'come without TLS'): SettingHazard {
  return {
    at,
    rule: 'certificate-check-off',
    identity: at.keys.join('.'),
    title: `\`${at.keys.join('.')}\` lets packages ${what}`,
    explanation: 'What is fetched can be read and replaced on the way. Leave the check on, and use https addresses.',
    failureScenario: { description: 'Someone on the network answers in place of a registry; nothing notices.' },
    severity: 'critical',
    confidence: 850,
  };
}

/** A path that leaves the repository; null where it does not. */
export function outsideHazard(at: ManifestSetting, name: string, path: string): SettingHazard | null {
  const target = at.value;
  const resolved = posix.normalize(posix.join(posix.dirname(path), target));
  if (!/^(?:\/|~|[A-Za-z]:[\\/]|\\\\)/.test(target) && resolved !== '..' && !resolved.startsWith('../')) return null;
  return {
    at,
    rule: 'dependency-source',
    identity: `${name} ${target}`,
    title: `\`${name}\` lies outside the repository`,
    explanation:
      'What is built depends on the machine, and nobody reviews it. Bring it into the repository, or publish it.',
    failureScenario: { description: `Another checkout, or CI, takes whatever somebody put at \`${brief(target)}\`.` },
    severity: 'warning',
    confidence: 700,
  };
}

/** Whether a path, written from the folder of a file, leads to something else in the repository. */
export function isWithin(path: string, target: string): boolean {
  if (!/^(?:\.{1,2}\/){0,8}(?!\.\.)[\w.-][\w. /-]{0,300}$/.test(target)) return false;
  const resolved = posix.normalize(posix.join(posix.dirname(path), target));
  return !/^\.\.(?:\/|$)|(?:^|\/)\.git(?:\/|$)/.test(resolved);
}

/** A wish that takes whatever is published last. */
export function movingVersionHazard(at: ManifestSetting, name: string | null): SettingHazard {
  const written = `\`${brief(at.value)}\``;
  const shown = name === null ? `the package of ${written}` : `\`${name}\``;
  return {
    at,
    rule: 'dependency-source',
    identity: `${name ?? at.value} any`,
    title: name === null ? `A package may be any version that fits ${written}` : `${shown} may be any version`,
    explanation: 'The next build takes whatever was published last, whoever published it. Name a released version.',
    failureScenario: {
      description: `A stolen account publishes ${shown}; the next build runs it, because ${written} allows it.`,
    },
    severity: 'suggestion',
    // Folded: of three on ordinary commits one was right.
    confidence: 200,
  };
}

/** What is there, without nothings. */
export function present<T>(all: readonly (T | null)[]): T[] {
  return all.filter((one) => one !== null);
}
