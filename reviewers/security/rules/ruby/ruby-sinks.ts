import type { Syntax } from '../../../changed-code/syntax-node.ts';
import type { Call } from '../../values/grammar.ts';
import type { Leaf } from '../../values/value.ts';
import { NEEDS, sinksOf, sqlSinks } from '../plain/make-sinks.ts';
import { isHarmlessInSql } from '../sql-text.ts';
import { RUBY_CODE } from './ruby-code.ts';
import { HEADS_OF_MAKERS } from '../secret-names.ts';

/** With several arguments no shell is asked. */
const oneText = (call: Call): boolean =>
  call.arguments.filter(({ kind }) => kind !== 'record_expression' && kind !== 'function_expression').length === 1;
const SHELL = /["'](?:\/(?:usr\/)?bin\/)?(?:ba|z|k|da)?sh["'],\s*["']-\w*c["']/;

const CONDITIONS =
  /\.(?:where|not|having|order|reorder|group|pluck|joins|from|select|find_by|find_or_(?:create|initialize)_by!?|exists\?|delete_all|destroy_all|update_all|destroy_by|delete_by|rewhere|or|calculate|sum|maximum|minimum|average|lock|in_order_of)$|^(?:where|joins|having|reorder|order|find_by|update_all|delete_all)$/;

/** The texts among what a query is given: behind the first of a list, and of the arguments, stand values. */
const conditionsOf = ({ callee, arguments: given }: Call): readonly Syntax[] =>
  given
    .slice(0, callee.endsWith('update_all') ? 2 : 1)
    .flatMap((one) => (one.kind === 'list_expression' ? one.children.slice(0, 1) : [one]));

/** What a condition is called says nothing of its values; names of classes are the program's own. */
const isHarmlessInCondition = (leaf: Leaf): boolean =>
  isHarmlessInSql({ ...leaf, called: [] }) ||
  (leaf.origin !== 'request' &&
    /(?:^|\.)(?:(?:polymorphic|sti|class|model)_name|base_class(?:\.name)?)(?:\(\))?$/.test(leaf.path));

/** Ruby. */
export const RUBY_SINKS = sinksOf([
  {
    id: 'rb-shell',
    rule: 'command-injection',
    hint: /\b(?:system|exec|spawn|popen\w*|capture\w*|pipeline\w*)\b/,
    takes: {
      of: 'call',
      name: /^(?:Kernel\.)?(?:system|exec|spawn)$|^(?:IO|Open3|Process|PTY)\.(?:popen\w*|capture\w*|spawn|exec|pipeline\w*)$/,
      only: (call, code) => oneText(call) || SHELL.test(code),
      // What is written into the program (`stdin_data:`) and where it runs is no command.
      values: (call) => call.arguments,
      need: NEEDS.command,
    },
  },
  {
    id: 'rb-shell-request',
    rule: 'command-injection',
    hint: /\b(?:system|exec|spawn|popen\w*|capture\w*)\b/,
    takes: {
      of: 'call',
      name: /^(?:Kernel\.)?(?:system|exec|spawn)$|^(?:IO|Open3|Process|PTY)\.(?:popen\w*|capture\w*|spawn|exec)$/,
      need: { purpose: 'command', needs: 'request' },
    },
  },
  {
    id: 'rb-backticks',
    rule: 'command-injection',
    hint: /`[^`\n]*#\{|%x/,
    takes: { of: 'node', name: /^shell_expression$/, need: NEEDS.command },
  },
  {
    id: 'rb-open',
    rule: 'command-injection',
    hint: /\bopen\b|IO\.(?:read|readlines|foreach|write)/,
    takes: {
      of: 'call',
      name: /^(?:Kernel\.)?open$|^IO\.(?:read|readlines|foreach|write|binread)$/,
      need: { purpose: 'command', needs: 'request', begins: /^\{\}/ },
    },
  },
  ...sqlSinks(
    'rb',
    /\.(?:execute|exec_query|select_all|select_one|select_value|select_values|select_rows|find_by_sql|count_by_sql|exec|query|exec_update|exec_delete|insert|update|delete|prepare|fetch|run|sql)$|^(?:find_by_sql|count_by_sql|execute|exec_query|select_all|select_value|select_values|select_rows)$/,
    /\.(?:execute|exec_query|select_all|select_value|find_by_sql|exec|query)\b/,
  ),
  {
    id: 'rb-where',
    rule: 'sql-injection',
    hint: /\.(?:where|not|having|order|reorder|group|pluck|joins|from|select|find_by|exists\?|delete_all|update_all|destroy_by|calculate|sum)\b/,
    takes: {
      of: 'call',
      name: CONDITIONS,
      values: conditionsOf,
      need: { purpose: 'sql', needs: 'request', begins: /^(?!\{\}$)/, whole: false },
    },
  },
  {
    id: 'rb-where-text',
    rule: 'sql-injection',
    hint: /\b(?:where|having|find_(?:or_\w+_)?by|exists\?|delete_(?:all|by)|destroy_(?:all|by)|update_all|joins|not)\b/,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:where|having|find_by|find_or_(?:create|initialize)_by!?|exists\?|delete_all|delete_by|destroy_all|destroy_by|update_all|joins)$|\.not$/,
      values: conditionsOf,
      need: { purpose: 'sql', needs: 'text', begins: /'%?\{\}/, harmless: isHarmlessInCondition, whole: false },
    },
  },
  {
    id: 'rb-order',
    rule: 'sql-injection',
    hint: /Arel\.sql|\.(?:order|reorder|group|pluck)\b/,
    takes: { of: 'call', name: /^Arel\.sql$/, need: { purpose: 'sql', needs: 'request' } },
  },
  {
    id: 'rb-path',
    rule: 'path-traversal',
    hint: /\b(?:File|IO|Dir|FileUtils|Pathname)\b|send_file/,
    takes: {
      of: 'call',
      name: /^(?:File\.(?:open|read|readlines|binread|new|write|binwrite|delete|unlink|rename|foreach|readlink|symlink)|IO\.\w+|Dir\.(?:entries|glob|children|each_child|mkdir|rmdir|foreach)|FileUtils\.\w+|Pathname\.(?:read|readlines|binread|write|open|entries|delete)|send_file|Rack\.File\.new|YAML\.load_file)$/,
      values: [0, 1],
      need: NEEDS.path,
    },
  },
  {
    id: 'rb-render-file',
    rule: 'path-traversal',
    hint: /\brender\b/,
    takes: { of: 'call', name: /^render$/, values: /^:?(?:file|template)$/, need: NEEDS.path },
  },
  {
    id: 'rb-fetch',
    rule: 'server-side-request-forgery',
    hint: /Net::HTTP|URI\.open|HTTParty|Faraday|RestClient|Excon|HTTP\.|Typhoeus|open\(/,
    takes: {
      of: 'call',
      name: /^(?:Net\.HTTP\.(?:get|get_response|post|post_form|start|new)|URI\.open|OpenURI\.open_uri|HTTParty\.\w+|Faraday\.\w+|RestClient\.\w+|Excon\.\w+|HTTP\.(?:get|post|put|head)|Typhoeus\.\w+|TCPSocket\.(?:new|open))$/,
      need: NEEDS.address,
    },
  },
  {
    id: 'rb-html',
    rule: 'cross-site-scripting',
    hint: /html_safe|\braw\b|safe_concat/,
    takes: { of: 'receiver', name: /\.html_safe$/, need: NEEDS.htmlOfRequest },
  },
  {
    id: 'rb-raw',
    rule: 'cross-site-scripting',
    hint: /\braw\b|safe_concat/,
    takes: { of: 'call', name: /^(?:raw|safe_concat|.*\.safe_concat)$/, need: NEEDS.htmlOfRequest },
  },
  {
    id: 'rb-html-text',
    rule: 'cross-site-scripting',
    hint: /html_safe/,
    takes: {
      of: 'receiver',
      name: /\.html_safe$/,
      need: {
        purpose: 'html',
        needs: 'text',
        begins: /<\/?[a-z!]/i,
        whole: false,
        harmless: ({ shape }) => shape === 'call',
      },
    },
  },
  {
    id: 'rb-render-html',
    rule: 'cross-site-scripting',
    hint: /\brender\b/,
    takes: { of: 'call', name: /^render$/, values: /^:?(?:html|inline)$/, need: NEEDS.htmlOfRequest },
  },
  {
    id: 'rb-template',
    rule: 'template-injection',
    hint: /\bERB\.new|\binline:|Slim::Template|Liquid|Haml|\b(?:erb|haml|slim)\b/,
    takes: {
      of: 'call',
      name: /^(?:ERB\.new|Haml\.Engine\.new|erb|haml|slim|Erubi\.Engine\.new)$/,
      need: NEEDS.template,
    },
  },
  {
    id: 'rb-redirect',
    rule: 'open-redirect',
    hint: /\bredirect/,
    takes: {
      of: 'call',
      name: /^(?:redirect_to|redirect|redirect_back|redirect_back_or_to)$/,
      values: (call) => [
        ...call.arguments.slice(0, 1),
        ...[...call.named].flatMap(([name, value]) => (/^:?fallback_location$/.test(name) ? [value] : [])),
      ],
      only: (_, code) =>
        !/only_path(?::|\s{0,3}=>)\s{0,3}true|allow_other_host(?::|\s{0,3}=>)\s{0,3}false|\bhost(?::|\s{0,3}=>)\s{0,3}['"]/.test(
          code,
        ),
      need: NEEDS.redirect,
    },
  },
  ...RUBY_CODE,
  {
    id: 'rb-permit-all',
    rule: 'mass-assignment',
    hint: /\.permit!/,
    shows: {
      kind: /^(?:call_expression|function_declaration)$/,
      text: /\.(?:new|create!?|build|update!?|update_attributes!?|assign_attributes|insert|upsert|find_or_create_by!?|first_or_create!?)\(params(?:\[:\w{1,60}\]|\.require\(:\w{1,60}\))?\.permit!\)?$|^def\w{1,60}_paramsparams(?:\[:\w{1,60}\]|\.require\(:\w{1,60}\))?\.permit!end$/,
    },
  },
  {
    id: 'rb-archive',
    rule: 'archive-traversal',
    hint: /\.extract\b|Zip::/,
    elsewhere: /Zip::|Gem::Package::TarReader|Minitar/,
    takes: { of: 'call', name: /\.extract$|^File\.(?:open|write|binwrite)$|^FileUtils\.mkdir_p$/, need: NEEDS.path },
  },
  {
    id: 'rb-tls',
    rule: 'certificate-check-off',
    hint: /VERIFY_NONE|verify:\s*false|verify_ssl|ssl_verify|verify_peer/,
    shows: {
      kind: /^(?:assignment|pair|named_argument)$/,
      text: /(?:verify_mode|ssl_verify_mode|verify_ssl)(?:=|:|=>)(?:OpenSSL::SSL::VERIFY_NONE|false)$|^:?(?:verify|verify_ssl|ssl_verify_peer|verify_peer)(?::|=>)false$/,
    },
  },
  {
    id: 'rb-cipher',
    rule: 'weak-cipher',
    hint: /OpenSSL::Cipher/,
    shows: { kind: /^call_expression$/, text: /^OpenSSL::Cipher(?:::Cipher)?\.new\(["'](?:des|rc4|bf|aes-\d+-ecb)/i },
  },
  {
    id: 'rb-password-hash',
    rule: 'weak-hash',
    hint: /Digest::(?:MD5|SHA1)/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:OpenSSL::)?Digest::(?:MD5|SHA1)\.\w+\([\w.@+"#{}]*(?:password|passwd|passphrase)\b/i,
    },
  },
  {
    id: 'rb-random-function',
    rule: 'predictable-secret',
    hint: /\brand\b|Random\.|\.sample\b|\.shuffle\b/,
    unless: /SecureRandom/,
    shows: {
      kind: /^(?:call_expression|member_expression)$/,
      text: /^(?:Kernel\.)?rand\(|^Random\.(?:rand|new)|\.(?:sample|shuffle)(?:\(|$)/,
      around: HEADS_OF_MAKERS.ruby,
    },
  },
  {
    id: 'rb-random',
    rule: 'predictable-secret',
    hint: /\brand\b|Random\.|\.sample\b|\.shuffle\b/,
    unless: /SecureRandom/,
    shows: {
      kind: /^(?:assignment|pair|named_argument)$/,
      text: /^(?:self\.|@)?\w*(?:token|secret|password|nonce|session_id|api_key|otp)\w*(?:=|:|=>).*(?:\brand\(|\brand$|Random\.(?:rand|new)|\.sample\b|\.shuffle\b)/,
    },
  },
  {
    id: 'rb-token',
    rule: 'unverified-token',
    hint: /JWT\.decode|['"]none['"]/,
    shows: {
      kind: /^call_expression$/,
      text: /^JWT\.decode\([^,]+,(?:nil|[^,]+),false\b|^JWT\.(?:de|en)code\(.*['"]none['"]/,
    },
  },
]);
