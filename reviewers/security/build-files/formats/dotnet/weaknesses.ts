import type { SettingHazard } from '../../manifest-format.ts';
import type { ManifestSetting } from '../../setting.ts';
import { brief } from '../../../scenario.ts';

type Said = Pick<SettingHazard, 'rule' | 'title' | 'explanation' | 'severity' | 'confidence'> & {
  readonly happens: string;
};

/** A hazard in the words of a table. */
export function tableHazard(at: ManifestSetting, { happens, ...said }: Said, identity: string): SettingHazard {
  return { at, identity, failureScenario: { description: happens }, ...said };
}

/** A check that looks for known holes, or for who published a package, is off or sees less. */
export function checkOff(
  at: ManifestSetting,
  what: string,
  { identity = what, severity = 'warning' }: { identity?: string; severity?: 'warning' | 'suggestion' } = {},
): SettingHazard {
  return tableHazard(
    at,
    {
      rule: 'security-check-off',
      title: what,
      explanation:
        'What that check would have found comes in without a word, for all projects that share this file. Leave it on, and name the single place that is right as it is.',
      happens: 'A package or a line with a hole that everybody knows is built and released; the build stays green.',
      severity,
      confidence: severity === 'warning' ? 750 : 600,
    },
    identity,
  );
}

/** A password or key that stands in the file. */
export function heldSecret(at: ManifestSetting, name: string): SettingHazard {
  return tableHazard(
    at,
    {
      rule: 'hard-coded-secret',
      title: `\`${brief(name)}\` is written into the file`,
      explanation:
        'Whoever can read the repository, now or later, can publish or sign with it. Replace it, and take the new one from the environment or a store of secrets.',
      happens: 'Somebody who reads the repository, or its history, publishes in the owner’s name.',
      severity: 'critical',
      confidence: 800,
    },
    // The value itself is kept nowhere.
    `${at.place ?? name} ${at.value.length}`,
  );
}

/** Data that runs code when it is read. */
export function unsafeFormatter(at: ManifestSetting): SettingHazard {
  return tableHazard(
    at,
    {
      rule: 'unsafe-deserialisation',
      title: 'BinaryFormatter is switched on again',
      explanation:
        'What it reads chooses the types that are made and the code that runs. It cannot be made safe; use System.Text.Json or another format that only holds data.',
      happens: 'A file, message or cookie of a stranger is decoded, and runs a program of theirs.',
      severity: 'critical',
      confidence: 850,
    },
    'BinaryFormatter',
  );
}

/** What a program or its update travels without. */
export function unencrypted(at: ManifestSetting, what: string): SettingHazard {
  return tableHazard(
    at,
    {
      rule: 'unencrypted-data',
      title: `${what} without TLS`,
      explanation: 'Whoever sits on the way reads it, or puts another program in its place. Use an https address.',
      happens: `Someone on the network answers for \`${brief(at.value)}\`; every machine that updates runs what they send.`,
      severity: 'critical',
      confidence: 800,
    },
    `${at.keys.join('.')} ${at.value}`,
  );
}

/** The runtime checks less than it does by itself. */
export function runtimeOff(at: ManifestSetting, name: string, what: string): SettingHazard {
  return tableHazard(
    at,
    {
      rule: /certificate|TLS/.test(what) ? 'certificate-check-off' : 'security-check-off',
      title: `\`${brief(name)}\` ${what}`,
      explanation:
        'The switch holds for the whole program, also for code of packages that relies on the check. Leave it as it is by default.',
      happens: 'Somebody on the network, or whoever writes what is read, uses what the runtime no longer refuses.',
      severity: 'warning',
      confidence: 800,
    },
    name,
  );
}
