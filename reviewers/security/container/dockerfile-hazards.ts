import { isMovingImage } from './moving-image.ts';
import { isStandIn } from './stand-in.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { parseShell } from '../../changed-code/shell/parse-shell.ts';
import { isCommand } from '../../changed-code/shell/words.ts';
import { UNCHECKED_SETTINGS } from '../shell/open-doors.ts';
import { brief } from '../scenario.ts';
import type { SecurityRule } from '../vocabulary.ts';
import { type DockerInstruction, programOfRun } from '../../changed-code/dockerfile.ts';

type Rule = (one: DockerInstruction, all: readonly DockerInstruction[]) => readonly ConfigurationHazard[];

const hazard = (
  rule: SecurityRule,
  { line, text }: DockerInstruction,
  words: Pick<ConfigurationHazard, 'title' | 'explanation' | 'severity' | 'confidence'> & { readonly scenario: string },
): ConfigurationHazard => {
  const { scenario, ...rest } = words;
  return {
    rule,
    identity: text.replace(/[\s\\]+/g, ''),
    lines: [line],
    failureScenario: { description: scenario },
    ...rest,
  };
};

/** Files that only keys or passwords can be: by their whole names, by a part of them, by their endings. */
const CREDENTIAL_NAMES: ReadonlySet<string> = new Set(
  `id_rsa id_dsa id_ecdsa id_ed25519 .netrc .git-credentials .pypirc .htpasswd .dockercfg .aws .ssh .kube kubeconfig credentials
  credentials.json .env .env.production .env.prod .env.local .env.secret`.split(/\s+/),
);
const CREDENTIAL_PART =
  /deploy_?key|private[_-]?key|^service[_-]?account[\w-]{0,40}\.json$|(?:secret|password)s?\.(?:ya?ml|json|txt|env)$/;
const CREDENTIAL_END = /\.(?:pfx|p12|jks|keystore|ppk|key)$/;
const PUBLIC = /\.pub$|known_hosts|example|sample|template|\.dist$/i;

const copies: Rule = (one) => {
  if (one.keyword !== 'COPY' && one.keyword !== 'ADD') return [];
  const isInside = one.flags.some((flag) => flag.startsWith('--from='));
  const [sources, target] = [one.args.slice(0, -1), one.args.at(-1) ?? ''];
  const key = sources.find((path) => isCredential(path) && !PUBLIC.test(path));
  const intoKeys = /\/\.ssh\/id_|\/\.ssh\/[\w.-]*key$|\/\.(?:netrc|git-credentials|pypirc)$/.test(target);
  const found: ConfigurationHazard[] = [];
  if ((key !== undefined || intoKeys) && !isInside)
    found.push(
      hazard('secret-in-image', one, {
        title: `\`${brief(key ?? target)}\` becomes a part of the image`,
        explanation:
          'Whoever can pull the image reads it, in this layer, also where a later one removes it. Mount it for the one command that needs it: `RUN --mount=type=secret` or `--mount=type=ssh`.',
        scenario:
          'The image is pushed to a registry. Somebody who may pull it unpacks its layers and has the credential.',
      }),
    );
  return [...found, ...(one.keyword === 'ADD' ? remote(one) : [])];
};

