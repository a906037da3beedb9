import type { Syntax } from '../../../changed-code/syntax-node.ts';
import type { Call } from '../../values/grammar.ts';
import { sinksOf } from '../plain/make-sinks.ts';
import { isHarmlessInSql } from '../sql-text.ts';

/** What the request holds under a name, as it came: no list of permitted attributes, no text around it. */
const AS_IT_CAME =
  /^\*{0,2}(?:params|cookies)(?:\[[^[\]]{1,80}\]|\.(?:fetch|dig|require)\([^()]{1,80}\)){1,4}(?:\.(?:to_s|presence|strip|to_unsafe_h(?:ash)?|merge\([^()]{1,80}\)))?$/;

/** Methods that many things have: only behind a class or another condition are they a query's. */
const SHARED = /\.(?:select|from|group|not|sum|lock|calculate|maximum|minimum|average|order)$/;
const OF_RECORDS = /^(?:[A-Z]\w*(?:::[A-Z]\w*)*|[\w.@]{1,60})$|\.(?:where|joins|includes|all|order|unscoped)\b/;
const OF_CLASS = /^[A-Z]\w*(?:::[A-Z]\w*)*(?:\.|$)|\.(?:where|joins|includes|all|unscoped)\b/;

/** `*params[:x]`; `"#{params[:x]}"` is the same text. */
const inner = (node: Syntax): Syntax => (node.text.startsWith('*') ? (node.children[0] ?? node) : node);
const bare = (text: string): string => /^"#\{([^{}"]+)\}"$/.exec(text)?.[1] ?? text;

/** The arguments that are the request's own values. */
const asItCame = ({ arguments: given }: Call): readonly Syntax[] =>
  given
    .slice(0, 2)
    .filter(({ text }) => text.length < 300 && AS_IT_CAME.test(bare(text)))
    .map(inner);

function isQuery({ callee, receiver }: Call): boolean {
  const of = receiver?.text ?? '';
  return of.length < 300 && (SHARED.test(callee) ? OF_CLASS : OF_RECORDS).test(of);
}

