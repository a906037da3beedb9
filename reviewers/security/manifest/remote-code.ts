/** What a command does that no script should, in words that end the sentence "The script …". */
export interface CommandDanger {
  readonly rule: 'downloaded-code' | 'secret-sent-away';
  readonly what: string;
}

/** No more of a command is looked at. Blanks in a row count as one in all patterns here. */
const LONGEST = 4000;

const FETCH = String.raw`(?:curl|wget|aria2c|lwp-download|iwr|irm)\b`;
const SHELL = String.raw`(?:ba|z|da|k|a|fi)?sh\b(?! -c\b)`;
/** An interpreter without a program of its own reads it from the pipe; with one, it only reads data. */
const READS_PROGRAM = String.raw`(?:node|bun|deno run|python[\d.]*|perl|ruby|php)(?: -(?=[\s"'\\;&|)]|$)|\s*(?=$|[\\"';&|)]))`;
const RUNNER = String.raw`(?:sudo (?:-\S+ ){0,3})?(?:env )?(?:\S{0,40}/)?(?:${SHELL}|${READS_PROGRAM})`;
const FILTERS = String.raw`(?:\|[^|]{0,120}){0,3}`;

const PIPED_DOWNLOAD = new RegExp(String.raw`\b${FETCH}[^|;]{0,300}${FILTERS}\|\s*${RUNNER}`, 'i');
const INSERTED_DOWNLOAD = new RegExp(
  String.raw`(?:\b(?:ba|z|da|k)?sh (?:-\w+ ){0,3}|\beval\b|\bsource |(?:^|[\s;&])\. |\b(?:node|bun|python[\d.]*|perl|ruby) -(?:e|c|p|-eval|-print)\b)[\s"'\\]{0,6}(?:\$\(|\x60|<\()\s*${FETCH}`,
  'i',
);
const PIPED_DECODING = new RegExp(
  String.raw`\b(?:base64 (?:-d|-D|--decode)|xxd -r|openssl (?:enc|base64)[^|]{0,40} -d)\b[^|]{0,80}${FILTERS}\|\s*${RUNNER}`,
  'i',
);
const INSERTED_DECODING =
  /(?:\beval\b|\b(?:ba|z|da|k)?sh -\w*c\b|\bnode -(?:e|-eval)\b)[\s"'\\]{0,6}(?:\$\(|`)[^)`]{0,400}\bbase64 (?:-d|-D|--decode)\b/i;
const POWERSHELL =
  /\b(?:iex|Invoke-Expression)\b(?=.{0,300}(?:irm|iwr|Invoke-|Download|FromBase64))|(?:irm|iwr|Invoke-WebRequest|Invoke-RestMethod|DownloadString).{0,300}\|\s*(?:iex|Invoke-Expression)\b|\b(?:powershell|pwsh)(?:\.exe)?\b.{0,80} -e(?:nc|ncodedcommand)?\s+[\w+/=]{16}|\bmshta ["'\\]*https?:/i;
/** A package that a runner or installer fetches from an address or a repository and not from the registry. */
const FOREIGN_PACKAGE =
  /\b(?:npx|bunx|pnpx|npm exec|(?:pnpm|yarn) dlx|bun x|(?:npm|pnpm|yarn|bun) (?:i|install|add))(?: -[-\w=]+| --){0,5} ["'\\]{0,2}(?:https?:|git[+:@]|github:|gist:|bitbucket:|gitlab:|[A-Za-z\d][\w.-]*\/[\w.-]+(?=["'\\\s#]|$))/;
const RUN_ADDRESS =
  /\b(?:deno run|deno|bun run|bun|tsx|node)(?: -[-\w=,.]+){0,8} ["'\\]{0,2}https?:\/\/(?!\S{0,200}@v?\d)|--(?:import|require|loader|experimental-loader)[ =]["'\\]{0,2}https?:/;
const INLINE =
  /\b(?:node|bun|deno|python[\d.]*|perl|ruby)(?: -[-\w=]+){0,4} (?:-\w{0,3}[ecp]|--eval|--print|eval)[ ="'\\]/;
const RUNS =
  /\beval\b|\bFunction\s*\(|\bexec(?:Sync|File|FileSync)?\s*\(|\bspawn(?:Sync)?\s*\(|\bvm\b|_compile\b|os\.system|subprocess/;
const NETWORK = /https?:\/\/|\bfetch\s*\(|require\(\W{0,3}(?:node:)?(?:https?|net|dns|tls)\b|\burlopen\b|\burllib\b/;
const ENCODED = /base64|\batob\s*\(|fromCharCode|(?:\\{1,2}x[\da-f]{2}){8}|\b(?:hex)\b.{0,20}toString/i;
const SENDS =
  /\b(?:curl|wget|nc|ncat|netcat|Invoke-WebRequest|iwr)\b|\bfetch\s*\(|https?\W{0,4}\)?\.(?:request|get)\s*\(/;
const SECRETS =
  /(?:~|\$\{?HOME\}?|%USERPROFILE%|homedir\(\)).{0,20}\.(?:npmrc|ssh|aws|netrc|docker|kube|gnupg|gitconfig|git-credentials|config\/gh)|\bid_(?:rsa|ed25519)\b|\$\((?:env|printenv|set)\b|(?:^|[;&|(\s])(?:env|printenv)\s*\||JSON\.stringify\(\s*process\.env\s*\)|[@<\s]\.env\b|[@<\s/]\.npmrc\b/;

/** What a shell command does with code of others or with secrets; null where it does none of that. Commands of one machine with itself are left out. */
export function dangerOf(whole: string): CommandDanger | null {
  const command = whole
    .slice(0, LONGEST)
    .replaceAll(/ +/g, ' ')
    // With its own key a client logs in; nothing of it goes over the line.
    .replaceAll(/\b(ssh|scp|sftp) -i [\w$~{}./"'-]{0,100}id_(?:rsa|ed25519)\b/g, '$1 -i key')
    .replaceAll(/https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)/g, 'local:');
  if (command.includes('local:') && !/https?:/.test(command)) return null;
  const code = (what: string): CommandDanger => ({ rule: 'downloaded-code', what });
  if (SENDS.test(command) && SECRETS.test(command))
    return { rule: 'secret-sent-away', what: 'reads credentials of the machine and sends them away' };
  if (PIPED_DOWNLOAD.test(command) || INSERTED_DOWNLOAD.test(command) || runsItsDownload(command))
    return code('downloads a program and runs it unseen');
  if (PIPED_DECODING.test(command) || INSERTED_DECODING.test(command)) return code('decodes a program and runs it');
  if (POWERSHELL.test(command)) return code('runs a downloaded or encoded PowerShell program');
  if (FOREIGN_PACKAGE.test(command)) return code('installs or runs a package from outside the registry');
  if (RUN_ADDRESS.test(command)) return code('runs a program straight from an address');
  if (!INLINE.test(command) || !RUNS.test(command)) return null;
  if (NETWORK.test(command)) return code('fetches text from the network and runs it');
  return ENCODED.test(command) ? code('decodes a program and runs it') : null;
}

/** Whether inline code talks to the network, decodes something or starts a program: too much for an install. */
export function inlineReach(whole: string): 'network' | 'program' | null {
  const command = whole.slice(0, LONGEST).replaceAll(/ +/g, ' ');
  if (!INLINE.test(command)) return null;
  if (NETWORK.test(command) || ENCODED.test(command)) return 'network';
  return /child_process/.test(command) ? 'program' : null;
}

/** `curl -o x.sh … && sh x.sh`, `wget …/x.sh; chmod +x x.sh`. */
function runsItsDownload(command: string): boolean {
  const steps = command.split(/&&|;/).map((step) => step.trim());
  return steps.some((step, at) => {
    if (!/^(?:sudo )?(?:curl|wget)\b/.test(step)) return false;
    const file =
      /(?: -[a-zA-Z]*[oO]| --output| --output-document|>)[ =]*([\w./~-]+)$|(?: -[a-zA-Z]*[oO]| --output|>)[ =]*([\w./~-]+)/.exec(
        step,
      );
    const named = (file?.[1] ?? file?.[2] ?? '').replace(/^\.\//, '');
    const name =
      named === '' || named.startsWith('http') ? (/\/([\w.-]+)["'\\]*(?:\s|$)/.exec(step)?.[1] ?? '') : named;
    if (name === '') return false;
    return steps.slice(at + 1).some((later) => {
      const words = later.split(/[\s"'\\]+/).map((word) => word.replace(/^\.\//, ''));
      const [program = '', ...rest] = words[0] === 'sudo' ? words.slice(1) : words;
      return (
        program === name ||
        (/^(?:(?:ba|z|da|k)?sh|node|python[\d.]*|perl|ruby|chmod|source|\.)$/.test(program) && rest.includes(name))
      );
    });
  });
}
