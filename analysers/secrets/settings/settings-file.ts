/** Names of files that hold settings of a program, by what people and frameworks call them. */
const SETTINGS: readonly RegExp[] = [
  /(?:^|\/)\.(?:env(?:rc)?(?:[.~_-][\w.~-]*)?|flaskenv|dev\.vars)$|(?:^|\/)env[./][\w.-]+$|\.env$|\.(?:service|properties|ini|cfg|cnf|conf|config|toml|ya?ml|tfvars|tf|hcl)$/i,
  /(?:^|\/)(?:\.(?:npmrc|yarnrc|pypirc|netrc|pgpass|my\.cnf|boto|s3cfg|git-credentials|dockercfg)|_netrc|kubeconfig|credentials|master\.key)$/i,
  /(?:^|\/)(?:\.kube|\.docker|\.aws)\/[\w.-]+$/i,
  /(?:^|\/)(?:settings|config|secrets?|credentials|appsettings|local_settings|database|wp-config)[\w.-]*\.(?:py|php|json|xml|rb|exs)$/i,
  /(?:^|\/)(?:settings|config|environments?)\/[\w.-]+\.(?:py|php|json|xml|rb|exs)$/i,
  /(?:^|\/)(?:dockerfile|compose)[\w.-]*$/i,
];

/** Code and texts that are made to be looked at: what stands there under a name like `password` is made up. */
const SAMPLES =
  /(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|mocks?|fixtures?|testdata|test[-_]?data|examples?|samples?|demos?|docs?|e2e|templates?|snapshots?|benchmarks?)\/|[._-](?:test|spec|example|sample|template|dist|default|tmpl|j2|erb)(?:\.|$)|(?:^|\/)test_|\.(?:md|mdx|rst|adoc|txt|html?)$/i;

/** Whether a file holds settings, so that a name and a value in it are what they say. */
export function isSettingsFile(path: string): boolean {
  return !isSampleFile(path) && SETTINGS.some((pattern) => pattern.test(path));
}

/** Words of a program in the languages of its users: `password` is one of them, and a translation of it no secret. */
const TRANSLATIONS =
  /(?:^|\/)(?:locales?|i18n|l10n|lang(?:uages?)?|translations?|messages)\/|(?:locale|messages|strings|translations?)[._-][a-z]{2,3}(?:[_-][A-Za-z]{2,8})?\.\w{1,12}$/i;

/** Whether a value is a word in a file of translations. */
export function isTranslation(path: string, value: string): boolean {
  return TRANSLATIONS.test(path) && !/\d/.test(value);
}

/** Whether values in a file of this name are there to be looked at. */
export function isSampleFile(path: string): boolean {
  return SAMPLES.test(path);
}
