import { brief } from '../../scenario.ts';
import { hostileCommand } from '../../shell/hostile-command.ts';
import type { Knowledge } from '../../values/knowledge.ts';
import type { Made } from '../../values/making.ts';
import type { Need } from '../../values/purposes.ts';
import type { Sink } from '../sink.ts';
import { namesSecretVariable, readsCredentials, readsEnvironment, strays } from './credentials.ts';
import { type HostileLanguage } from './languages.ts';

/** A need that asks for all that goes into the values. */
const made = (holds: (made: Made) => boolean): Need => ({ purpose: 'code', needs: 'made', made: holds });
const some = (names: ReadonlySet<string>, pattern: RegExp): boolean => [...names].some((name) => pattern.test(name));

/** What a file must mention for each of them: asking is far cheaper than following values. */
const COMMAND_WORDS = {
  'downloaded-code':
    /\b(?:curl|wget|iwr|irm|iex|Invoke-\w{1,20}|DownloadString|powershell|pwsh|mshta|npx|bunx|pnpx|dlx|(?:npm|pnpm|yarn|pip3?|gem|cargo) (?:i|install|add|exec)|base64 )/i,
  'secret-sent-away': /\b(?:curl|wget|nc|ncat|netcat|scp|rsync|iwr|Invoke-WebRequest)\b/i,
  'remote-shell': /\/dev\/(?:tcp|udp)\/|\b(?:nc|ncat|netcat|socat|mkfifo)\b|\bsh -i\b/i,
} as const;
/** How files name what is secret: variables of the environment, and where credentials lie. */
const SECRET_WORDS =
  /\benviron|\bgetenv\b|\bGetenv\b|\bEnviron\b|LookupEnv|\benv\b|\bENV\b|_ENV\b|EnvironmentVariable|credentials|\.(?:ssh|npmrc|pypirc|netrc|kube|gnupg|docker|git-credentials)\b|\bid_(?:rsa|ed25519)\b|\/etc\/shadow|\/proc\/self/;

const COMMANDS = {
  'downloaded-code': {
    title: 'The program downloads code and runs it unseen',
    explanation:
      'What the address answers is not in the repository, can change any day and is seen by no review. Load a released version and compare its digest with one that stands here.',
    scenario: (quote: string) =>
      `Whoever controls the other end of \`${brief(quote)}\` runs what they like wherever this program runs, with its tokens and rights.`,
  },
  'secret-sent-away': {
    title: 'The program sends credentials of the machine away',
    explanation: 'The command takes along credentials, or the whole environment, of whoever runs the program.',
    scenario: (quote: string) =>
      `Whoever receives what \`${brief(quote)}\` sends has the keys and tokens of the machine.`,
  },
  'remote-shell': {
    title: 'The program hands a shell to another machine',
    explanation:
      'Whoever is at the other end types commands on the machine on which the program runs. No program needs that.',
    scenario: (quote: string) =>
      `The program reaches \`${brief(quote)}\`, and somebody else has a shell with its rights.`,
  },
} as const;

type Told = keyof typeof COMMANDS;

const wording = (rule: Told) => ({
  rule,
  title: COMMANDS[rule].title,
  explanation: COMMANDS[rule].explanation,
  scenario: (quote: string) => ({ description: COMMANDS[rule].scenario(quote) }),
});

