import { ENVIRONMENTS } from '../../rules/hostile/environments.ts';
import { plainGrammar } from '../plain/plain-grammar.ts';
import { plainKnowledge } from '../plain/plain-knowledge.ts';

const GRAMMAR = plainGrammar({
  exported: () => true,
  neverReturns: /^(?:raise|abort|exit!?|fail|halt|redirect)$/,
  adds: /^\+$/,
  answersLast: true,
});

/** What is known of Ruby's libraries: its own, Rails, Sinatra, Rack. */
export const RUBY_VALUES = plainKnowledge({
  grammar: GRAMMAR,
  environment: ENVIRONMENTS.ruby,
  constant:
    /^(?:[A-Z]\w*|(?:[A-Z]\w*(?:\.|::))+[A-Z][A-Z0-9_]*|__(?:FILE|dir|method)__|Rails\.(?:root|env).*|\$PROGRAM_NAME|ENV\..*|RUBY_\w+)$/,
  request:
    /^(?:(?:self\.|@)?params(?:\.|$)|@?cookies(?:\.|$)|(?:@?request|@?req)\.(?:params|query_parameters|request_parameters|GET|POST|headers|cookies|path|fullpath|original_url|url|query_string|body|referer|referrer|user_agent|host|env|path_info|raw_post|media_type|filtered_parameters|path_parameters)(?:\.|$|\(\))|env\.(?:QUERY_STRING|PATH_INFO|REQUEST_PATH|REQUEST_URI|HTTP_\w+)$|(?:[\w.@()]+\.)?original_filename(?:\(\))?$|(?:[\w.@()]+\.)?get_next_entry(?:\(\))?\.name(?:\(\))?$)/,
  loose: { functions: /^(?!)/, holders: /^(?!)/, lookups: /^(?!)/, hint: /^(?!)/, loads: /^require$/ },
  declared: [],
  roles: [{ text: /^(?:params|cookies|request|env)\b/, name: 'argument' }],
  converters: [
    {
      callee:
        /^(?:Integer|Float|Rational|Date\.\w+|Time\.\w+|DateTime\.\w+|SecureRandom\.\w+|Digest.*|url_for|.*_path|.*_url|rand|.*\.(?:to_i|to_f|to_r|to_d|to_sym|size|length|count|hash|object_id|hexdigest|iso8601|strftime|id|nil\?|blank\?|present\?|any\?|empty\?|zero\?|constantize_safe|parameterize))$/,
      safeFor: 'everything',
    },
    {
      callee: /^File\.basename$|\.(?:basename|sanitized_filename|sanitize)$|^ActiveStorage.*\.sanitized$/,
      safeFor: ['path'],
    },
    {
      callee: /^(?:Shellwords\.(?:escape|shellescape|join|shelljoin)|.*\.shellescape|.*\.shelljoin)$/,
      safeFor: ['command'],
    },
    {
      callee:
        /^(?:h|html_escape|ERB\.Util\.(?:h|html_escape)|CGI\.escapeHTML|CGI\.escape_html|Rack\.Utils\.escape_html|sanitize|strip_tags|j|escape_javascript|json_escape|simple_format|link_to|content_tag|tag|render|truncate|t|I18n\.t|.*\.(?:to_json|escape_html|sanitize))$/,
      safeFor: ['html'],
    },
    {
      callee:
        /^(?:CGI\.escape|ERB\.Util\.url_encode|URI\.encode_www_form\w*|u|url_encode|Addressable\.URI\.encode\w*|.*\.to_query)$/,
      safeFor: ['address', 'redirect', 'html', 'path'],
    },
    {
      callee:
        /(?:^|\.)(?:quote|quote_string|quote_column_name|quote_table_name|sanitize_sql\w*|sanitize_sql|escape|escape_string|escape_literal|exec_params)$/,
      safeFor: ['sql'],
    },
    { callee: /^Regexp\.(?:escape|quote|union)$/, safeFor: ['pattern'] },
  ],
  passing:
    /^(?:String|Array|Pathname\.new|Pathname|URI|URI\.parse|URI\.join|Base64\.\w+|JSON\.parse|CGI\.unescape|URI\.decode\w*|format|StringIO\.new|.*\.(?:to_s|to_str|strip|strip_heredoc|squish|lstrip|rstrip|chomp|downcase|upcase|capitalize|gsub|sub|tr|delete|squeeze|presence|dup|freeze|b|force_encoding|encode|split|first|last|to_a|to_h|to_unsafe_h|permit!?|require|fetch|dig|slice|except|values|values_at|keys|read|map|flatten|compact|uniq|sort|reverse|expand_path|cleanpath|realpath|to_path|then|tap|unpack1|html_safe|raw|merge|with_indifferent_access|symbolize_keys|unescape|\[\]))$/,
  joining: /^(?:File\.join|.*Rails\.root\.join|[\w.@]*\.join|File\.expand_path)$/,
  accessors: /^(?:read|string|body|path|host|name)$/,
  checks: [{ callee: /\.(?:in\?)$/, of: 'receiver', fact: 'listed' }],
  strict: /^(?:Integer|Float|Date\.(?:parse|iso8601)|Time\.(?:parse|iso8601))$/,
  parsesAddress: /^(?:URI|URI\.parse|Addressable\.URI\.parse)$/,
  relativePath: /\.relative_path_from$/,
});
