import type { Call } from '../../values/grammar.ts';
import type { Syntax } from '../../../changed-code/syntax-node.ts';
import { NEEDS, sinksOf, sqlSinks } from '../plain/make-sinks.ts';
import { HEADS_OF_MAKERS } from '../secret-names.ts';

const SHELL =
  /\bCommand(?:Context)?\((?:\s{0,9}[\w.()]{1,40},)?\s{0,9}["`](?:\/(?:usr\/)?bin\/)?(?:ba|z|k|da|a)?sh["`],\s{0,9}["`]-\w{0,9}c["`]|["`](?:cmd(?:\.exe)?)["`],\s{0,9}["`]\/[cC]["`]|["`](?:powershell|pwsh)(?:\.exe)?["`]/;

/** Arguments that stand in a list before the call: `args := []string{"-c", script}`, `exec.Command("sh", args...)`. */
const LISTED =
  /Command(?:Context)?\((?:[\w.()]{1,40},\s*)?["`](?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh["`],\s*(\w{1,60})\.\.\.\)/;

function isShell(call: Call, code: string): boolean {
  if (SHELL.test(code)) return true;
  const name = LISTED.exec(code)?.[1];
  if (name === undefined) return false;
  let outer = call.node;
  while (outer.parent !== null && outer.kind !== 'function_declaration') outer = outer.parent;
  return new RegExp(String.raw`\b${name}\s*:?=\s*\[\]string\{\s*"-\w{0,5}c"`).test(outer.text);
}

/** The statement stands behind the context and behind what the rows are read into. */
function statementOf({ arguments: given }: Call): readonly Syntax[] {
  return given.filter(({ text }) => !/^&|ctx$|context/i.test(text.slice(0, 60))).slice(0, 1);
}

/** Go. */
export const GO_SINKS = sinksOf([
  {
    id: 'go-shell',
    rule: 'command-injection',
    hint: /\bexec\.Command|Command(?:Context)?\(/,
    takes: {
      of: 'call',
      name: /^exec\.Command(?:Context)?$/,
      values: 'all',
      only: isShell,
      need: NEEDS.command,
    },
  },
  {
    id: 'go-program',
    rule: 'command-injection',
    hint: /Command(?:Context)?\(|StartProcess|syscall\.Exec/,
    takes: {
      of: 'call',
      name: /^(?:exec\.Command|syscall\.Exec|os\.StartProcess)$/,
      need: { purpose: 'command', needs: 'request' },
    },
  },
  {
    id: 'go-program-context',
    rule: 'command-injection',
    hint: /CommandContext\(/,
    takes: { of: 'call', name: /^exec\.CommandContext$/, values: [1], need: { purpose: 'command', needs: 'request' } },
  },
  ...sqlSinks(
    'go',
    /\.(?:Query|QueryRow|Exec|Prepare|Raw|Queryx|QueryRowx|MustExec|NamedExec|NamedQuery|Select|Get|QueryContext|QueryRowContext|ExecContext|PrepareContext|QueryxContext|SelectContext|GetContext|Where|Having|Order|SendBatch|Queue)$/,
    /\.(?:Query|QueryRow|Exec|Raw|Queryx|MustExec|QueryContext|QueryRowContext|ExecContext)\(/,
    { values: statementOf },
    // `Exec` and `Get` belong to many things that are no database.
  ).map((row) => ({ ...row, elsewhere: /sql|gorm|pgx|xorm|\bbun\b|\b(?:db|DB|tx|conn|pool)\b/i })),
  {
    id: 'go-where',
    rule: 'sql-injection',
    hint: /\.(?:Where|Having|Order|Raw|Or|Not|Joins|Group)\(/,
    takes: {
      of: 'call',
      name: /\.(?:Where|Having|Order|Raw|Or|Not|Joins|Group)$/,
      need: { purpose: 'sql', needs: 'request', whole: true },
    },
  },
  {
    id: 'go-archive',
    rule: 'archive-traversal',
    hint: /\b(?:zip|tar)\.|\.Name\b/,
    elsewhere: /"archive\/(?:zip|tar)"/,
    takes: {
      of: 'call',
      name: /^(?:os\.(?:Create|OpenFile|MkdirAll|Mkdir|WriteFile|Symlink|Link)|ioutil\.WriteFile)$/,
      values: [0, 1],
      need: NEEDS.path,
    },
  },
  {
    id: 'go-path',
    rule: 'path-traversal',
    hint: /\b(?:os|ioutil|http|fs)\.\w{1,40}\(|\.(?:File|SendFile|Attachment|Inline|SaveUploadedFile|Download|FileAttachment)\(/,
    unless: /"archive\/(?:zip|tar)"/,
    takes: {
      of: 'call',
      name: /^(?:os\.(?:Open|OpenFile|Create|ReadFile|WriteFile|Remove|RemoveAll|Rename|Mkdir|MkdirAll|ReadDir|Stat|Symlink|Link|Truncate)|ioutil\.(?:ReadFile|WriteFile|ReadDir)|http\.ServeFile|webContext\.(?:File|SendFile|Attachment|Inline|SaveUploadedFile|Download|FileAttachment))$/,
      values: 'all',
      only: (call) => !/^http\.ServeFile$/.test(call.callee) || call.arguments.length === 3,
      need: { ...NEEDS.path, harmless: ({ path }) => /\.(?:Body|Header)$/.test(path) },
    },
  },
  {
    id: 'go-fetch',
    rule: 'server-side-request-forgery',
    hint: /\bhttp\.|\.(?:Get|Post|Head|PostForm)\(|NewRequest|\bnet\.Dial/,
    takes: {
      of: 'call',
      name: /^(?:http\.(?:Get|Post|Head|PostForm)|(?:\w*[cC]lient|http\.DefaultClient)\.(?:Get|Post|Head|PostForm)|resty\.\w+)$/,
      need: NEEDS.address,
    },
  },
  {
    id: 'go-request',
    rule: 'server-side-request-forgery',
    hint: /\bNewRequest/,
    takes: {
      of: 'call',
      name: /^http\.NewRequest(?:WithContext)?$/,
      values: [1, 2],
      only: (call) => call.arguments.length > 2,
      need: NEEDS.address,
    },
  },
  {
    id: 'go-dial',
    rule: 'server-side-request-forgery',
    hint: /\bnet\.Dial/,
    takes: { of: 'call', name: /^net\.Dial(?:Timeout|TCP|UDP)?$/, values: [1], need: NEEDS.address },
  },
  {
    id: 'go-html',
    rule: 'cross-site-scripting',
    hint: /\btemplate\.(?:HTML|JS|URL|HTMLAttr|CSS)\(/,
    takes: { of: 'call', name: /^template\.(?:HTML|JS|HTMLAttr|CSS)$/, need: NEEDS.htmlOfRequest },
  },
  {
    id: 'go-write-html',
    rule: 'cross-site-scripting',
    hint: /\bFprint|\.Write(?:String)?\(|\.HTML\(/,
    takes: {
      of: 'call',
      name: /^(?:fmt\.Fprint(?:f|ln)?|io\.WriteString|w\.Write|rw\.Write|writer\.Write|webContext\.HTML)$/,
      values: 'all',
      need: NEEDS.html,
    },
  },
  {
    id: 'go-fprintf-html',
    rule: 'cross-site-scripting',
    hint: /\bFprintf\(\s*(?:w|rw|writer|resp)\s*,\s*["`][^"`]*</,
    takes: {
      of: 'call',
      name: /^fmt\.Fprintf$/,
      values: (call) => (/<\/?[a-z!]/i.test(call.arguments[1]?.text ?? '') ? call.arguments.slice(2) : []),
      only: (call) => /^(?:w|rw|writer|resp)$/.test(call.arguments[0]?.text ?? ''),
      need: NEEDS.htmlOfRequest,
    },
  },
  {
    id: 'go-template',
    rule: 'template-injection',
    hint: /\.Parse\(/,
    elsewhere: /"(?:text|html)\/template"/,
    takes: {
      of: 'call',
      name: /\.Parse$/,
      only: (_, code) => /\bNew\(|\btmpl\b|\btemplate\b/.test(code),
      need: NEEDS.template,
    },
  },
  {
    id: 'go-redirect',
    rule: 'open-redirect',
    hint: /\bRedirect/,
    takes: {
      of: 'call',
      name: /^(?:http\.Redirect|http\.RedirectHandler|webContext\.Redirect)$/,
      values: 'all',
      only: (call) => call.arguments.length > 0,
      need: { ...NEEDS.redirect, harmless: ({ path }) => path === 'httpRequest' },
    },
  },
  {
    id: 'go-tls',
    rule: 'certificate-check-off',
    hint: /InsecureSkipVerify/,
    shows: { kind: /^(?:pair|assignment)$/, text: /(?:^|\.)InsecureSkipVerify(?::|=)true$/ },
  },
  {
    id: 'go-host-key',
    rule: 'certificate-check-off',
    hint: /InsecureIgnoreHostKey/,
    shows: { kind: /^call_expression$/, text: /^ssh\.InsecureIgnoreHostKey\(\)$/ },
  },
  {
    id: 'go-cipher',
    rule: 'weak-cipher',
    hint: /\b(?:des|rc4|NewECB)\b/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:des\.New(?:TripleDES)?Cipher|rc4\.NewCipher|\w*\.?NewECB(?:En|De)crypter)\(/,
    },
  },
  {
    id: 'go-fixed-nonce',
    rule: 'weak-cipher',
    unless: /"testing"/,
    hint: /\bcipher\.New|\.Seal\(/,
    elsewhere: /"crypto\/cipher"/,
    shows: {
      kind: /^call_expression$/,
      // What is decrypted needs the vector of whoever encrypted it.
      text: /^(?:cipher\.New(?:CTR|OFB|CFBEncrypter|CBCEncrypter)\(\w{1,40}|\w{1,40}\.Seal\(\w{1,40}),\[\]byte(?:\(["`]|\{\d)/,
    },
  },
  {
    id: 'go-fixed-nonce-name',
    rule: 'weak-cipher',
    unless: /"testing"/,
    hint: /(?:[nN]once|\b[iI][vV])\b/,
    elsewhere: /"crypto\/cipher"/,
    shows: {
      kind: /^(?:variable_declarator|assignment)$/,
      text: /^(?:var)?\w{0,30}(?:[nN]once|[iI][vV])(?::=|=)\[\]byte(?:\(["`]|\{\d)/,
      only: (_, { text }) =>
        !/rand\.Read|ReadFull/.test(text) && (!/\.Open\(|Decrypter\(/.test(text) || /\.Seal\(|Encrypter\(/.test(text)),
    },
  },
  {
    id: 'go-old-tls',
    rule: 'weak-cipher',
    unless: /"testing"/,
    hint: /Version(?:TLS1[01]|SSL30)|_RC4_|_3DES_/,
    shows: {
      kind: /^(?:pair|assignment)$/,
      text: /^(?:[\w.]{0,60}\.)?(?:Min|Max)Version(?::|=)tls\.Version(?:TLS1[01]|SSL30)$|^(?:\w{1,40}\.){0,3}CipherSuites(?::|=)\[\]uint16\{(?:[\w.]{1,80},){0,40}tls\.TLS_(?:ECDHE_)?(?:RSA|ECDSA)_WITH_(?:RC4|3DES)_/,
    },
  },
  {
    id: 'go-short-key',
    rule: 'weak-cipher',
    unless: /"testing"/,
    hint: /rsa\.GenerateKey\(/,
    shows: { kind: /^call_expression$/, text: /^rsa\.GenerateKey\([\w.]{1,40},(?:512|768|1024|1536)\)$/ },
  },
  {
    id: 'go-world-writable',
    rule: 'public-exposure',
    unless: /"testing"/,
    hint: /\bChmod\(/,
    shows: { kind: /^call_expression$/, text: /^os\.Chmod\(.{1,200},(?:os\.FileMode\()?0o?0?[0-7]{0,2}[2367]\)?\)$/ },
  },
  {
    id: 'go-password-hash',
    rule: 'weak-hash',
    hint: /\b(?:md5|sha1|sha256)\.(?:Sum|New)/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:md5\.Sum|sha1\.Sum)\((?:\[\]byte\()?[\w.+"]*(?:[pP]assword|[pP]asswd|[pP]assphrase|\bpwd)\w*/,
    },
  },
  {
    id: 'go-random-function',
    rule: 'predictable-secret',
    hint: /\brand\./,
    elsewhere: /"math\/rand(?:\/v2)?"/,
    unless: /"crypto\/rand"/,
    shows: {
      kind: /^call_expression$/,
      text: /^rand\.(?:Int\w*|Uint\w*|Read|N|Perm|Float\w*)\(/,
      around: HEADS_OF_MAKERS.go,
    },
  },
  {
    id: 'go-random',
    rule: 'predictable-secret',
    hint: /\brand\./,
    elsewhere: /"math\/rand(?:\/v2)?"/,
    unless: /"crypto\/rand"/,
    shows: {
      kind: /^(?:variable_declarator|assignment|pair)$/,
      text: /^[\w.]*(?:[tT]oken|[sS]ecret|[pP]assword|[nN]once|[sS]essionI[dD]|[aA]piKey|\b[oO]tp)\w*(?::=|=|:).*\brand\.(?:Int\w*|Uint\w*|Read|N|Perm)\(/,
    },
  },
  {
    id: 'go-token',
    rule: 'unverified-token',
    hint: /ParseUnverified|UnsafeAllowNoneSignatureType|WithoutClaimsValidation|InsecureSkipSignatureCheck/,
    shows: {
      kind: /^(?:call_expression|member_expression|pair)$/,
      text: /^(?:[\w.()]+\.ParseUnverified\(|jwt\.UnsafeAllowNoneSignatureType$|InsecureSkipSignatureCheck:true$)/,
    },
  },
  {
    id: 'go-decode',
    rule: 'unsafe-deserialisation',
    hint: /\bplugin\.Open\(/,
    takes: { of: 'call', name: /^plugin\.Open$/, need: NEEDS.code },
  },
]);
