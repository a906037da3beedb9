import type { Command, Pipeline, SyntaxNode, Word } from 'unbash';
import { expansionsIn, isCommand, programOf } from '../../changed-code/shell/words.ts';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { brief } from '../scenario.ts';
import { isKnownInstaller, isThisMachine } from './known-installers.ts';
import type { ShellHazard } from './shell-hazard.ts';

const FETCHES = /^(?:curl|wget|fetch|aria2c|http|lwp-download)$/;
const RUNS = /^(?:(?:ba|z|da|k|a)?sh|python[\d.]*|node|perl|ruby|php|source|\.|bun|deno)$/;
/** Something that compares what was loaded with what was expected. */
const COMPARES =
  /\b(?:sha\d{1,3}(?:sum)?|shasum|md5sum|b2sum|gpgv?2?|cosign|minisign|signify|openssl dgst|sigstore|attestation verify|slsa-verifier|checksum|--checksum|rekor-cli|codesign|spctl)\b/i;

/** Programs that a script loads from the network and runs without comparing them with anything. */
export function downloads(script: ShellScript): ShellHazard[] {
  const piped = script.nodes.flatMap((node) => [
    ...(node.type === 'Pipeline' ? pipedDownload(node, script) : []),
    ...(isCommand(node) ? insertedDownload(node, script) : []),
  ]);
  return [...piped, ...(COMPARES.test(script.text) ? [] : [...savedDownloads(script), ...openDownloads(script)])];
}

/** What is installed or unpacked, by the ending of its address. */
const PROGRAM = /\.(?:tar(?:\.\w{1,4})?|tgz|txz|zip|deb|rpm|apk|jar|war|exe|msi|sh|run|bin|whl|gem|AppImage)$/;
const UNPACKS = /^(?:tar|gunzip|unzip|bsdtar|dpkg|rpm|apt-key|gpg|cpio|xz|bunzip2|install|tee)$/;

/** A program or archive that comes without TLS and is compared with nothing. */
function openDownloads(script: ShellScript): ShellHazard[] {
  return script.nodes.flatMap((node) => {
    const [first, second] = node.type === 'Pipeline' ? node.commands : [node];
    const fetch = first === undefined ? undefined : fetchIn(first);
    const address = fetch === undefined ? null : addressOf(fetch);
    if (fetch === undefined || address?.startsWith('http:') !== true || isThisMachine(address)) return [];
    const next = second !== undefined && isCommand(second) ? (programOf(second)?.name ?? '') : '';
    const saved = second === undefined && savedAs(fetch) !== null && PROGRAM.test(address);
    if (!saved && !UNPACKS.test(next)) return [];
    // What is saved and run is told as that.
    if (savedDownloads(script).some(({ start }) => start === fetch.pos)) return [];
    return [hazardOf(fetch, script, { how: 'takes it as it comes, without TLS', grave: true })];
  });
}

function pipedDownload({ commands }: Pipeline, script: ShellScript): ShellHazard[] {
  const [first, ...others] = commands;
  const fetch = first === undefined ? undefined : fetchIn(first);
  if (fetch === undefined) return [];
  const runner = others.find((one) => isCommand(one) && readsProgram(one));
  return runner === undefined ? [] : [hazardOf(fetch, script, { how: 'runs it unread', grave: true })];
}

/** `sh`, `sh -s -- x`, `sudo bash -`; not `python -c '…'`, which reads data. */
function readsProgram(command: Command): boolean {
  const program = programOf(command);
  if (program === null || !RUNS.test(program.name)) return false;
  const [first] = program.args;
  return (
    first === undefined || /^-(?:s|-|x?e?s?|)$|^--$|^\/dev\/stdin$/.test(first.text) || /^-[a-z]*s$/.test(first.text)
  );
}

