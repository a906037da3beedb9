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
/** Settings that turn checks off, for whatever starts behind them. */
export const UNCHECKED_SETTINGS: Readonly<Record<string, RegExp>> = {
  SSL_NO_VERIFY: /^(?:1|true)$/i,
  CURL_INSECURE: /^(?:1|true)$/i,
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
      return value !== null && UNCHECKED_SETTINGS[node.name]?.test(value) === true
        ? [unchecked(node.pos, node.text)]
        : [];
    }
    if (!isCommand(node)) return [];
    const text = script.text.slice(node.pos, node.end);
    return [
      ...switched(node, text),
      ...rightsForAll(node, text),
      ...sentAway(node, text),
      ...listed(node, text),
      ...plainSources(node, text),
    ];
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
  return text.includes('trusted=yes') ? [unchecked(command.pos, text)] : [];
}

/** Packages and repositories that are fetched without TLS. */
function plainSources(command: Command, text: string): ShellHazard[] {
  const registry =
    /--(?:extra-)?(?:index-url|registry|index|source)[= ]["']?http:\/\/(?!localhost|127\.|\[::1\])/i.test(text);
  const added =
    /^(?:nuget|choco|gem|helm|conda|npm|yarn|pnpm|dotnet nuget) .{0,200}?(?:sources?|config|repo|install|push)\b/i.test(
      text,
    ) && /[\s=]["']?http:\/\/(?!localhost|127\.|\[::1\])/i.test(text);
  const clone =
    /\bgit (?:clone|submodule add|remote add)\b/.test(text) && /\s["']?(?:http|git):\/\/(?!localhost|127\.)/.test(text);
  const keys = /StrictHostKeyChecking[ =]["']?no\b/.test(text);
  if (!registry && !added && !clone && !keys) return [];
  return [
    {
      ...unchecked(command.pos, text),
      ...(keys && !registry && !added && !clone && { severity: 'suggestion' as const, confidence: 450 }),
    },
  ];
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
  if (/\bNOPASSWD:[ ]?ALL\b/.test(text) && /^(?:echo|printf|tee|sed)$/.test(program?.name ?? ''))
    return [rights(command, text, 'Every user named there becomes root without a password')];
  if (program?.name !== 'chmod') return [];
  const mode = program.args.find(({ value }) => !value.startsWith('-'))?.value ?? '';
  const setsUser =
    /^[0-7]?[4-7][0-7]{3}$|^[ugo,+rwx=]{0,20}(?:u|g|ug)?\+\w{0,2}s/.test(mode) && !/^0?[0-3]?[0-7]{3}$/.test(mode);
  if (setsUser) return [rights(command, text, 'Whoever starts this program runs as its owner')];
  const others = /^0?([0-7]?)[0-7][0-7]([0-7])$/.exec(mode);
  const open =
    others === null
      ? /^(?:a|o|ugo|\+)?\+?\w{0,2}w/.test(mode) && /^(?:a|o|ugo)\+/.test(mode)
      : /[2367]/.test(others[2] ?? '') && others[1] !== '1';
  return open ? [rights(command, text, 'Everybody on the machine may write there')] : [];
}

function rights(command: Command, text: string, title: string): ShellHazard {
  return {
    rule: 'excessive-permissions',
    identity: text.replace(/\s+/g, ''),
    start: command.pos,
    title,
    explanation:
      'Another user, or a program that was taken over, gets rights that are not its own. Give them to the one user or group that needs them.',
    failureScenario: {
      description: `After \`${brief(text)}\` a process with no rights of its own has those of another user.`,
    },
    severity: 'suggestion',
    confidence: 500,
  };
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
