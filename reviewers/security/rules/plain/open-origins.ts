import type { SinkRow } from './make-sinks.ts';

const RULE = 'cors-with-credentials';
/** The header that repeats who asks is harmless where that was compared with something before. */
const COMPARED =
  /in_array|preg_match|str_ends_with|str_starts_with|array_key_exists|(?:HTTP_ORIGIN['"]\]|\$origin)\s{0,3}[!=]==?\s{0,3}[^'"\s]|\b(?:allowed|whitelist|trusted)/i;

/**
 * What answers every site with its own name and lets it send cookies, by the libraries' own words. Not meant: `*` where the browser or the library
 * refuses it together with credentials (rs/cors, gin, rack-cors, Spring's `allowedOrigins`).
 */
const ROWS: Readonly<Record<string, readonly SinkRow[]>> = {
  go: [
    {
      id: 'go-cors-header',
      rule: RULE,
      hint: /Access-Control-Allow-Origin/i,
      elsewhere: /Access-Control-Allow-Credentials/i,
      shows: {
        kind: /^call_expression$/,
        text: /^[\w.()]{1,60}(?:Set|Header|Add)\("Access-Control-Allow-Origin",[\w.()]{1,60}(?:Header\.Get|GetHeader|Header\(\)\.Get|Get)\("Origin"\)\)$/i,
        around: /Access-Control-Allow-Credentials"\s*,\s*"true"/i,
        without: COMPARED,
      },
    },
    {
      id: 'go-cors-function',
      rule: RULE,
      hint: /AllowOrigin(?:s?Func|VaryRequestFunc|RequestFunc)\b/,
      elsewhere: /AllowCredentials/,
      shows: {
        kind: /^pair$/,
        text: /^AllowOrigin(?:s?Func|RequestFunc):func\([^()]{1,80}\)(?:bool|\(string,error\)|\(bool,error\))\{return(?:true|true,nil)\}$/,
        around: /AllowCredentials\s*:\s*true/,
      },
    },
  ],
  php: [
    {
      id: 'php-cors-header',
      rule: RULE,
      hint: /Access-Control-Allow-Origin/i,
      elsewhere: /Access-Control-Allow-Credentials/i,
      shows: {
        kind: /^call_expression$/,
        text: /^header\((?:"Access-Control-Allow-Origin:\{?\$_SERVER\[['"]?HTTP_ORIGIN['"]?\]\}?"|['"]Access-Control-Allow-Origin:['"]\.\$_SERVER\[['"]HTTP_ORIGIN['"]\])[,)]/i,
        around: /Access-Control-Allow-Credentials:\s*true/i,
        without: COMPARED,
      },
    },
    {
      id: 'php-cors-settings',
      rule: RULE,
      hint: /supports_credentials/,
      elsewhere: /['"]allowed_origins['"]\s*=>\s*\[\s*['"]\*['"]\s*\]/,
      files: /(?:^|\/)config\/cors\.php$/,
      shows: { kind: /^pair$/, text: /^['"]supports_credentials['"]=>true$/i },
    },
  ],
  csharp: [
    {
      id: 'cs-cors',
      rule: RULE,
      hint: /SetIsOriginAllowed\b/,
      elsewhere: /AllowCredentials\b/,
      shows: {
        kind: /^call_expression$/,
        text: /\.SetIsOriginAllowed\((?:\w+|\(\w+\))=>true\)$/,
        around: /AllowCredentials\(\)/,
      },
    },
  ],
  kotlin: [
    {
      id: 'kt-cors-host',
      rule: RULE,
      hint: /\banyHost\(/,
      elsewhere: /\ballowCredentials\s*=\s*true/,
      shows: { kind: /^call_expression$/, text: /^(?:\w+\.)?anyHost\(\)$/, around: /\ballowCredentials\s*=\s*true/ },
    },
  ],
};

/** Spring's, in both languages that it is written in. */
const springRow = (prefix: string): SinkRow => ({
  id: `${prefix}-cors-pattern`,
  rule: RULE,
  hint: /llowedOriginPatterns?\(/,
  elsewhere: /llowCredentials/,
  shows: {
    kind: /^call_expression$/,
    text: /\b(?:addAllowedOriginPattern|allowedOriginPatterns|setAllowedOriginPatterns)\((?:"\*"|(?:\w+\.)?(?:of|asList|listOf|singletonList)\("\*"\))\)$/,
    around: /llowCredentials(?:\(true\)|\s*=\s*true)/,
  },
});

/** The rows of a language of the shared words. */
export function originRows(kind: string): readonly SinkRow[] {
  return [...(ROWS[kind] ?? []), ...(kind === 'java' || kind === 'kotlin' ? [springRow(kind)] : [])];
}
