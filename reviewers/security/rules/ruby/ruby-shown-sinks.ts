import { sinksOf } from '../plain/make-sinks.ts';
import { NO_SECRET_NEAR } from '../secret-names.ts';

/** Ruby: what is a hazard as it stands, whatever reaches it. Worth considering, no more. */
export const RUBY_SHOWN = sinksOf([
  {
    id: 'rb-permit-anything',
    rule: 'mass-assignment',
    severity: 'suggestion',
    confidence: 450,
    hint: /params\b[^\n]{0,120}\.permit!/,
    shows: {
      kind: /^(?:call_expression|member_expression)$/,
      text: /^params(?:\[:\w+\]|\.\w+(?:\([^()]*\))?)*\.permit!(?:\(\))?$/,
      // An address is built of what was asked for.
      notFor: /url_for|redirect|_path\b|_url\b|link_to|to_query|pagy|paginat/,
    },
  },
  {
    id: 'rb-without-protection',
    rule: 'mass-assignment',
    severity: 'suggestion',
    confidence: 500,
    hint: /without_protection/,
    shows: { kind: /^(?:pair|named_argument)$/, text: /^:?without_protection(?::|=>)true$/ },
  },
  {
    id: 'rb-object-mode',
    rule: 'unsafe-deserialisation',
    severity: 'suggestion',
    confidence: 500,
    hint: /Oj\.|cookies_serializer/,
    shows: {
      kind: /^(?:call_expression|assignment)$/,
      text: /^Oj\.(?:load|safe_load)\(.*mode(?::|=>):(?:object|compat_object)|^Oj\.object_load\(|cookies_serializer=:(?:marshal|hybrid)$/,
    },
  },
  {
    id: 'rb-short-key',
    rule: 'weak-cipher',
    severity: 'suggestion',
    confidence: 500,
    hint: /OpenSSL::PKey|rsa_keygen_bits/,
    shows: {
      kind: /^(?:call_expression|pair|named_argument)$/,
      text: /^OpenSSL::PKey::(?:RSA|DSA)\.(?:new|generate)\((?:512|768|1024|1536)[,)]|^["':]?rsa_keygen_bits["']?(?::|=>)(?:512|768|1024|1536)$/,
    },
    title: 'A key is made that is too short',
    explanation: 'Keys of RSA and DSA below 2,048 bits are within reach of those who can pay for it.',
    scenario: (quote) => ({
      description: `Somebody computes the private half of the key of \`${quote.slice(0, 80)}\`, and signs or reads in its owner’s name.`,
    }),
  },
  {
    id: 'rb-padding',
    rule: 'weak-cipher',
    severity: 'suggestion',
    confidence: 450,
    hint: /_PADDING\b|rsa_padding_mode|public_encrypt/,
    shows: {
      kind: /^(?:call_expression|pair|named_argument)$/,
      text: /^[\w.@]+\.public_encrypt\((?:[^(),]|\([^()]*\)){1,200}\)$|^[\w.@]+\.(?:public|private)_(?:en|de)crypt\(.*\b(?:NO_PADDING|PKCS1_PADDING|SSLV23_PADDING)\)$|^["':]?rsa_padding_mode["']?(?::|=>)["'](?:pkcs1|none|sslv23)["']$/i,
    },
    title: 'RSA is used with a padding that gives texts away',
    explanation:
      'PKCS#1 v1.5 lets whoever may ask often enough decrypt a text; no padding protects nothing. Use OAEP, for signatures PSS.',
    scenario: (quote) => ({
      description: `Somebody sends altered texts and learns from the answers what \`${quote.slice(0, 80)}\` had encrypted.`,
    }),
  },
  {
    id: 'rb-digest',
    rule: 'weak-hash',
    severity: 'suggestion',
    confidence: 350,
    hint: /Digest::(?:MD5|SHA1)|["'](?:MD5|SHA1)["']/i,
    unless: /etag|gravatar/i,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:OpenSSL::)?Digest::(?:MD5|SHA1)\.(?:hex|base64)?digest\(|^OpenSSL::Digest\.new\(["'](?:MD5|SHA1)["']|^OpenSSL::HMAC\.\w+\(["']MD5["']/i,
      notFor: NO_SECRET_NEAR,
    },
    title: 'A broken hash is used',
    explanation: 'Two texts with the same MD5 or SHA-1 can be made at will. Use SHA-256, for passwords a slow hash.',
    scenario: (quote) => ({
      description: `Somebody makes a second text for which \`${quote.slice(0, 80)}\` answers the same, and it passes as the first.`,
    }),
  },
  {
    id: 'rb-forgery',
    rule: 'guard-removed',
    severity: 'suggestion',
    confidence: 400,
    hint: /verify_authenticity_token/,
    // What is called by machines has no cookie, and proves itself by a key.
    unless:
      /webhook|hmac|signature|[aA]piController|class\s+Api|module\s+Api|\bjwt\b|bearer|token_auth|api_key|callback/i,
    shows: {
      kind: /^call_expression$/,
      text: /^skip_before_(?:action|filter)\(?:verify_authenticity_token(?:,:?except(?::|=>)|\)?$)/,
    },
  },
  {
    id: 'rb-login-skipped',
    rule: 'guard-removed',
    severity: 'suggestion',
    confidence: 400,
    hint: /skip_(?:before_)?(?:action|filter)\b/,
    shows: {
      kind: /^call_expression$/,
      text: /^skip_(?:before_)?(?:action|filter)\(?:(?:authenticate|authorize|require|ensure|verify|check)?_?(?:login|user|admin|authenticat|authoriz|signed_in|logged_in)\w*!?,:?except(?::|=>)/,
    },
    title: 'Whoever is not logged in reaches every action but these',
    explanation: 'An action that is added later is open as well. Name those that anybody may call (`only:`).',
    scenario: (quote) => ({
      description: `Somebody adds an action to this controller, and by \`${quote.slice(0, 80)}\` a visitor without an account calls it.`,
    }),
  },
  {
    id: 'rb-basic-password',
    rule: 'hard-coded-secret',
    severity: 'warning',
    confidence: 500,
    hint: /http_basic_authenticate_with/,
    shows: {
      kind: /^call_expression$/,
      text: /^http_basic_authenticate_with.*password(?::|=>)(?:["'][^"']+["']|[A-Z_]+\b(?!\[|\.))/,
    },
  },
  {
    id: 'rb-fixed-secret',
    rule: 'hard-coded-secret',
    severity: 'warning',
    confidence: 600,
    hint: /secret_(?:token|key_base)\s*=/,
    shows: { kind: /^assignment$/, text: /\.secret_(?:token|key_base)=["'][0-9a-f]{30,}["']$/ },
  },
  {
    id: 'rb-session-open',
    rule: 'unencrypted-data',
    severity: 'suggestion',
    confidence: 450,
    hint: /httponly|secure/,
    elsewhere: /session_store|cookies/,
    shows: { kind: /^(?:pair|named_argument)$/, text: /^:?(?:httponly|secure)(?::|=>)false$/ },
    title: 'A cookie is open to scripts or to the network',
    explanation: 'Without `secure` it is sent in the clear, without `httponly` any script of the page reads it.',
    scenario: (quote) => ({
      description: `A script on the page, or somebody on the way, reads the cookie of \`${quote.slice(0, 80)}\` and goes on in its owner’s name.`,
    }),
  },
  {
    id: 'rb-line-anchors',
    rule: 'guard-removed',
    severity: 'suggestion',
    confidence: 450,
    hint: /validates?(?:_format_of)?\b/,
    shows: {
      kind: /^(?:pair|named_argument)$/,
      text: /^:?with(?::|=>)(?:\/\^.*\$\/|%r\{\^.*\$\})[imx]*$/,
    },
    title: 'A check of a whole text checks one of its lines',
    explanation: 'In Ruby `^` and `$` stand at lines. Write `\\A` and `\\z`.',
    scenario: (quote) => ({
      description: `A value of two lines, the second of which is a script, passes \`${quote.slice(0, 80)}\` because its first line fits.`,
    }),
  },
  {
    id: 'rb-errors-shown',
    rule: 'debug-mode',
    severity: 'suggestion',
    confidence: 450,
    hint: /show_detailed_exceptions/,
    shows: { kind: /^function_declaration$/, text: /^defshow_detailed_exceptions\?true/ },
  },
  {
    id: 'rb-all-routes',
    rule: 'public-exposure',
    severity: 'suggestion',
    confidence: 450,
    hint: /:controller/,
    files: /(?:^|\/)routes\.rb$/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:map\.connect|match|get|connect)\(?["']\/?(?:\(?\/?):controller(?:\(?\/:action|["'])/,
    },
    title: 'Every public method of a controller is a route',
    explanation: 'What was never meant to be called from outside is. Name the routes.',
    scenario: (quote) => ({
      description: `A visitor calls a helper of a controller by its name, because \`${quote.slice(0, 80)}\` leads there.`,
    }),
  },
]);
