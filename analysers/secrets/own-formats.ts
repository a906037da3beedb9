import type { SecretRule, SecretRules } from './rule-data.ts';

const NOTHING = { paths: [], regexes: [], stopwords: [], regexTarget: 'secret', condition: 'OR' } as const;

/** Where a value ends: nothing that could go on with it follows. */
const END = String.raw`(?:[^\w+/=-]|$)`;

/** A name, a sign of assignment, a quote: what stands between the word that tells a service and its key. */
const ASSIGNED = String.raw`[\w.-]{0,30}["']?[ \t]{0,5}(?:=>|:=|=|:)[ \t]{0,5}["'\x60]?`;

/** The service's word and the form of its key, which alone would be like any other. */
const named = (words: string, value: string): string => `(?i)(?:${words})${ASSIGNED}(${value})${END}`;

/**
 * Kinds that neither secretlint nor gitleaks lists, by the form that their makers document or print: a prefix, a length, an alphabet;
 * where the form alone would be like any other, behind a name.
 */
const FORMATS: readonly (readonly [id: string, what: string, keywords: readonly string[], regex: string])[] = [
  [
    'aws-session-token',
    'An AWS session token',
    ['session_token', 'sessiontoken', 'security-token', 'security_token'],
    named(
      String.raw`aws_session_token|aws_security_token|sessiontoken|session_token|x-amz-security-token`,
      String.raw`[A-Za-z0-9+/]{100,}={0,2}`,
    ),
  ],
  [
    'aws-secret-access-key',
    'An AWS secret access key',
    ['secret'],
    named(String.raw`(?:aws_?)?secret_?(?:access_?)?key`, String.raw`[A-Za-z0-9+/]{40}`),
  ],
  [
    'azure-storage-key',
    'The key of an Azure storage account',
    ['accountkey', 'account_key', 'account-key'],
    String.raw`(?i)account[_-]?key["']?[ \t]{0,3}[=:][ \t]{0,3}["']?([A-Za-z0-9+/]{86}==)`,
  ],
  [
    'azure-shared-access-key',
    'A shared access key of an Azure service',
    ['sharedaccesskey'],
    String.raw`(?i)SharedAccessKey=([A-Za-z0-9+/]{42,44}={0,2})`,
  ],
  [
    'azure-sas-signature',
    'The signature of a shared access address of Azure',
    ['sig='],
    String.raw`[?&;]sig=([A-Za-z0-9%+/]{43,120}(?:=|%3[Dd]){1,2})`,
  ],
  [
    'azure-devops-token',
    'A personal access token of Azure DevOps',
    ['azdo'],
    String.raw`\b([A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})\b`,
  ],
  [
    'google-oauth-secret',
    'The client secret of a Google application',
    ['gocspx-'],
    String.raw`\b(GOCSPX-[\w-]{28})${END}`,
  ],
  ['google-oauth-token', 'A Google access token', ['ya29.'], String.raw`\b(ya29\.[\w-]{30,})`],
  ['google-refresh-token', 'A Google refresh token', ['1//0'], String.raw`(?:^|[^\w/])(1//0[\w-]{40,120})`],
  ['tencent-secret-id', 'A key id of Tencent Cloud', ['akid'], String.raw`\b(AKID[A-Za-z0-9]{32})\b`],
  [
    'ibm-cloud-key',
    'An API key of IBM Cloud',
    ['ibm', 'bluemix'],
    named('ibm_?(?:cloud)?|bluemix', String.raw`[\w-]{44}`),
  ],
  [
    'cloud-account-key',
    'A key of a cloud account',
    ['linode', 'hetzner', 'hcloud', 'vultr', 'scaleway', 'scw_', 'ovh', 'exoscale', 'upcloud'],
    named(
      'linode|hetzner|hcloud|vultr|scaleway|scw_secret|ovh|exoscale|upcloud',
      String.raw`[a-z0-9]{32,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`,
    ),
  ],
  [
    'digitalocean-spaces-key',
    'A key of DigitalOcean Spaces',
    ['spaces'],
    named('spaces[_-]?(?:secret|access)', String.raw`[A-Za-z0-9+/]{20,43}`),
  ],
  // It begins with a number of decimal digits in base64.
  [
    'discord-bot-token',
    'A token of a Discord bot',
    ['mt', 'mj', 'mz', 'md', 'nd', 'nt', 'nj', 'nz', 'od', 'ot'],
    String.raw`\b((?:MT|Mj|Mz|MD|ND|NT|Nj|Nz|OD|OT)[A-Za-z0-9]{21,24}\.[\w-]{6}\.[\w-]{27,38})${END}`,
  ],
  ['new-relic-key', 'A key of New Relic', ['nrak-', 'nrii-'], String.raw`\b(NR(?:AK|II)-[A-Za-z0-9_-]{27,32})`],
  [
    'discord-webhook',
    'A webhook address of Discord',
    ['/api/webhooks/'],
    String.raw`discord(?:app)?\.com/api/webhooks/\d{15,21}/([\w-]{60,80})`,
  ],
  ['telegram-token', 'A token of a Telegram bot', [':aa'], String.raw`\b(\d{8,10}:AA[\w-]{33})${END}`],
  ['docker-hub-token', 'A token of Docker Hub', ['dckr_'], String.raw`\b(dckr_(?:pat|oat)_[\w-]{20,60})`],
  ['cargo-token', 'A token of the registry of Rust packages', ['cio'], String.raw`\b(cio[A-Za-z0-9]{32})\b`],
  ['nuget-key', 'A key of NuGet', ['oy2'], String.raw`\b(oy2[a-z0-9]{43})\b`],
  [
    'supabase-key',
    'A key of Supabase',
    ['sbp_', 'sb_secret_'],
    String.raw`\b(sbp_[a-f0-9]{40}|sb_secret_[\w-]{20,60})`,
  ],
  [
    'vercel-token',
    'A token of Vercel',
    ['vercel', 'vcp_'],
    String.raw`\b(vcp_[A-Za-z0-9]{24,64})\b|(?i)vercel_?(?:api_?)?token["']?[ \t]{0,3}[=:][ \t]{0,3}["']?([a-z0-9]{24})\b`,
  ],
  ['netlify-token', 'A token of Netlify', ['nfp_'], String.raw`\b(nfp_[A-Za-z0-9]{36,48})\b`],
  [
    'model-key',
    'A key of a model provider',
    ['gsk_', 'xai-', 'r8_', 'pplx-', 'sk-or-', 'fw_', 'csk-', 'nvapi-', 'jina_', 'lsv2_', 'tvly-'],
    String.raw`\b(gsk_[A-Za-z0-9]{48,56}|xai-[A-Za-z0-9]{70,90}|r8_[A-Za-z0-9]{37}|pplx-[A-Za-z0-9]{40,60}|sk-or-v1-[a-f0-9]{64}|fw_[A-Za-z0-9]{22,32}|csk-[a-z0-9]{48}|nvapi-[\w-]{60,70}|jina_[a-f0-9]{32}[\w-]{20,40}|lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}|tvly-[A-Za-z0-9-]{32,48})\b`,
  ],
  [
    'openai-key',
    'A key of OpenAI',
    ['sk-'],
    String.raw`\b(sk-(?:proj|svcacct|admin)-[\w-]{40,200}|sk-[A-Za-z0-9]{48})${END}`,
  ],
  ['anthropic-key', 'A key of Anthropic', ['sk-ant-'], String.raw`\b(sk-ant-[a-z0-9]{3,10}-[\w-]{60,140})`],
  [
    'atlassian-token',
    'A token of Atlassian',
    ['atatt3', 'atctt3', 'atbb'],
    String.raw`\b(AT[AC]TT3[\w=-]{100,250}|ATBB[A-Za-z0-9]{24,40})`,
  ],
  ['figma-token', 'A token of Figma', ['figd_'], String.raw`\b(figd_[\w-]{40,60})`],
  ['notion-token', 'A token of Notion', ['secret_'], String.raw`\b(secret_[A-Za-z0-9]{43})\b`],
  ['airtable-token', 'A token of Airtable', ['pat'], String.raw`\b(pat[A-Za-z0-9]{14}\.[a-f0-9]{64})\b`],
  [
    'pagerduty-key',
    'A key of PagerDuty',
    ['pagerduty', 'pd_'],
    named('pagerduty|pd_api', String.raw`[a-z0-9+_-]{20}|[a-f0-9]{32}`),
  ],
  [
    'paypal-token',
    'A token of PayPal or Braintree',
    ['access_token$'],
    String.raw`(access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32})`,
  ],
  ['razorpay-key', 'A key of Razorpay', ['rzp_'], String.raw`\b(rzp_(?:live|test)_[A-Za-z0-9]{14,24})\b`],
  ['stripe-webhook-secret', 'A secret of a Stripe webhook', ['whsec_'], String.raw`\b(whsec_[A-Za-z0-9+/=]{32,64})`],
  ['square-secret', 'A secret of Square', ['sq0csp-', 'sq0atp-'], String.raw`\b(sq0(?:csp|atp)-[\w-]{22,43})`],
  ['resend-key', 'A key of Resend', ['re_'], String.raw`\b(re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24,30})\b`],
  ['mailchimp-key', 'A key of Mailchimp', ['-us'], String.raw`\b([a-f0-9]{32}-us\d{1,2})\b`],
  ['mailgun-key', 'A key of Mailgun', ['key-'], String.raw`\b(key-[a-f0-9]{32})\b`],
  ['twilio-token', 'A token of Twilio', ['twilio'], named('twilio', String.raw`[a-f0-9]{32}`)],
  ['ngrok-token', 'A token of ngrok', ['ngrok'], named('ngrok', String.raw`[0-9A-Za-z]{20,30}_[0-9A-Za-z]{18,26}`)],
  [
    'wireguard-key',
    'A private key of WireGuard',
    ['privatekey'],
    String.raw`(?i)PrivateKey[ \t]{0,5}=[ \t]{0,5}([A-Za-z0-9+/]{43}=)`,
  ],
  ['sonar-token', 'A token of SonarQube', ['squ_', 'sqp_', 'sqa_'], String.raw`\b(sq[upa]_[a-f0-9]{40})\b`],
  [
    'ci-token',
    'A token of a build service',
    ['bkua_', 'ccipat_', 'rnd_'],
    String.raw`\b(bkua_[a-f0-9]{40}|CCIPAT_[A-Za-z0-9]{20,24}_[a-f0-9]{40}|rnd_[A-Za-z0-9]{28,40})\b`,
  ],
  ['contentful-token', 'A token of Contentful', ['cfpat-'], String.raw`\b(CFPAT-[\w-]{43})`],
  ['mapbox-secret', 'A secret token of Mapbox', ['sk.ey'], String.raw`\b(sk\.eyJ[\w-]{60,120}\.[\w-]{20,30})`],
  [
    'launchdarkly-key',
    'A key of LaunchDarkly',
    ['sdk-', 'api-'],
    String.raw`\b((?:sdk|api)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b`,
  ],
  [
    'datadog-key',
    'A key of Datadog',
    ['datadog', 'dd_'],
    named('datadog|dd_(?:api|app)', String.raw`[a-f0-9]{40}|[a-f0-9]{32}`),
  ],
  [
    'turso-or-neon-key',
    'A key of a database service',
    ['neon', 'napi_', 'turso', 'pscale_'],
    String.raw`\b(napi_[a-z0-9]{60,70}|pscale_(?:tkn|pw|oauth)_[\w.=-]{30,64})`,
  ],
  ['json-web-token', 'A JSON Web Token', ['eyj'], String.raw`\b(eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,})`],
  [
    'encrypted-json-web-token',
    'An encrypted JSON Web Token',
    ['eyj'],
    String.raw`\b(eyJ[\w-]{20,}\.[\w-]*\.[\w-]{16,24}\.[\w-]{16,}\.[\w-]{22})`,
  ],
  [
    'private-key-block',
    'A private key',
    ['-----begin'],
    String.raw`-----BEGIN[ A-Z0-9_-]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\\r|\\n|\s)*([A-Za-z0-9+/=:,\s\\\-]{64,}?)(?:-----END|[^A-Za-z0-9+/=:,\s\\\-]|\z)`,
  ],
  [
    'putty-key',
    'A private key of PuTTY',
    ['private-lines'],
    String.raw`Private-Lines: \d{1,3}\s+([A-Za-z0-9+/=\s]{40,}?)(?:Private-|[^A-Za-z0-9+/=\s]|\z)`,
  ],
  [
    'authorization-header',
    'Credentials in a header',
    ['authorization'],
    String.raw`(?i)\bauthorization["']?[ \t]{0,3}[:=,][ \t]{0,3}["'\x60]?(?:bearer|token|basic)[ \t]{1,3}([\w+/=.~-]{20,})`,
  ],
  [
    'session-cookie',
    'A session in a header',
    ['cookie'],
    String.raw`(?i)\b(?:set-)?cookie["']?[ \t]{0,3}[:=,][ \t]{0,3}["'\x60]?(?:[^\n]{0,200}[; ])?(?:[\w.-]{0,20}sess(?:ion)?[\w.-]{0,12}|connect\.sid|jsessionid|phpsessid)=([\w%.+/=~-]{24,500})`,
  ],
];

const rule = ([id, description, keywords, regex]: (typeof FORMATS)[number]): SecretRule => ({
  id,
  description,
  regex,
  path: null,
  entropy: 3,
  secretGroup: 0,
  keywords,
  allowlists: [],
});

/** Docket's own rules, of the same shape as gitleaks'. */
export const OWN_FORMATS: SecretRules = {
  source: 'Docket',
  allowlist: NOTHING,
  rules: FORMATS.map(rule),
};
