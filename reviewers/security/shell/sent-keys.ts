import { expansionsIn, isCommand, programOf } from '../../changed-code/shell/words.ts';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { brief } from '../scenario.ts';
import type { ShellHazard } from './shell-hazard.ts';

/** Whose key a name says it is. */
interface KeyOwner {
  readonly name: RegExp;
  readonly host: RegExp;
}

/** Keys by the names that their services give them, and hosts that are theirs. */
const OWNERS: readonly KeyOwner[] = [
  // Coveralls takes the job's own token to end a parallel build, as its documentation says.
  {
    name: /^(?:github|gh)_?(?:api_?)?(?:token|pat)$|^github\.token$/i,
    host: /(?:^|\.)(?:github|githubusercontent|ghe)\.|^ghcr\.io$|(?:^|\.)coveralls\.io$/,
  },
  {
    name: /^(?:npm|node)_?(?:auth_?|publish_?|api_?)?token$/i,
    host: /(?:^|\.)(?:npmjs|yarnpkg|github|npmmirror)\.|^npm\./,
  },
  { name: /^(?:test_?)?pypi_?(?:api_?)?(?:token|password)$/i, host: /(?:^|\.)(?:pypi|pythonhosted)\.org$/ },
  { name: /^(?:cargo|crates_?io)_?(?:registry_?|api_?)?token$/i, host: /(?:^|\.)crates\.io$/ },
  { name: /^nuget_?(?:api_?)?(?:key|token)$/i, host: /(?:^|\.)nuget\.org$/ },
  { name: /^rubygems_?(?:api_?)?(?:key|token)$/i, host: /(?:^|\.)rubygems\.org$/ },
  { name: /^docker_?hub_?(?:token|password)$/i, host: /(?:^|\.)docker\.(?:com|io)$/ },
  { name: /^aws_(?:secret_access_key|access_key_id|session_token)$/i, host: /(?:^|\.)amazonaws\.com(?:\.cn)?$/ },
];
/** Programs that hand something to another machine. */
export const SENDS = /^(?:curl|wget|http|https|xh|nc|ncat|netcat)$/;
const HOST = /\bhttps?:\/\/(?:[^\s"'@/$]{1,100}@)?([\w.-]{1,253})(?=[/:?"'\s]|$)/g;

/** Whose key something is by its name; undefined where the name does not say. */
export function ownerOf(name: string): KeyOwner | undefined {
  return OWNERS.find((owner) => owner.name.test(name));
}

/** The hosts of the addresses in a text, those of this machine left out, in lower case. */
export function hostsIn(text: string): string[] {
  return Array.from(text.matchAll(HOST), ([, host = '']) => host.toLowerCase()).filter((host) => !isOwn(host));
}

const isOwn = (host: string): boolean => /^(?:localhost|127\.[\d.]+|0\.0\.0\.0)$/.test(host);

/** How the identities of these hazards begin: in a workflow its secrets are known by more than their names. */
export const KEY_SENT = 'a key sent ';

/** Keys to one service that a script hands to the host of another. */
export function sentKeys(script: ShellScript): ShellHazard[] {
  return script.nodes.flatMap((node): ShellHazard[] => {
    const program = isCommand(node) ? programOf(node) : null;
    if (program === null || !SENDS.test(program.name)) return [];
    const text = script.text.slice(node.pos, node.end);
    const hosts = hostsIn(text);
    const names = program.args.flatMap((word) => expansionsIn(word).flatMap(({ name }) => name ?? []));
    const name = names.find((one) => hosts.some((host) => ownerOf(one)?.host.test(host) === false));
    if (name === undefined) return [];
    return [
      {
        rule: 'secret-sent-away',
        identity: `${KEY_SENT}${name} ${hosts.join(' ')}`,
        start: node.pos,
        title: `\`$${name}\` is handed to a host for which it is not`,
        explanation: 'It is a key to another service. Whoever runs that host can use it there until it is revoked.',
        failureScenario: {
          description: `The script runs \`${brief(text)}\` where the key is set, as in CI: the other host has it.`,
        },
        severity: 'warning',
        confidence: 700,
      },
    ];
  });
}