/** Literal commands that the language's own sinks of commands are given. */
function commandSinks(sinks: readonly Sink[]): Sink[] {
  const places = sinks.flatMap((sink) => {
    const { takes } = sink;
    return sink.rule === 'command-injection' && takes !== undefined && takes.need.needs !== 'request'
      ? [{ sink, takes }]
      : [];
  });
  return places.flatMap(({ sink, takes }) =>
    (Object.keys(COMMANDS) as Told[]).map((rule): Sink => ({
      ...wording(rule),
      id: `${sink.id}-${rule}`,
      // Texts in backticks are looked for by what is put into them.
      hint: takes.of === 'node' ? /`|%x/ : sink.hint,
      ...(sink.elsewhere && { elsewhere: sink.elsewhere }),
      also: COMMAND_WORDS[rule],
      confidence: 800,
      takes: { ...takes, need: made((one) => one.texts().some((text) => hostileCommand(text) === rule)) },
    })),
  );
}

const AWAY = wording('secret-sent-away');

/** Credentials and environments that are given to what sends. */
function senderSinks(language: HostileLanguage, environment: Knowledge['environment']): Sink[] {
  const { prefix, senders, methods, opens, lookups, hint } = language;
  const taken = (one: Made): boolean => readsEnvironment(one, environment) || readsCredentials(one, language);
  return [
    {
      ...AWAY,
      id: `${prefix}-sends-secrets`,
      title: 'Credentials are sent to where they do not belong',
      explanation:
        'The whole environment, a file of credentials, or the credential of another service leaves the machine. Send the one value that the receiver needs.',
      hint,
      also: SECRET_WORDS,
      takes: { of: 'call', name: senders, values: 'all', need: made((one) => taken(one) || strays(one, environment)) },
    },
    {
      ...AWAY,
      id: `${prefix}-writes-secrets`,
      title: 'Credentials are sent to where they do not belong',
      explanation:
        'The whole environment, a file of credentials, or the credential of another service leaves the machine. Send the one value that the receiver needs.',
      hint: /\w\(/,
      also: SECRET_WORDS,
      elsewhere: hint,
      takes: {
        of: 'call',
        name: methods,
        values: ({ receiver, arguments: given, named }) => [
          ...(receiver ? [receiver] : []),
          ...given,
          ...named.values(),
        ],
        need: made(
          (one) => (some(one.calls, senders) || some(one.calls, opens)) && (taken(one) || strays(one, environment)),
        ),
      },
    },
    {
      ...AWAY,
      id: `${prefix}-looks-secret-up`,
      title: 'A secret becomes a part of a name that is looked up',
      explanation: 'Every server on the way of the look-up reads the name. No name needs a secret.',
      hint: /\b(?:dns|lookup\w{0,9}|Lookup\w{1,9}|resolve\w{0,9}|gethostbyname\w{0,5}|getaddrinfo|Resolv|getaddress|dns_get_record|checkdnsrr|InetAddress|Dns|to_socket_addrs)\b/,
      also: SECRET_WORDS,
      takes: {
        of: 'call',
        name: lookups,
        need: made((one) => namesSecretVariable(one, environment) || taken(one)),
      },
    },
  ];
}

/** Text that was encoded, or that came from the environment, given to what runs code. */
function payloadSinks(
  { decodes, prefix }: HostileLanguage,
  environment: Knowledge['environment'],
  sinks: readonly Sink[],
): Sink[] {
  return sinks.flatMap((sink): Sink[] => {
    const { takes } = sink;
    if (sink.rule !== 'code-injection' || takes === undefined || !/eval|function|vm|text|exec/.test(sink.id)) return [];
    if (!sink.id.startsWith(prefix)) return [];
    const { elsewhere: _, ...code } = sink;
    return [
      {
        ...code,
        id: `${sink.id}-decoded`,
        title: 'Encoded text is decoded and run as code',
        explanation:
          'Nobody who reads the change sees what runs. Write the code out, or load it from a file of the repository.',
        scenario: (quote) => ({
          description: `\`${brief(quote)}\` runs what the encoded text says, with the rights of the program, and no review has read it.`,
        }),
        severity: 'critical',
        confidence: 800,
        also: ENCODED_WORDS,
        takes: {
          ...takes,
          need: made(
            (one) =>
              !isFunction(one) && some(one.calls, decodes) && one.literals.some((text) => LONG_ENCODED.test(text)),
          ),
        },
      },
      {
        ...code,
        id: `${sink.id}-environment`,
        title: 'A variable of the environment is run as code',
        explanation:
          'Whoever sets the variable decides what the program does. Read data from it, and look functions up in a table.',
        scenario: (quote) => ({
          description: `Where the variable is \`process.exit(1)\`, or anything else, \`${brief(quote)}\` runs it.`,
        }),
        severity: 'warning',
        confidence: 650,
        also: SECRET_WORDS,
        takes: { ...takes, need: made((one) => [...one.reads].some((read) => environment.one.test(read))) },
      },
    ];
  });
}

/** A timer that is given a function runs what stands there: nothing of it is text that becomes code. */
function isFunction({ roots }: Made): boolean {
  return roots.slice(0, 2).some(({ kind }) => kind === 'arrow_function' || kind.startsWith('function_'));
}

/** What decodes it, in any language. */
const ENCODED_WORDS =
  /atob|base64|b64|Base64|decode|fromhex|unhexlify|fromCharCode|inflate|rot13|hex2bin|unpack|decompress|unescape/i;
/** Text in an encoding: long, and without a blank. */
const LONG_ENCODED = /^[\w+/=\\-]{16,}$/;

const SHELL_NAME = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k)?sh$|^(?:cmd|powershell)(?:\.exe)?$/i;

/** A shell's input or output that is tied to a connection. */
function remoteShellSinks({ prefix, ties, opens, starts, hint }: HostileLanguage): Sink[] {
  const connected = (one: Made): boolean => some(one.calls, opens);
  const inShell = (one: Made): boolean => some(one.calls, starts) && one.literals.some((text) => SHELL_NAME.test(text));
  const about = { ...wording('remote-shell'), also: hint } as const;
  return [
    {
      ...about,
      id: `${prefix}-ties-call`,
      hint: /\b(?:pipe|dup2|reopen|proc_open|stdin|stdout|stderr)\b/,
      takes: {
        of: 'call',
        name: ties,
        values: ({ receiver, arguments: given }) => [...(receiver ? [receiver] : []), ...given],
        need: made(
          (one) =>
            connected(one) &&
            (prefix === 'py' ||
              prefix === 'rb' ||
              inShell(one) ||
              one.literals.some((text) => SHELL_NAME.test(text.split(' ', 1)[0] ?? ''))),
        ),
      },
    },
    {
      ...about,
      id: `${prefix}-ties-assignment`,
      hint: /\.(?:Stdin|Stdout|Stderr)\b/,
      takes: { of: 'assignment', name: ties, need: made(connected) },
    },
  ];
}

/** What the package's installation or build loads from the network. */
function installSinks({ prefix, senders, installs }: HostileLanguage): Sink[] {
  return [
    {
      id: `${prefix}-installs`,
      rule: 'install-script',
      title: 'What runs on installation reaches the network',
      explanation:
        'This file runs by itself on every machine that installs or builds the package. Ship what it loads, or let people call it by name.',
      scenario: (quote) => ({
        description: `Whoever controls the other end of \`${brief(quote)}\` decides what is built, on machines of developers and in CI, with their tokens.`,
      }),
      hint: /\w\(/,
      files: installs,
      takes: { of: 'call', name: senders, need: made(() => true) },
    },
  ];
}

/** Sinks of code that works against whoever runs it: what nobody writes by mistake, and no request has to reach. */
export function hostileSinks(
  language: HostileLanguage,
  environment: Knowledge['environment'],
  sinks: readonly Sink[],
): readonly Sink[] {
  return [
    ...commandSinks(sinks),
    ...senderSinks(language, environment),
    ...payloadSinks(language, environment, sinks),
    ...remoteShellSinks(language),
    ...installSinks(language),
  ];
}