function isCredential(path: string): boolean {
  const name =
    path
      .replace(/["',[\]]/g, '')
      .replace(/\/$/, '')
      .split('/')
      .at(-1)
      ?.toLowerCase() ?? '';
  return (
    CREDENTIAL_NAMES.has(name) ||
    CREDENTIAL_PART.test(name) ||
    (CREDENTIAL_END.test(name) && !name.startsWith('public'))
  );
}

function remote(one: DockerInstruction): ConfigurationHazard[] {
  const address = one.args.find((path) => /^["[]{0,2}https?:\/\//.test(path));
  if (address === undefined || one.flags.some((flag) => flag.startsWith('--checksum='))) return [];
  const plain = /^["[]{0,2}http:/.test(address);
  return [
    hazard('downloaded-code', one, {
      title: 'A download becomes a part of the image, and nothing compares it',
      explanation: `What the address answers can change any day${plain ? ', and without TLS on the way as well' : ''}. Give its digest: \`ADD --checksum=sha256:…\`.`,
      scenario: `Whoever controls the other end of \`${brief(address)}\`${plain ? ', or sits on the way,' : ''} puts another program into the next image.`,
      severity: plain ? 'critical' : 'suggestion',
      confidence: plain ? 850 : 550,
    }),
  ];
}

const SECRET_NAME =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PASS|PAT|SECRET|TOKEN|API_?KEY|ACCESS_?KEY(?:_?ID)?|PRIVATE_?KEY|CREDENTIALS?|AUTH_?KEY|SECRET_?KEY)$/i;

const settings: Rule = (one) => {
  if (one.keyword !== 'ENV' && one.keyword !== 'ARG') return [];
  const pairs =
    one.keyword === 'ENV' && one.args[0]?.includes('=') !== true
      ? [one.args.slice(0, 2)]
      : one.args.map((pair) => [pair.split('=', 1).join(), pair.slice(pair.indexOf('=') + 1)]);
  return pairs.flatMap(([name = '', quoted = '']): ConfigurationHazard[] => {
    const value = quoted.replace(/^["']|["']$/g, '');
    if (UNCHECKED_SETTINGS[name]?.test(value) === true)
      return [
        hazard('certificate-check-off', one, {
          title: `\`${name}=${value}\` turns checks off in everything that the image starts`,
          explanation:
            'Certificates are not looked at any more, by no program of the image. Give it the certificate that it misses.',
          scenario:
            'Somebody on the way answers for a server that the container calls, and reads or changes what it sends.',
        }),
      ];
    if (
      /^(?:FLASK_DEBUG|DJANGO_DEBUG|WERKZEUG_DEBUG|APP_DEBUG|RAILS_DEBUG)$/.test(name) &&
      /^(?:1|true|on)$/i.test(value)
    )
      return [debug(one, name)];
    if (!SECRET_NAME.test(name)) return [];
    // A value that is handed over at build time stays in the history of the image all the same.
    const given = one.keyword === 'ARG' || !isStandIn(value) || value.startsWith('$');
    return given && !(one.keyword === 'ENV' && isStandIn(value) && !value.startsWith('$'))
      ? [secretSetting(one, name)]
      : [];
  });
};

function secretSetting(one: DockerInstruction, name: string): ConfigurationHazard {
  return hazard('secret-in-image', one, {
    title: `\`${name}\` stays in the history of the image`,
    explanation: `Values of \`${one.keyword}\` can be read with \`docker history\`. Mount the secret for the one command that needs it: \`RUN --mount=type=secret,id=…\`.`,
    scenario: 'The image is pushed to a registry. Somebody who may pull it reads the value in its history.',
    confidence: 650,
  });
}

function debug(one: DockerInstruction, name: string): ConfigurationHazard {
  return hazard('debug-mode', one, {
    title: `\`${name}\` is on in the image`,
    explanation:
      'With its debugger a server shows its insides, and runs code, for whoever reaches it. Turn it on where the container is started for development.',
    scenario: 'A request that fails shows the debugger’s page in production, with settings and a console.',
  });
}

/** Images that an instruction names: what is built on, what is copied from and what is mounted. */
function imagesOf({ keyword, args, flags, line }: DockerInstruction, all: readonly DockerInstruction[]): string[] {
  if (keyword === 'FROM') return [withDefaults(args[0] ?? '', line, all)];
  return flags.flatMap((flag) => {
    const from =
      /^--from=(\S{1,300})$/.exec(flag)?.[1] ?? /^--mount=(?:\S{0,300},)?from=([^,\s]{1,300})/.exec(flag)?.[1];
    // A name alone is a stage, or a context that the build is given.
    return from === undefined || !/[/:]/.test(from) ? [] : [withDefaults(from, line, all)];
  });
}

/** A name with the defaults of arguments that stand above put in. */
function withDefaults(name: string, line: number, all: readonly DockerInstruction[]): string {
  return name.replaceAll(/\$\{(\w{1,80})\}|\$(\w{1,80})/g, (whole, one?: string, other?: string) => {
    const given = all.find(
      (arg) => arg.keyword === 'ARG' && arg.line < line && arg.args[0]?.startsWith(`${one ?? other}=`),
    );
    return given?.args[0]?.replace(/^\w+=/, '').replace(/^["']|["']$/g, '') ?? whole;
  });
}

const images: Rule = (one, all) => {
  const stages = new Set(
    all
      .filter(({ keyword, line }) => keyword === 'FROM' && line < one.line)
      .map(({ args }) => (args[2] ?? '').toLowerCase()),
  );
  const image = imagesOf(one, all).find((name) => !stages.has(name.toLowerCase()) && isMovingImage(name));
  if (image === undefined) return [];
  return [
    hazard('moving-image', one, {
      title: `\`${image}\` is whatever was pushed last`,
      explanation:
        'The same Dockerfile gives another image tomorrow, with another major version. Name a version, or a digest.',
      scenario:
        'A new major version is pushed. The next build takes it, and what worked in review fails, or differs, in production.',
    }),
  ];
};

const rights: Rule = (one, all) => {
  if (one.keyword === 'RUN' && one.flags.some((flag) => flag.startsWith('--security=insecure')))
    return [
      hazard('container-escape', one, {
        title: 'This step of the build runs without its sandbox',
        explanation: '`--security=insecure` gives the step all rights on the machine that builds.',
        scenario:
          'A package that the step installs reads and changes what belongs to the machine, its other builds and their secrets.',
      }),
    ];
  if (one.keyword !== 'USER' || !/^(?:root|0)(?::|$)/.test(one.args[0] ?? '')) return [];
  const last = all.findLast(({ keyword, stage }) => keyword === 'USER' && stage === (all.at(-1)?.stage ?? 0));
  return last === one && one.stage === all.at(-1)?.stage ? [rootUser(one)] : [];
};

function rootUser(one: DockerInstruction): ConfigurationHazard {
  return hazard('excessive-permissions', one, {
    title: 'The container runs as root',
    explanation:
      'Whoever takes the program over has root inside of the container, and on the host too where a mount or a weakness of the kernel lets them out. Name a user of its own as the last one.',
    scenario:
      'A weakness of the program lets somebody run commands: as root they write into mounted folders and install what they need.',
    confidence: 650,
  });
}

/** The user of the last stage; empty where it says none. */
function lastUser(all: readonly DockerInstruction[]): string {
  const stage = all.at(-1)?.stage ?? 0;
  return all.findLast((one) => one.keyword === 'USER' && one.stage === stage)?.args[0] ?? '';
}

/** A user that the last stage had and has no more. */
export function lostUser(
  base: readonly DockerInstruction[],
  head: readonly DockerInstruction[],
): ConfigurationHazard[] {
  const [before, now] = [lastUser(base), lastUser(head)];
  const last = head.findLast(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD') ?? head.at(-1);
  const images = (all: readonly DockerInstruction[]): string =>
    all
      .findLast(({ keyword }) => keyword === 'FROM')
      ?.args[0]?.split(/[:@]/, 1)
      .join() ?? '';
  if (
    before === '' ||
    /^(?:root|0)(?::|$)/.test(before) ||
    now !== '' ||
    last === undefined ||
    images(base) !== images(head)
  )
    return [];
  // Folded: some leave the user to whoever starts the container, on purpose.
  return [{ ...rootUser(last), severity: 'suggestion', confidence: 200 }];
}

/** `sudo` in the build: told once, at the first. */
const sudo: Rule = (one, all) => {
  if (all.find(usesSudo) !== one) return [];
  return [
    hazard('excessive-permissions', one, {
      title: '`sudo` in an image: whoever takes its user over is root',
      explanation:
        'A build is root until `USER` says otherwise, so that it needs no `sudo`; where a user of the image may use it without a password, the user of its own protects nothing. Do what needs root before `USER`, and leave `sudo` out.',
      scenario:
        'A weakness of the program lets somebody run commands as its user: with `sudo` they are root in the container.',
      severity: 'suggestion',
      confidence: 500,
    }),
  ];
};

function usesSudo(one: DockerInstruction): boolean {
  const run = one.keyword === 'RUN' ? programOfRun(one) : null;
  const nodes = run === null || !run.program.includes('sudo') ? [] : (parseShell(run.program)?.nodes ?? []);
  // `sudo -u somebody` gives rights up.
  return nodes.some(
    (node) =>
      isCommand(node) &&
      node.name?.value === 'sudo' &&
      !node.args.some((word) => word.type === 'Word' && word.value === '-u'),
  );
}

/** What instructions of a Dockerfile open, by themselves. */
export const DOCKER_RULES: readonly Rule[] = [copies, settings, images, rights, sudo];