/** `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`. */
function insertedDownload(command: Command, script: ShellScript): ShellHazard[] {
  const program = programOf(command);
  if (program === null || !(RUNS.test(program.name) || program.name === 'eval')) return [];
  for (const word of program.args) {
    for (const { part } of expansionsIn(word)) {
      if (part.type !== 'CommandExpansion' && part.type !== 'ProcessSubstitution') continue;
      const inner = part.script?.commands[0]?.command;
      const fetch =
        inner === undefined ? undefined : fetchIn(inner.type === 'Pipeline' ? (inner.commands[0] ?? inner) : inner);
      const isProgram =
        program.name === 'eval' ||
        part.type === 'ProcessSubstitution' ||
        /^-\w{0,4}c$/.test(program.args[0]?.text ?? '');
      if (fetch !== undefined && isProgram) return [hazardOf(fetch, script, { how: 'runs it unread', grave: true })];
    }
  }
  return [];
}

function fetchIn(node: SyntaxNode): Command | undefined {
  const command = isCommand(node) ? node : undefined;
  const program = command === undefined ? null : programOf(command);
  return program !== null && FETCHES.test(program.name) ? command : undefined;
}

/** `curl -o x … && chmod +x x && ./x`. Released versions that an address names are left to whoever keeps them. */
function savedDownloads(script: ShellScript): ShellHazard[] {
  const commands = script.nodes.filter(isCommand);
  return commands.flatMap((command, at) => {
    const file = savedAs(command);
    if (file === null || addressOf(command) === null) return [];
    const later = commands.slice(at + 1);
    const runs = later.some((one) => runsFile(one, file));
    const plain = addressOf(command)?.startsWith('http:') === true;
    if (!runs || (!plain && /\d\.\d|\$/.test(addressOf(command) ?? ''))) return [];
    return [hazardOf(command, script, { how: 'runs it without comparing its digest', grave: plain })];
  });
}

function savedAs(command: Command): string | null {
  const program = programOf(command);
  if (program === null || !FETCHES.test(program.name)) return null;
  const { args } = program;
  const flag = program.name === 'wget' ? /^-\w{0,6}O$|^--output-document$/ : /^-\w{0,8}o$|^--output$/;
  const at = args.findIndex(({ text }) => flag.test(text));
  if (at !== -1) return args[at + 1]?.value ?? null;
  const redirect = command.redirects.find((one) => one.type === 'Redirect' && one.operator === '>');
  if (redirect?.type === 'Redirect' && redirect.target !== undefined) return redirect.target.value;
  const named = program.name === 'wget' || args.some(({ text }) => /^-\w{0,8}O\w{0,4}$|^--remote-name$/.test(text));
  return named ? (/\/([\w.-]{1,100})$/.exec(addressOf(command) ?? '')?.[1] ?? null) : null;
}

function runsFile(command: Command, file: string): boolean {
  const same = (word: Word | undefined): boolean =>
    word !== undefined && word.value.replace(/^\.\//, '') === file.replace(/^\.\//, '');
  if (same(command.name)) return true;
  const program = programOf(command);
  if (program === null) return false;
  return (RUNS.test(program.name) && program.args.some(same)) || program.name === file.slice(file.lastIndexOf('/') + 1);
}

function addressOf(command: Command): string | null {
  const word = command.args.find((one) => one.type === 'Word' && /^["']?(?:https?|ftp):\/\//.test(one.text));
  return word === undefined ? null : word.text.replace(/^["']|["']$/g, '');
}

function hazardOf(
  command: Command,
  script: ShellScript,
  { how, grave }: { readonly how: string; readonly grave: boolean },
): ShellHazard {
  const address = addressOf(command) ?? '';
  const known = isKnownInstaller(address);
  return {
    rule: 'downloaded-code',
    identity: `${how} ${address.replace(/(?<![\d.])\d[\d.]*/g, 'N')}`,
    start: command.pos,
    title: `Downloads a program and ${how}`,
    explanation:
      'What the address answers is not in the repository, can change any day and is seen by no review. Load a released version and compare its digest with one that stands here.',
    failureScenario: {
      description: `Whoever controls the other end of \`${brief(script.text.slice(command.pos, command.end))}\`${address.startsWith('http:') ? ', or sits on the way,' : ''} runs what they like here, with the tokens and rights of this script.`,
    },
    // Folded: what everybody installs so is known.
    ...(known
      ? { severity: 'suggestion' as const, confidence: 200 }
      : { severity: grave ? ('warning' as const) : ('suggestion' as const), confidence: grave ? 750 : 550 }),
  };
}
