import { NEEDS, type SinkRow } from '../plain/make-sinks.ts';

/** Ruby: what a value names or holds is run, or becomes an object of any class. */
export const RUBY_CODE: readonly SinkRow[] = [
  {
    id: 'rb-eval',
    rule: 'code-injection',
    hint: /\b(?:eval|instance_eval|class_eval|module_eval|send|public_send|__send__|instance_variable_get|method)\b/,
    severity: 'critical',
    takes: {
      of: 'call',
      name: /^(?:eval|.*\.(?:eval|instance_eval|class_eval|module_eval|send|__send__|public_send|try|method|instance_method)|method|send|public_send|__send__|define_method)$/,
      need: { ...NEEDS.code, begins: /^\{\}|^.{0,200}\{\}$/ },
    },
  },
  // A class alone runs nothing: what is asked of it afterwards decides.
  {
    id: 'rb-class-name',
    rule: 'code-injection',
    hint: /const(?:_get|antize)/,
    takes: {
      of: 'call',
      name: /^(?:(?:.*\.)?(?:qualified_)?const_get|ActiveSupport\.Inflector\.(?:safe_)?constantize)$/,
      need: { ...NEEDS.code, begins: /^\{\}|^.{0,200}\{\}$/ },
    },
  },
  {
    id: 'rb-constantize',
    rule: 'code-injection',
    hint: /constantize/,
    takes: { of: 'receiver', name: /\.(?:constantize|safe_constantize)$/, need: NEEDS.code },
  },
  {
    id: 'rb-send-symbol',
    rule: 'code-injection',
    severity: 'critical',
    hint: /\bto_(?:sym|proc)\b/,
    // A name is a method's, whether as text or as a symbol.
    shows: {
      kind: /^(?:call_expression|member_expression)$/,
      text: /(?:^|\.)(?:send|public_send|__send__|method|instance_method|const_get)\((?:params|cookies)(?:\[[^[\]]{1,60}\]|\.(?:fetch|dig|require)\([^()]{1,60}\))+(?:\.to_s)?\.to_sym[,)]|^(?:params|cookies)(?:\[[^[\]]{1,60}\]|\.(?:fetch|dig|require)\([^()]{1,60}\))+(?:\.to_s)?\.to_sym\.to_proc$|\(&(?:params|cookies)(?:\[[^[\]]{1,60}\])+(?:\.to_s)?\.to_sym\)/,
    },
  },
  {
    id: 'rb-eval-text',
    rule: 'code-injection',
    hint: /\beval\b/,
    takes: { of: 'call', name: /^(?:Kernel\.)?eval$/, need: { purpose: 'code', needs: 'text' } },
  },
  {
    id: 'rb-marshal',
    rule: 'unsafe-deserialisation',
    hint: /Marshal\.(?:load|restore)|CSV\.load|YAML\.(?:load\w*|unsafe_load|parse_documents)|Oj\.load|Psych\.(?:load|unsafe_load)/,
    takes: {
      of: 'call',
      name: /^(?:Marshal\.(?:load|restore)|CSV\.load|YAML\.(?:unsafe_load|load_documents|load_stream|each_document|parse_documents)|Psych\.unsafe_load|Oj\.(?:load|object_load)|JSON\.load)$/,
      need: NEEDS.data,
    },
  },
  {
    id: 'rb-stored-object',
    rule: 'unsafe-deserialisation',
    severity: 'suggestion',
    confidence: 400,
    hint: /(?:Marshal\.(?:load|restore)|CSV\.load|\.unsafe_load)\b/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:Marshal\.(?:load|restore)|CSV\.load|(?:YAML|Psych)\.unsafe_load)\(?(?!Marshal\b|Rails\b|File\b|IO\b)[A-Z]\w{0,60}\.(?:find(?:_by)?|first|last|where|take)\b[^\n]{0,80}\.\w{1,60}\)?$/,
    },
  },
  {
    id: 'rb-yaml',
    rule: 'unsafe-deserialisation',
    hint: /YAML\.load\b/,
    takes: {
      of: 'call',
      name: /^(?:YAML|Psych)\.load$/,
      only: (_, code) => !/permitted_classes|safe/.test(code),
      need: NEEDS.data,
    },
  },
];
