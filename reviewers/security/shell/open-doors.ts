import type { Command } from 'unbash';
import { isCommand, literalOf, programOf } from '../../changed-code/shell/words.ts';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { brief } from '../scenario.ts';
import { dangerOf } from '../manifest/remote-code.ts';
import type { ShellHazard } from './shell-hazard.ts';

const LOCAL = /localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|\$\{?\w*(?:LOCAL|host_?ip)\w*/i;
const SWITCHES: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-[a-zA-Z]{0,6}k[a-zA-Z]{0,6}|--insecure)$/,
  wget: /^--no-check-certificate$/,
  pip: /^--trusted-host(?:=|$)/,
  pip3: /^--trusted-host(?:=|$)/,
  'apt-get': /^--allow-unauthenticated$|^--force-yes$|^--allow-insecure-repositories$|AllowUnauthenticated=(?:true|1)/,
  apt: /^--allow-unauthenticated$|^--force-yes$|^--allow-insecure-repositories$/,
  apk: /^--allow-untrusted$/,
  yum: /^--nogpgcheck$/,
  dnf: /^--nogpgcheck$/,
  zypper: /^--no-gpg-checks$/,
  git: /^http\.sslVerify=(?:false|0)$/i,
};
const VARIABLES: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  GIT_SSL_NO_VERIFY: /^(?:1|true)$/,
  PYTHONHTTPSVERIFY: /^0$/,
  GONOSUMCHECK: /^1$/,
  GONOSUMDB: /^\*$/,
  GOFLAGS: /-insecure/,
  GOINSECURE: /^\*$/,
  npm_config_strict_ssl: /^false$/i,
  NPM_CONFIG_STRICT_SSL: /^false$/i,
  HOMEBREW_NO_VERIFY_ATTESTATIONS: /^1$/,
};

/** Checks of certificates and signatures that a script turns off, rights for everybody, and what it sends away. */
export function openDoors(script: ShellScript): ShellHazard[] {
  return script.nodes.flatMap((node): ShellHazard[] => {
    if (node.type === 'Assignment') {
      const value = node.value.type === 'Word' ? literalOf(node.value) : null;
      return value !== null && VARIABLES[node.name]?.test(value) === true ? [unchecked(node.pos, node.text)] : [];
    }
    if (!isCommand(node)) return [];
    const text = script.text.slice(node.pos, node.end);
    return [...switched(node, text), ...rightsForAll(node, text), ...sentAway(node, text), ...listed(node, text)];
  });
}

function switched(command: Command, text: string): ShellHazard[] {
  const program = programOf(command);
  const off = program === null ? undefined : SWITCHES[program.name];
  if (program === null || off === undefined || LOCAL.test(text)) {
    const isConfig = program?.name === 'npm' || program?.name === 'yarn' || program?.name === 'git';
    return isConfig && /\b(?:strict-ssl|http\.sslVerify)["' =]{1,3}(?:false|0)\b/i.test(text)
      ? [unchecked(command.pos, text)]
      : [];
  }
  if (program.args.some(({ value }) => off.test(value))) return [unchecked(command.pos, text)];
  return program.name === 'git' &&
    /^config$/.test(program.args[0]?.value ?? '') &&
    /http\.sslVerify["' ]{1,3}(?:false|0)\b/i.test(text)
    ? [unchecked(command.pos, text)]
    : [];
}

function listed(command: Command, text: string): ShellHazard[] {
  return /\[[^\]\n]{0,80}\btrusted=yes\b[^\]\n]{0,80}\]/.test(text) ? [unchecked(command.pos, text)] : [];
}

function unchecked(start: number, text: string): ShellHazard {
  return {
    rule: 'certificate-check-off',
    identity: text.replace(/\s+/g, '').slice(0, 200),
    start,
    title: 'What is loaded here is not checked',
    explanation:
      'Certificates or signatures are not looked at, so that whoever sits on the way, or answers in the other’s place, decides what arrives. Give the tool the certificate or key that it misses.',
    failureScenario: {
      description: `Somebody in the same network answers for the server of \`${brief(text)}\` and hands out a changed program, or takes the credentials that are sent.`,
    },
  };
}

function rightsForAll(command: Command, text: string): ShellHazard[] {
  const program = programOf(command);
  if (program?.name !== 'chmod') return [];
  const mode = program.args.find(({ value }) => !value.startsWith('-'))?.value ?? '';
  if (!/^0?[0-7]?7?77$|^0?[0-7]?[0-7][2367]$|^(?:a|o|ugo)\+\w{0,2}w/.test(mode) || !/(?:[2367]$|w)/.test(mode))
    return [];
  if (/^0?1/.test(mode) && mode.length === 4) return [];
  return [
    {
      rule: 'excessive-permissions',
      identity: text.replace(/\s+/g, ''),
      start: command.pos,
      title: 'Everybody on the machine may write there',
      explanation:
        'Another user, or a program that was taken over, can change these files, and whoever runs or reads them next trusts them. Give the rights to the one user or group that needs them.',
      failureScenario: {
        description: `After \`${brief(text)}\` a process with no rights of its own puts its code into a file that a user with rights runs.`,
      },
      severity: 'suggestion',
      confidence: 500,
    },
  ];
}

function sentAway(command: Command, text: string): ShellHazard[] {
  const danger = dangerOf(text.replaceAll(/\s+/g, ' '));
  if (danger?.rule !== 'secret-sent-away') return [];
  return [
    {
      rule: danger.rule,
      identity: text.replace(/\s+/g, ''),
      start: command.pos,
      title: `The script ${danger.what}`,
      explanation: 'What it takes along are the credentials or the whole environment of the machine.',
      failureScenario: {
        description: `Whoever receives \`${brief(text)}\` has the tokens and keys of whoever runs it.`,
      },
    },
  ];
}