/** `Product.new(params[:product])`, `@product.update(params[:product])`: what is filled in is called like the form. */
function isFilledBy({ callee, receiver, arguments: [first] }: Call): boolean {
  const form = /^params(?:\[|\.(?:fetch|require)\()["':]?(\w{2,60})/.exec(first?.text ?? '')?.[1];
  if (form === undefined || receiver === null || !AS_IT_CAME.test(first?.text ?? '')) return false;
  const owner = (receiver.text.split(/::|\./).at(-1) ?? '').replaceAll(/[@?!]/g, '');
  const named = owner.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  if (/(?:form|search|query|filter|service|presenter|policy|mailer|job|command)$/.test(named)) return false;
  return (
    /(?:update_attributes!?|create!?|build|first_or_(?:create|initialize|build)!?)$/.test(callee) ||
    form === named ||
    `${form}s` === named
  );
}

/** Queries as Rails had them before 4, with everything as options. */
const FINDERS =
  /(?:^|\.)(?:find|all|first|last|count|sum|average|minimum|maximum|calculate|paginate|scoped|exists\?|find_each|find_in_batches|(?:named_)?scope|default_scope|with_scope)$/;

/** The texts among the options of a name; behind the first of a list stand values. */
const optionsOf =
  (name: RegExp) =>
  ({ arguments: given, named }: Call): readonly Syntax[] => {
    const inTables = given.flatMap((one) =>
      one.kind === 'record_expression'
        ? one.children.map(({ children: [key, value] }) => [key?.text ?? '', value] as const)
        : [],
    );
    return [...named, ...inTables]
      .flatMap(([key, value]) => (name.test(key.replace(/:$/, '')) && value !== undefined ? [value] : []))
      .flatMap((one) => (one.kind === 'list_expression' ? one.children.slice(0, 1) : [one]));
  };

/** Ruby: what Active Record takes as it stands. */
export const RUBY_RECORDS = sinksOf([
  {
    id: 'rb-where-whole',
    rule: 'sql-injection',
    confidence: 600,
    severity: 'warning',
    ofRequest: { severity: 'warning', confidence: 600 },
    hint: /\b(?:where|having|order|reorder|group|pluck|joins|from|select|find_by|not|\w+_(?:all|by)|calculate|sum|average|lock|maximum|minimum)\b[ (]{0,3}(?:\*{0,2}|"#\{)(?:params|cookies)\b/,
    takes: {
      of: 'call',
      name: /\.(?:where|not|having|order|reorder|group|pluck|joins|from|select|find_by|delete_all|destroy_all|update_all|destroy_by|delete_by|calculate|sum|maximum|minimum|average|lock)$/,
      values: asItCame,
      only: isQuery,
      need: { purpose: 'sql', needs: 'request', begins: /^(?!)/ },
    },
    title: 'The request writes a part of the query',
    explanation:
      'A text given here is SQL as it stands. Name the columns and directions that may be asked for, and pass values under their columns.',
  },
  {
    id: 'rb-where-compared',
    rule: 'sql-injection',
    severity: 'warning',
    confidence: 500,
    hint: /(?:[=<>]|\blike|\bin)\s{0,3}\(?\s{0,3}#\{/i,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:where|having|delete_all|update_all)$|\.(?:not|find_by|exists\?)$/,
      need: {
        purpose: 'sql',
        needs: 'text',
        begins: /(?:[\w."\x60)]\s{0,3}(?:==?|<>|!=|[<>]=?)|\b(?:like|in))\s{0,3}\(?\s{0,3}\{\}/i,
        harmless: (leaf) =>
          isHarmlessInSql(leaf) || isStructure(leaf.node.text) || leaf.shape === 'call' || OF_A_CLASS.test(leaf.path),
        whole: false,
      },
    },
  },
  {
    id: 'rb-order-handed',
    rule: 'sql-injection',
    confidence: 600,
    severity: 'warning',
    ofRequest: { severity: 'warning', confidence: 600 },
    hint: /\.(?:order|reorder|group|having|joins|pluck)[ (]{0,3}[a-z@]\w*\b/,
    elsewhere: /\b(?:params|cookies)\b/,
    takes: {
      of: 'call',
      name: /\.(?:order|reorder|group|having|joins|pluck)$/,
      values: ({ arguments: given }) => given.filter(({ kind }) => kind === 'identifier'),
      only: isQuery,
      need: { purpose: 'sql', needs: 'request', begins: /^(?!)/ },
    },
  },
  {
    id: 'rb-option-request',
    rule: 'sql-injection',
    confidence: 600,
    severity: 'warning',
    ofRequest: { severity: 'warning', confidence: 600 },
    hint: /:?\b(?:conditions|order|group|having|joins|select|from|lock)(?:\s{0,3}=>|:)/,
    elsewhere: /\b(?:params|cookies)\b/,
    takes: {
      of: 'call',
      name: FINDERS,
      values: optionsOf(/^:?(?:conditions|order|group|having|joins|select|from|lock)$/),
      need: { purpose: 'sql', needs: 'request' },
    },
  },
  {
    id: 'rb-option-text',
    rule: 'sql-injection',
    severity: 'warning',
    confidence: 500,
    hint: /:?\b(?:conditions|having)(?:\s{0,3}=>|:)/,
    takes: {
      of: 'call',
      name: FINDERS,
      values: optionsOf(/^:?(?:conditions|having)$/),
      need: { purpose: 'sql', needs: 'text', begins: /'%?\{\}/, harmless: isHarmlessInSql, whole: false },
    },
  },
  {
    id: 'rb-fill-all',
    rule: 'mass-assignment',
    severity: 'suggestion',
    confidence: 450,
    ofRequest: { severity: 'suggestion', confidence: 450 },
    hint: /\b(?:new|create!?|build|update!?|update_attributes!?|assign_attributes|first_or_\w+!?)[ (]{0,3}params\b/,
    takes: {
      of: 'call',
      name: /\.(?:new|create!?|build|update!?|update_attributes!?|assign_attributes|first_or_(?:create!?|initialize))$/,
      values: asItCame,
      only: isFilledBy,
      need: { purpose: 'data', needs: 'request' },
    },
    explanation:
      'The request may name attributes that no form shows; newer Rails refuses it with an error. Name those that it may write: `permit(:name, :email)`.',
  },
  {
    id: 'rb-fill-attributes',
    rule: 'mass-assignment',
    severity: 'suggestion',
    confidence: 450,
    ofRequest: { severity: 'suggestion', confidence: 450 },
    hint: /\.attributes\s{0,3}=\s{0,3}params\b/,
    shows: { kind: /^assignment$/, text: /\.attributes=params(?:\[[^[\]]{1,60}\]|\.require\([^()]{1,60}\))$/ },
  },
  {
    id: 'rb-permit-rights',
    rule: 'mass-assignment',
    severity: 'suggestion',
    confidence: 450,
    hint: /\bpermit\b|attr_accessible/,
    // Who administers may say who does.
    files: /^(?!.*admin).*\.rb$/i,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:params[^\n]{0,200}\.permit|attr_accessible)\(?(?:[^()]{0,400},)?:(?:(?:is_)?(?:super_?)?(?:admin|superuser|banned)|roles?|role_ids?|account_id)(?:,[^()]{0,400})?\)?$/,
      // What permits nothing else is there to change it.
      only: ({ text }) => text.includes(','),
    },
    title: 'A form may write what decides on rights',
    explanation:
      'Whoever sends the form may add this attribute, whether it shows or not. Set it where his rights are known.',
    scenario: (quote) => ({
      description: `Somebody adds the attribute to a form that he may send, and after \`${quote.slice(0, 80)}\` he has rights that nobody gave him.`,
    }),
  },
]);

/** `User.states["pending"]`: what a class itself holds; a record's own number. */
const OF_A_CLASS = /^[A-Z]\w*(?:::[A-Z]\w*)*\.|^(?:self\.)?id$/;

/** Names of columns and tables, and of what Arel makes. */
const isStructure = (text: string): boolean =>
  /(?:table|column|field|attribute|arel|sql|quoted|klass|primary_key|foreign_key|adapter|node|to_sql)\w{0,30}(?:\[[^\]]{0,60}\])?$/i.test(
    text.slice(-80),
  );
