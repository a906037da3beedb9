import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { protoStatements, type ProtoStatement } from '../../changed-code/protobuf/proto-statements.ts';
import type { SecurityRule } from '../vocabulary.ts';

const FOLDED = 240;
/** Options of generated code alone, which name and shape it. */
const PLAIN =
  /^(?:go_package|java_\w{1,40}|csharp_namespace|php_\w{1,40}|ruby_package|swift_prefix|objc_class_prefix|cc_\w{1,40}|py_generic_services|optimize_for|deprecated|packed|allow_alias|json_name|default|jstype|ctype|lazy|idempotency_level|retention|targets|debug_redact|features[.\w()]{0,80}|deprecated_legacy_json_field_conflicts|map_entry|message_set_wire_format|no_standard_descriptor_accessor)$/;
/** Options of common generators and validators: what an amount may be, how a call is reached, how a document shows it. */
const KNOWN =
  /^\((?:google\.api\.\w{1,40}|validate\.\w{1,40}|buf\.validate\.\w{1,40}|gogoproto\.\w{1,60}|openapiv?[23]?\.\w{1,40}|grpc\.gateway\.[\w.]{1,80}|cosmos_proto\.\w{1,40}|amino\.\w{1,40}|pb\.\w{1,20})\)[.\w[\]]{0,120}$/;

interface Said {
  readonly rule: SecurityRule;
  readonly title: string;
  readonly explanation: string;
  readonly scenario: string;
  readonly confidence?: number;
}

/** Judges what options of Protocol Buffers open, and what messages carry that a server runs. An option that nobody knows is named. */
export function judgeProtoOptions(text: string): SideJudgement {
  const { statements } = protoStatements(text);
  const told = statements.flatMap(hazardsOf);
  const lines = new Set(told.flatMap(({ lines: all }) => all));
  return {
    hazards: told,
    unread: statements
      .filter(({ line }) => !lines.has(line))
      .flatMap((statement) => optionsOf(statement).filter(({ name }) => !PLAIN.test(name) && !KNOWN.test(name)))
      .map(({ name, value }) => ({
        reason: `sets the option \`${name.slice(0, 80)}\`, which no rule knows`,
        identity: `${name} ${value}`,
      })),
  };
}

interface Option {
  readonly name: string;
  readonly value: string;
}

/** What a statement sets: an option of its block, or those between the brackets behind a field. */
function optionsOf({ words }: ProtoStatement): readonly Option[] {
  if (words[0] === 'option') {
    const at = words.indexOf('=');
    return [{ name: words.slice(1, at).join(''), value: words.slice(at + 1).join(' ') }];
  }
  const from = words.indexOf('[');
  if (from === -1 || words[0] === 'reserved') return [];
  const options: Option[] = [];
  let part: string[] = [];
  let depth = 0;
  for (const word of [...words.slice(from + 1, words.lastIndexOf(']')), ',']) {
    if (/^[{[(]$/.test(word)) depth += 1;
    if (/^[}\])]$/.test(word)) depth -= 1;
    if (word !== ',' || depth > 0) part.push(word);
    else {
      const at = part.indexOf('=');
      if (at > 0) options.push({ name: part.slice(0, at).join(''), value: part.slice(at + 1).join(' ') });
      part = [];
    }
  }
  return options;
}

const RUNS_FIELD =
  /(?:^|_)(?:shell|command_line|cmdline|shell_command|exec|script|pickle\w{0,20}|marshalled|serialized_(?:object|callable|function))(?:_|$)/i;
const RUNS_CALL = /^(?:Run|Exec|Execute|Eval|Evaluate)(?:Command|Shell|Script|Code|Program|Sql|Query)?$/;
const CHANGES = /^(?:Delete|Remove|Create|Update|Set|Add|Reset|Revoke|Grant|Transfer|Pay|Send|Purge|Drop)[A-Z]/;

