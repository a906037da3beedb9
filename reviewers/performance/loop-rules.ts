const SCRIPT = ['javascript', 'typescript', 'tsx'] as const;

/** Calls that ask a database or another machine for something, by the text of what is called. */
const SCRIPT_LOOKUP = String.raw`(?:^|\.)(?:findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|findByPk|findById|findOne|findOneBy|findOneOrFail|findOneByOrFail|findAndCountAll)$|^fetch$|^(?:axios|got|ky|superagent)(?:\.get)?$|(?:^|\.)(?:db|pool|client|conn|connection|database|sql|sequelize|knex)\.(?:query|execute|raw|get|all|one|oneOrNone|any|many)$`;
const PYTHON_LOOKUP = String.raw`^(?:requests|httpx)\.(?:get|post|head)$|\.objects\.(?:get|filter|count)$|(?:^|\.)(?:session|db)\.(?:get|query|scalar|execute|fetch|fetchrow|fetchval|fetch_one|fetch_all)$|(?:^|\.)(?:cursor|cur|conn|connection)\.(?:execute|fetch|fetchrow|fetchval)$`;

/** The last words of everything that is asked by. */
export const LOOKUP_HINT =
  /\b(?:findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|findByPk|findById|findOne|findOneBy|findOneOrFail|findOneByOrFail|findAndCountAll|fetch|axios|got|ky|superagent|query|execute|raw|get|all|one|oneOrNone|any|many|post|head|filter|count|scalar|fetchrow|fetchval|fetch_one|fetch_all)\b/;

const AWAITED = { inside: { kind: 'await_expression' } };

/** The nodes from which the check tells a query in a loop. Functions are needed to know what runs in the loop itself. */
export const LOOP_RULES = [
  { id: 'loop', language: SCRIPT, rule: { any: [{ kind: 'for_in_statement' }, { kind: 'for_statement' }] } },
  {
    id: 'mapper',
    language: SCRIPT,
    rule: {
      kind: 'arrow_function',
      regex: '^async\\b',
      inside: {
        kind: 'arguments',
        inside: { kind: 'call_expression', has: { field: 'function', regex: String.raw`\.(?:map|flatMap|forEach)$` } },
      },
    },
  },
  {
    id: 'lookup',
    language: SCRIPT,
    rule: { kind: 'call_expression', has: { field: 'function', regex: SCRIPT_LOOKUP }, ...AWAITED },
  },
  {
    id: 'function',
    language: SCRIPT,
    rule: {
      any: ['arrow_function', 'function_expression', 'function_declaration', 'method_definition'].map((kind) => ({
        kind,
      })),
    },
  },
  {
    id: 'exit',
    language: SCRIPT,
    rule: { any: [{ kind: 'break_statement' }, { kind: 'return_statement' }] },
  },
  { id: 'loop', language: 'python', rule: { kind: 'for_statement' } },
  {
    id: 'lookup',
    language: 'python',
    // What is written for one element differs from what is written for the next.
    rule: {
      kind: 'call',
      has: { field: 'function', regex: PYTHON_LOOKUP },
      not: { inside: { kind: 'attribute', has: { field: 'attribute', regex: '^update$' } } },
    },
  },
  {
    id: 'function',
    language: 'python',
    rule: { any: [{ kind: 'function_definition' }, { kind: 'lambda' }] },
  },
  { id: 'exit', language: 'python', rule: { any: [{ kind: 'break_statement' }, { kind: 'return_statement' }] } },
];
