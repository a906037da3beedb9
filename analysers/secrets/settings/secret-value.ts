import { entropyOf } from '../entropy.ts';
import { isPlaceholder, isStandInPassword } from '../placeholders.ts';
import type { SecretKind } from './secret-name.ts';

/** Something that a program puts in place: `${VAR}`, the `?error` of `${VAR:?error}`, `{{ x }}`, `<password>`, `%ENV%`, `$(command)`, `ENC[...]`, `!vault`. */
const PUT_IN =
  /[${}<>]|^\?|^%.*%$|%\(|^ENC[[(]|^!|^@|^\*|^&[\w-]+$|^\||^>|^\(|^\[|^vault:|^sops:|^op:\/\/|^ssm:|^arn:|^secretsmanager|^kv:/i;
/** An expression of a program: a call, a member, a class, a path, an import; rules of a form (`required|string`). */
const EXPRESSION =
  /^[\w$\\]{0,200}::|^:\w{1,80}$|^[a-z_]{1,30}(?:\|[a-z_]{1,30}(?::[\w,.]{1,60})?){1,12}$|^[\w$]+(?:\.[\w$]+)+(?:\(.*)?$|^[\w$.]+\(|^(?:\.{0,2}|~|[A-Za-z]:)[\\/]|^(?:env|process|os|config|settings|var|local|data|module|secrets?|github|vars)[.[]|^[a-z][a-z0-9+.-]*:\/\/|^file:/i;
/** Words of types and of no value. */
const WORDS =
  /^(?:true|false|null|none|nil|undefined|yes|no|on|off|string|str|text|bytes|int(?:eger)?|bool(?:ean)?|object|any|unknown|optional|required|auto|default|test(?:ing)?|dev(?:elopment)?|prod(?:uction)?|admin|root|user(?:name)?|guest|secret|token|key|password|env|file|vault|hidden|masked|encrypted|sensitive|generate[d]?|random)$/i;

/** Shortest values that are told: a password of a person, a key of a machine. */
const SHORTEST = { password: 6, key: 12 } as const;
const LONGEST = 4000;
/** Random hexadecimal digits have 3 bits a character from some 12 characters on; names of things have less. */
const KEY_ENTROPY = 3;

/** Whether the value of a setting with such a name is a secret, rather than a stand-in, an expression or a word. */
export function isSecretValue(kind: NonNullable<SecretKind>, value: string): boolean {
  if (value.length < SHORTEST[kind] || value.length > LONGEST || /\s/.test(value)) return false;
  if (PUT_IN.test(value) || EXPRESSION.test(value) || WORDS.test(value)) return false;
  if (isPlaceholder(value) || isStandInPassword(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9_.-]/].filter((one) => one.test(value)).length;
  // A word alone, or words with signs between, is more often a name than a password.
  if (kind === 'password') return classes >= 2 && !/^[a-z]+(?:[-_.][a-z]+)*$/i.test(value) && !/^\d+$/.test(value);
  return /\d/.test(value) && /[A-Za-z]/.test(value) && entropyOf(value) >= KEY_ENTROPY && !isName(value);
}

/** `my-app-v2-config` and `2024-01-01` are names; so are digests that say their kind. */
function isName(value: string): boolean {
  return (
    /^[a-z]+(?:[-_.][a-z]*\d{0,3})+$/i.test(value) ||
    /^\d[\d.:/TZ-]*$/.test(value) ||
    /^(?:sha\d+|md5)[-:]/i.test(value)
  );
}