function hazardsOf(statement: ProtoStatement): SideHazard[] {
  const { words, blocks } = statement;
  const [first = '', second = ''] = words;
  const call = blocks.findLast((one) => one.words[0] === 'rpc')?.words[1] ?? '';
  const at = (said: Said): SideHazard[] => [told(statement, said)];
  if (first === 'rpc' && RUNS_CALL.test(second)) return at(runs(`The call \`${second}\``));
  const number = words.indexOf('=');
  const name = words[number - 1] ?? '';
  const isField = number > 1 && first !== 'option' && first !== 'syntax';
  if (isField && /^(?:string|bytes)$/.test(words[number - 2] ?? '') && RUNS_FIELD.test(name))
    return at(runs(`The field \`${name}\``));
  for (const { name: option, value } of optionsOf(statement)) {
    const plain = option.replaceAll(/[().]/g, ' ');
    if (/\bgo_package$/.test(option) && /\.\.\/|^"\//.test(value)) return at(outside(option));
    if (
      /\b(?:public|anonymous|unauthenticated|allow_unauthenticated|no_auth|skip_auth\w{0,20}|insecure|allow_anonymous|permit_all|auth_disabled)$/i.test(
        plain.trim(),
      ) &&
      value === 'true'
    )
      return at(opens);
    if (
      /\b(?:auth\w{0,20}|required|csrf|tls)$/i.test(plain.trim()) &&
      /auth|csrf|tls/i.test(plain) &&
      value === 'false'
    )
      return at(opens);
    if (
      /\bvalidate disabled$|\b(?:validate|buf validate) (?:message|field|oneof)? ?disabled$|\bignored?$/.test(
        plain.trim(),
      ) &&
      /^(?:true|IGNORE_ALWAYS)$/.test(value)
    )
      return at(unchecked);
    if (/cors/i.test(option) && /["']\*["']/.test(value)) return at(anySite);
    if (/google\.api\.http/.test(option)) {
      if (/\bget : /.test(value) && CHANGES.test(call)) return at(changing(call));
      if (/"\/[^"]{0,40}\{\w{1,40}=\*\*\}[^"]{0,100}"/.test(value) && !/"\/(?:[\w.]{1,40}\/){2}/.test(value))
        return at(wide);
    }
  }
  return [];
}

function told({ words, line }: ProtoStatement, { rule, title, explanation, scenario, confidence }: Said): SideHazard {
  return {
    rule,
    identity: words.join(' ').slice(0, 300),
    lines: [line],
    title,
    explanation,
    failureScenario: { description: scenario },
    severity: 'suggestion',
    ...(confidence !== undefined && { confidence }),
  };
}

const runs = (what: string): Said => ({
  rule: 'command-injection',
  title: `${what} carries what a server runs`,
  explanation: 'Whoever may call it runs programs there. Name what may be asked for, one call each.',
  scenario: 'Somebody who has reached the network calls it with a command of theirs.',
  confidence: FOLDED,
});

const outside = (option: string): Said => ({
  rule: 'path-traversal',
  title: 'Generated code is written outside of its folder',
  explanation: `\`${option}\` says where the generator puts its files; this path leaves the folder that it is given.`,
  scenario: 'The build replaces a file of the machine with generated code.',
  confidence: FOLDED,
});

const opens: Said = {
  rule: 'guard-removed',
  title: 'The call asks nobody who they are',
  explanation: 'The option lets everybody in who reaches the server. Name who may call it.',
  scenario: 'Somebody without an account calls it.',
};

const unchecked: Said = {
  rule: 'guard-removed',
  title: 'What the message says is no longer checked',
  explanation: 'The rules that stand at its fields are passed over. Take the single rule away that is wrong.',
  scenario: 'A request with a value that no rule would let pass reaches the code behind it.',
};

const anySite: Said = {
  rule: 'cors-with-credentials',
  title: 'Any site may call',
  explanation: 'Name the sites that may; with credentials any page that is open can act for its reader.',
  scenario: 'A page that a user visits calls the service and reads the answers.',
};

const changing = (call: string): Said => ({
  rule: 'guard-removed',
  title: `\`${call}\` can be called by a link`,
  explanation:
    'Browsers, caches and crawlers follow `get` without asking, also from other sites. Use the method of what it does.',
  scenario: 'A user opens a page with a picture whose address is this call: it is made in their name.',
});

const wide: Said = {
  rule: 'path-traversal',
  title: 'The whole path of the address reaches the server as one value',
  explanation: '`**` takes slashes and dots with it, and every address below. Take one part, or a folder before it.',
  scenario: 'Somebody asks for an address with `..` in it and reads what is not meant for them.',
};
