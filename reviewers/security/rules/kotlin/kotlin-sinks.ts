import { JAVA_SINKS } from '../java/java-sinks.ts';
import { NEEDS, sinksOf } from '../plain/make-sinks.ts';
import type { Sink } from '../sink.ts';

/** Kotlin makes objects without `new`. */
const withoutNew = (pattern: RegExp): RegExp =>
  new RegExp(pattern.source.replaceAll(/\bnew(?: |\\s\+)?(?=[A-Z(])/g, '(?:new )?'), pattern.flags);

function inKotlin(sink: Sink): Sink {
  const { takes, shows } = sink;
  return {
    ...sink,
    id: sink.id.replace(/^java-/, 'kt-'),
    hint: withoutNew(sink.hint),
    ...(takes && { takes: { ...takes, name: withoutNew(takes.name) } }),
    ...(shows && { shows: { ...shows, text: withoutNew(shows.text) } }),
  };
}

/** Kotlin: Java's, and those of Ktor, Exposed and Android. */
export const KOTLIN_SINKS: readonly Sink[] = [
  ...JAVA_SINKS.map((sink) => inKotlin(sink)),
  ...sinksOf([
    {
      id: 'kt-raw-sql',
      rule: 'sql-injection',
      hint: /rawQuery|execSQL|\bexec\(|\.unsafe\(/,
      takes: { of: 'call', name: /(?:^|\.)(?:rawQuery|execSQL|exec)$/, tellText: true, need: NEEDS.sql },
    },
    {
      id: 'kt-file',
      rule: 'path-traversal',
      hint: /respondFile|respondPath|LocalFileContent|\.(?:readText|readBytes|writeText|writeBytes|delete|inputStream|outputStream|bufferedReader)\b/,
      takes: { of: 'call', name: /\.respond(?:File|Path)$|^LocalFileContent$/, values: 'all', need: NEEDS.path },
    },
    {
      id: 'kt-file-use',
      rule: 'path-traversal',
      hint: /\.(?:readText|readBytes|writeText|writeBytes|deleteRecursively|inputStream|outputStream|bufferedReader|readLines)\b/,
      takes: {
        of: 'receiver',
        name: /\.(?:readText|readBytes|writeText|writeBytes|deleteRecursively|inputStream|outputStream|bufferedReader|readLines)$/,
        only: (_, code) => /\bFile\(|[fF]ile\b|[pP]ath\b/.test(code),
        need: NEEDS.path,
      },
    },
    {
      id: 'kt-fetch',
      rule: 'server-side-request-forgery',
      hint: /[cC]lient|\bURL\(|\.readText|openStream/,
      takes: {
        of: 'call',
        name: /(?:[cC]lient|[hH]ttp)\.(?:get|post|put|head|request|delete)$/,
        need: NEEDS.address,
      },
    },
    {
      id: 'kt-url-read',
      rule: 'server-side-request-forgery',
      hint: /\bURL\(|\.toURL\(/,
      takes: {
        of: 'receiver',
        name: /(?:URL\([^()]{0,100}\)|[uU]rl|toURL\(\))\.(?:readText|readBytes|openStream|openConnection)$/,
        need: NEEDS.address,
      },
    },
    {
      id: 'kt-redirect',
      rule: 'open-redirect',
      hint: /respondRedirect/,
      takes: { of: 'call', name: /\.respondRedirect$/, need: NEEDS.redirect },
    },
    {
      id: 'kt-html',
      rule: 'cross-site-scripting',
      hint: /respondText|\bunsafe\b/,
      takes: {
        of: 'call',
        name: /\.respondText$/,
        only: (_, code) => /[hH]tml/.test(code),
        need: NEEDS.html,
      },
    },
    {
      id: 'kt-trust',
      rule: 'certificate-check-off',
      hint: /checkServerTrusted|hostnameVerifier/i,
      shows: {
        kind: /^(?:function_declaration|call_expression|assignment)$/,
        text: /^(?:override)?funcheckServerTrusted\([^)]*\)(?:=Unit|\{\})$|\.?[hH]ostnameVerifier(?:\(|=)?\{[\w,_]*->true\}\)?$/,
      },
    },
  ]),
];
