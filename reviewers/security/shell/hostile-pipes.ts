import type { SyntaxNode } from 'unbash';
import { isCommand, programOf } from '../../changed-code/shell/words.ts';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { dangerOf } from '../manifest/remote-code.ts';
import { brief } from '../scenario.ts';
import type { ShellHazard } from './shell-hazard.ts';

/** An interactive shell on a connection, in the ways in which people write it: all patterns of a row, in text whose blanks are single. */
const REMOTE_SHELLS: readonly (readonly RegExp[])[] = [
  // `bash -i >& /dev/tcp/…`, `exec 5<>/dev/tcp/…`.
  [/[<>] ?&? ?["']?\/dev\/(?:tcp|udp)\/[\w.${}-]{1,100}\/[\w${}]{1,40}/],
  [/^(?:\S{0,100}\/)?(?:nc|ncat|netcat) /, / -\w{0,8}[ec] \S{0,100}sh\b/],
  [/^(?:\S{0,100}\/)?socat /, /\b(?:exec|system):\S{0,100}sh\b/i],
  [/\b(?:ba|z|da|k)?sh(?: -i)? (?:2>&1 )?\| ?(?:nc|ncat|netcat|openssl s_client|telnet) /],
  [/^(?:nc|ncat|netcat|openssl s_client) /, /\| ?(?:\/bin\/)?(?:ba|z|da|k)?sh(?: -i)? ?(?:\||2?>)/],
];
/** `-i` of a shell with its input from a connection's number: `sh -i <&3`. */
const OPEN_SHELL = /\b(?:ba|z|da|k)?sh -i ?<& ?[\d%{]/;
/** A port that is asked whether it is open, and nothing more. */
const ONLY_ASKS = /^(?:echo|printf|:|true|cat|exec \d|[<>])/;

/** The same in a program of its own, so that a time limit can be put on it: `timeout 1 bash -c "</dev/tcp/host/port"`. */
const ASKS_INSIDE =
  /\b(?:ba|z|da|k)?sh -c (["']) ?(?:(?:echo|printf|:|true)\b[^"'|;&`$()<>]{0,60}|: ?|cat < ?\/dev\/null ?|exec \d{0,2})?<?>{0,2} ?\/dev\/(?:tcp|udp)\/[\w.${}-]{1,100}\/[\w${}]{1,40} ?(?:\d?> ?(?:&\d|\/dev\/null) ?){0,2}\1/;

/** The same as a command among others: `while ! </dev/tcp/host/port; do`. */
const ASKS_ALONE =
  /(?:[;!(&|"']|\b(?:do|while|until|if|then) ) ?[<>] ?\/dev\/tcp\/[\w.${}-]{1,100}\/[\w${}]{1,20}(?![\w${}]| \w)/g;

/** Ways by which a script hands a shell, or what is secret, to another machine, and programs that it decodes and runs. */
export function hostilePipes(script: ShellScript): ShellHazard[] {
  const told: [number, number][] = [];
  return script.nodes.flatMap((node): ShellHazard[] => {
    if (!isCommand(node) && node.type !== 'Pipeline') return [];
    if (told.some(([from, to]) => node.pos >= from && node.end <= to)) return [];
    const hazard = hazardOf(node, script);
    if (hazard === null) return [];
    told.push([node.pos, node.end]);
    return [hazard];
  });
}

function hazardOf(node: SyntaxNode, script: ShellScript): ShellHazard | null {
  const text = script.text.slice(node.pos, node.end).replaceAll(/\s+/g, ' ').slice(0, 4000);
  if (isRemoteShell(node, text.replace(ASKS_INSIDE, ' ').replaceAll(ASKS_ALONE, ' ; ')))
    return remoteShell(node.pos, text);
  if (node.type !== 'Pipeline') return isCommand(node) ? pushedToken(node, text) : null;
  const danger = dangerOf(text);
  if (danger?.rule === 'secret-sent-away') return sentAway(node.pos, text);
  // Downloads are told with more that is known of them.
  return danger?.what.includes('decodes') === true ? decoded(node.pos, text) : null;
}

function isRemoteShell(node: SyntaxNode, text: string): boolean {
  if (OPEN_SHELL.test(text)) return true;
  if (!REMOTE_SHELLS.some((patterns) => patterns.every((pattern) => pattern.test(text)))) return false;
  return node.type === 'Pipeline' || !ONLY_ASKS.test(text) || /\bsh\b/.test(text);
}

const identityOf = (text: string): string => text.replaceAll(/\s+/g, '').slice(0, 200);

function remoteShell(start: number, text: string): ShellHazard {
  return {
    rule: 'remote-shell',
    identity: identityOf(text),
    start,
    title: 'The script hands a shell to another machine',
    explanation:
      'Whoever is at the other end types commands on the machine on which the script runs. No script needs that.',
    failureScenario: {
      description: `\`${brief(text)}\` connects, and somebody else has a shell with the rights and tokens of this script.`,
    },
  };
}

function sentAway(start: number, text: string): ShellHazard {
  return {
    rule: 'secret-sent-away',
    identity: identityOf(text),
    start,
    title: 'The script reads credentials of the machine and sends them away',
    explanation: 'What it takes along are the credentials or the whole environment of the machine.',
    failureScenario: { description: `Whoever receives \`${brief(text)}\` has the tokens and keys of whoever runs it.` },
  };
}

function decoded(start: number, text: string): ShellHazard {
  return {
    rule: 'downloaded-code',
    identity: identityOf(text),
    start,
    title: 'The script decodes a program and runs it',
    explanation:
      'Nobody who reads the change sees what runs. Write the program out, or keep it in a file of the repository.',
    failureScenario: {
      description: `\`${brief(text)}\` runs what the encoded text says, with the tokens and rights of this script.`,
    },
  };
}

/** Forges that hand out tokens for pushing. */
const FORGE =
  /(?:^|\.)(?:github|gitlab|bitbucket|codeberg|gitea|azure|visualstudio|huggingface|sr)\.(?:com|org|io|co|ht)$|^(?:git(?:lab|hub|ea)?|code|scm)\./i;
const ADDRESS = /https?:\/\/([^\s"'@/]{1,300})@([\w.-]{1,253})/i;
const TOKEN = /\$\{?\w{0,60}(?:TOKEN|PAT|PASSWORD|SECRET|KEY)/i;

/** A token in an address of git's that is no forge's. */
function pushedToken(node: Extract<SyntaxNode, { type: 'Command' }>, text: string): ShellHazard | null {
  if (programOf(node)?.name !== 'git' || !/\b(?:push|remote|clone|fetch)\b/.test(text)) return null;
  const [, login = '', host] = ADDRESS.exec(text) ?? [];
  if (host === undefined || !TOKEN.test(login) || FORGE.test(host) || /^(?:localhost|127\.)/.test(host)) return null;
  return {
    ...sentAway(node.pos, text),
    title: 'A token is handed to another git server',
    explanation:
      'The token stands in the address, so that whoever runs that server has it. Give it to the server that it is for.',
    severity: 'warning',
    confidence: 650,
  };
}
