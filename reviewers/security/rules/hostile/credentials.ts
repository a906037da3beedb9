import type { Knowledge } from '../../values/knowledge.ts';
import type { Made } from '../../values/making.ts';
import type { HostileLanguage } from './languages.ts';

/** Variables that hold a maker's credential, and the hosts that it is for; none where nobody sends it as it is. */
const MAKERS: readonly { readonly name: RegExp; readonly home: RegExp | null }[] = [
  { name: /^AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN)$/, home: /amazonaws\.com(?:\.cn)?$/ },
  {
    name: /^(?:GITHUB|GH)_(?:TOKEN|PAT|ACCESS_TOKEN)$|^GITHUB_PERSONAL_ACCESS_TOKEN$/,
    home: /(?:^|\.)(?:github|githubusercontent|ghe|ghcr)\.(?:com|io)$|github/,
  },
  { name: /^ACTIONS_(?:RUNTIME_TOKEN|ID_TOKEN_REQUEST_TOKEN)$/, home: /githubusercontent\.com$/ },
  { name: /^(?:GITLAB_TOKEN|CI_JOB_TOKEN|GITLAB_ACCESS_TOKEN)$/, home: /gitlab/ },
  { name: /^(?:NPM|NODE_AUTH|NPM_AUTH)_TOKEN$/, home: /npm/ },
  { name: /^(?:PYPI_\w{0,20}TOKEN|TWINE_PASSWORD|UV_PUBLISH_TOKEN)$/, home: /pypi/ },
  { name: /^CARGO_REGISTRY_TOKEN$/, home: /crates\.io$/ },
  { name: /^(?:GEM_HOST_API_KEY|RUBYGEMS_API_KEY)$/, home: /rubygems\.org$/ },
  { name: /^DOCKER(?:HUB)?_(?:PASSWORD|TOKEN|PASS)$/, home: /docker\.(?:com|io)$/ },
  { name: /^STRIPE_(?:SECRET_KEY|API_KEY|SECRET)$/, home: /stripe\.com$/ },
  { name: /^SLACK_(?:BOT_|APP_|USER_)?TOKEN$/, home: /slack\.com$/ },
  {
    name: /^(?:DATABASE_URL|POSTGRES_PASSWORD|PGPASSWORD|MYSQL_PWD|MYSQL_ROOT_PASSWORD|SSH_(?:PRIVATE_)?KEY|GPG_PRIVATE_KEY|SECRET_KEY_BASE|RAILS_MASTER_KEY|JWT_SECRET|SESSION_SECRET|KUBECONFIG)$/,
    home: null,
  },
];

/** Where people collect what others' programs send, without an account. */
const COLLECTORS =
  /(?:^|\.)(?:webhook\.site|requestbin\.(?:com|net)|pipedream\.net|requestcatcher\.com|beeceptor\.com|hookb\.in|burpcollaborator\.net|oastify\.com|oast\.\w{2,6}|interact\.sh|dnslog\.cn|ceye\.io|canarytokens\.com|ngrok(?:-free)?\.(?:io|app|dev)|transfer\.sh|termbin\.com|pastebin\.com|paste\.ee|ix\.io|0x0\.st|file\.io)$/;
/** Channels that anybody opens and that answer to a name of their own. */
const CHANNELS = /\b(?:discord(?:app)?\.com\/api\/webhooks|api\.telegram\.org\/bot)/;
const OWN_CHANNEL = /DISCORD|TELEGRAM|BOT|WEBHOOK|CHAT/;
/** An address of the public network, written in numbers. */
const NUMBERS = /^(?!10\.|127\.|0\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)\d{1,3}(?:\.\d{1,3}){3}$/;
/** Where programs keep credentials of whoever runs them. */
const CREDENTIAL_FILE =
  /(?:^|[/\\~])(?:\.aws[/\\](?:credentials|config)|\.ssh[/\\](?:id_\w{1,20}|authorized_keys|config)|\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.docker[/\\]config\.json|\.kube[/\\]config|\.gnupg|\.config[/\\](?:gh[/\\]hosts\.yml|gcloud)|\.bash_history|\.zsh_history)(?:$|[/\\])|^\/etc\/shadow$|\/proc\/self\/environ$|\/run\/secrets\/kubernetes\.io/;
/** Variables of whose names one says that the value is secret. */
const SECRET = /(?:token|secret|passw(?:or)?d|passphrase|(?:api|private|access|signing)_?key|credential)s?$/i;

/** Every text of what is made, and the texts joined as parts of a path, that may name a file. */
function pathsIn({ literals }: Made): string[] {
  return [...literals, ...literals.map((_, at) => literals.slice(at, at + 3).join('/'))];
}

/** Hosts that addresses in the text name. */
function hostsIn({ literals }: Made): string[] {
  return literals.flatMap((text) =>
    Array.from(text.matchAll(/(?:https?|wss?):\/\/(?:[^\s/@]{1,200}@)?([\w.-]{1,253})/g), ([, host = '']) =>
      host.toLowerCase(),
    ),
  );
}

/** The variables of the environment that something reads. */
function variablesIn({ reads }: Made, { one }: Knowledge['environment']): string[] {
  return [...reads].flatMap(
    (read) =>
      one
        .exec(read)
        ?.slice(1)
        .find((name) => name !== undefined) ?? [],
  );
}

/** Whether all variables of the environment go into something. */
export const readsEnvironment = ({ reads }: Made, { all }: Knowledge['environment']): boolean =>
  [...reads].some((read) => all.test(read));

/** Whether the text of a file of credentials goes into something. */
export function readsCredentials(made: Made, { readsFile }: HostileLanguage): boolean {
  return (
    pathsIn(made).some((text) => CREDENTIAL_FILE.test(text)) && [...made.calls].some((name) => readsFile.test(name))
  );
}

/** Whether a credential goes somewhere that it is not for. */
export function strays(made: Made, environment: Knowledge['environment']): boolean {
  const names = variablesIn(made, environment);
  const hosts = hostsIn(made);
  if (names.length === 0) return false;
  const collected =
    hosts.some((host) => COLLECTORS.test(host) || NUMBERS.test(host)) && names.some((name) => SECRET.test(name));
  const told =
    made.literals.some((text) => CHANNELS.test(text)) &&
    names.some((name) => SECRET.test(name) && !OWN_CHANNEL.test(name));
  const owned = MAKERS.filter(({ name }) => names.some((one) => name.test(one)));
  const foreign = hosts.length > 0 && owned.some(({ home }) => home === null || !hosts.some((host) => home.test(host)));
  // Nobody takes the credentials of two makers.
  return collected || told || foreign || owned.length > 1;
}

/** Whether a secret becomes a part of a name that is looked up. */
export const namesSecretVariable = (made: Made, environment: Knowledge['environment']): boolean =>
  variablesIn(made, environment).some((name) => SECRET.test(name));
