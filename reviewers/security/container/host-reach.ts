import type { YamlPlace } from '../configuration/yaml-place.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { shellHazards } from '../shell/judge-shell.ts';
import { UNCHECKED_SETTINGS } from '../shell/open-doors.ts';
import type { SecurityRule } from '../vocabulary.ts';

/** Capabilities with which a container reaches its host, or other containers. */
const DANGEROUS =
  /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|SYS_RAWIO|SYS_BOOT|DAC_READ_SEARCH|NET_ADMIN|BPF|PERFMON|MAC_ADMIN)$/i;
const SOCKET = /(?:docker|containerd|crio|podman)\.sock$/;
/** Folders of a host whose contents decide what the host does. */
const OF_HOST =
  /^\/(?:|etc|root|proc|sys|boot|dev|usr|bin|sbin|lib|home|var|var\/run|run|var\/lib|var\/lib\/(?:docker|kubelet|containerd)|etc\/(?:kubernetes|shadow|passwd|ssh|sudoers.*))\/?$/;

/** What a hazard says in words. */
export interface HazardWords {
  readonly title: string;
  readonly explanation: string;
  readonly scenario: string;
  readonly severity?: ConfigurationHazard['severity'];
  readonly confidence?: number;
}

/** A hazard at a place of a YAML text; `subject` says whose it is, so that two containers have two. */
export function hazardAt(
  rule: SecurityRule,
  place: YamlPlace,
  subject: string,
  words: HazardWords,
): ConfigurationHazard {
  const { scenario, severity, confidence, ...rest } = words;
  return {
    rule,
    identity: `${subject} ${words.title}`,
    lines: place.lines,
    failureScenario: { description: scenario },
    ...rest,
    ...(severity !== undefined && { severity }),
    ...(confidence !== undefined && { confidence }),
  };
}

const ESCAPE = 'Whoever takes the program over in the container has the host as well, and every other container on it.';

/** A container that is one with its host. */
export function sharesHost(place: YamlPlace, subject: string, what: string): ConfigurationHazard {
  return hazardAt('container-escape', place, subject, {
    title: `\`${subject}\` shares ${what} with its host`,
    explanation: `${ESCAPE} Give it the one port, file or capability that it needs.`,
    scenario:
      'A weakness of the program lets somebody run commands in the container: they see, signal or reach what belongs to the host and to others.',
  });
}

/** A container without the walls around it. */
export function hasNoWalls(place: YamlPlace, subject: string, what: string): ConfigurationHazard {
  return hazardAt('container-escape', place, subject, {
    title: `\`${subject}\` ${what}`,
    explanation: `${ESCAPE} Give it the one capability or device that it needs.`,
    scenario:
      'A weakness of the program lets somebody run commands in the container: they mount the host’s disk and are root there.',
  });
}

/** Capabilities in a list that are too much. */
export function dangerousCapabilities(list: YamlPlace): YamlPlace[] {
  return list.items.filter(({ words }) => DANGEROUS.test(words));
}

/** What a mounted path of the host gives away; null where it is harmless. */
export function reachOfPath(path: string): string | null {
  if (SOCKET.test(path)) return 'the socket of the container engine';
  return OF_HOST.test(path) ? `\`${path}\`` : null;
}

/** Settings in the environment that turn checks off. */
export function uncheckedSetting(name: string, value: YamlPlace, subject: string): ConfigurationHazard[] {
  if (UNCHECKED_SETTINGS[name]?.test(value.words) !== true) return [];
  return [
    hazardAt('certificate-check-off', value, subject, {
      title: `\`${name}\` turns checks off in \`${subject}\``,
      explanation: 'Certificates are not looked at any more. Give the program the certificate that it misses.',
      scenario:
        'Somebody on the way answers for a server that the container calls, and reads or changes what it sends.',
    }),
  ];
}

const SHELL = /(?:^|\/)(?:ba|da|a)?sh$/;

/**
 * Programs for a shell in what a container starts: `sh -c` and its text as words of a list, also where the list goes on in a second one
 * (`command` and `args`), and one line that the engine takes apart by itself.
 */
export function commandHazards(...lists: readonly YamlPlace[]): ConfigurationHazard[] {
  const words = lists.flatMap((list) => list.items);
  const at = words.findIndex(({ words: word }) => /^-\w{0,4}c$/.test(word));
  const [only] = words;
  if (only !== undefined && words.length === 1) return programHazards(only);
  const program = at > 0 && SHELL.test(words[at - 1]?.words ?? '') ? words[at + 1] : undefined;
  return program === undefined ? [] : programHazards(program);
}

/** What a text does that a shell runs. */
export function programHazards(program: YamlPlace): ConfigurationHazard[] {
  return (shellHazards(program.words) ?? []).map(({ start, ...hazard }) => ({
    ...hazard,
    lines: [program.lineInside(program.words.slice(0, start).split('\n').length - 1)],
  }));
}

/** An image without a version. */
export function movingImage(image: YamlPlace, subject: string): ConfigurationHazard[] {
  const name = image.words;
  const tag = /:([^:/]+)$/.exec(name)?.[1];
  if (name === '' || /[@$]/.test(name) || (tag !== undefined && tag !== 'latest')) return [];
  return [
    hazardAt('moving-image', image, subject, {
      title: `\`${name}\` is whatever was pushed last`,
      explanation: 'Two starts of the same file give two programs. Name a version, or a digest.',
      scenario: 'A new major version is pushed: the next start takes it, and what worked before fails or differs.',
      confidence: 450,
    }),
  ];
}

/** Ports of stores that trust whoever reaches them. */
export const STORE_PORTS: ReadonlySet<string> = new Set(
  '2375 2376 2379 3306 5432 5984 6379 7000 8086 9042 9092 9200 9300 11211 27017 1433 1521 6443 10250 15672 5601 8500'.split(
    ' ',
  ),
);
