import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { dangerOf } from '../manifest/remote-code.ts';
import { brief } from '../scenario.ts';
import { blocksOf, textOf } from './hcl-blocks.ts';
import type { HclValue } from './read-hcl.ts';

const PINNED = /[?&]ref=(?:[\da-f]{40}|(?:[\w-]{1,40}[-_/])?v?\d[\w.-]{0,40})(?:&|$)/;
const INSERTED = /\$\{(?:var|data|each|local|self|module)\.[^}]{1,200}\}/;

/** Modules of others that may change, and programs that are started while infrastructure is changed. */
export function foreignHazards(values: readonly HclValue[]): ConfigurationHazard[] {
  return [
    ...blocksOf(values).flatMap(({ type, values: own }) => (type === 'module' ? moduleHazard(own) : [])),
    ...values.flatMap(commandHazard),
  ];
}

function moduleHazard(own: ReadonlyMap<string, HclValue>): ConfigurationHazard[] {
  const at = own.get('source');
  if (at === undefined) return [];
  const source = textOf(at);
  const isOpen = /^(?:git::)?http:\/\//.test(source);
  const isGit = /^git::|^git@|^(?:https?:\/\/)?(?:www\.)?(?:github\.com|bitbucket\.org|gitlab\.com)\//.test(source);
  if (!isOpen && !(isGit && !PINNED.test(source))) return [];
  return [
    {
      rule: 'dependency-source',
      identity: source,
      lines: [at.line],
      title: isOpen ? 'A module comes without TLS' : 'A module comes from a place whose contents can change',
      explanation:
        'It is run with the rights to change the whole infrastructure. Name a released version, or the full hash of a commit, and https.',
      failureScenario: {
        description: `Whoever can write to \`${brief(source)}\`${isOpen ? ', or sits on the way,' : ''} decides what the next \`apply\` makes and deletes.`,
      },
      severity: isOpen ? 'critical' : 'warning',
      confidence: isOpen ? 850 : 700,
    },
  ];
}

function commandHazard(at: HclValue): ConfigurationHazard[] {
  const key = at.keys.at(-1) ?? '';
  const isCommand = /^(?:command|inline|program|user_data|startup-script|metadata_startup_script|custom_data)$/.test(
    key,
  );
  if (!isCommand) return [];
  const danger = at.value.split('\n').findIndex((line) => dangerOf(line.replaceAll('"', ' ').trim()) !== null);
  if (danger !== -1)
    return [
      {
        rule: 'downloaded-code',
        identity: `${at.block.join('.')} ${key} ${(at.value.split('\n')[danger] ?? '').replaceAll(/\s+/g, '')}`,
        lines: [at.line + danger],
        title: 'Downloads a program and runs it unseen',
        explanation: 'What it loads is not in the repository, can change any day and is seen by no review.',
        failureScenario: {
          description:
            'Whoever controls the other end runs what they like on the machine, with its role, or on the one that applies the change.',
        },
        severity: 'warning',
        confidence: 750,
      },
    ];
  const isLocal = key === 'command' && at.keys.includes('provisioner') && INSERTED.test(at.value);
  return isLocal ? [inserted(at)] : [];
}

function inserted(at: HclValue): ConfigurationHazard {
  return {
    rule: 'command-injection',
    identity: `${at.block.join('.')} ${at.value.replaceAll(/\s+/g, '')}`,
    lines: [
      at.line +
        Math.max(
          0,
          at.value.split('\n').findIndex((line) => INSERTED.test(line)),
        ),
    ],
    title: 'A shell reads a value as a part of its code',
    explanation:
      'A value with a quote or `$(` in it begins a command of its own on the machine that applies the change. Hand values over by `environment`.',
    failureScenario: {
      description: `With \`"; env | … #\` as the value, \`${brief(at.value)}\` runs that, too, with the credentials of whoever applies the change.`,
    },
    severity: 'suggestion',
    confidence: 550,
  };
}
