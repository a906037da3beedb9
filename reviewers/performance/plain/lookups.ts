/** What asks a database or another machine, told by the text of what is called: `::`, `->` and `?.` are dots, white space is out. */
export interface Lookup {
  readonly kinds: RegExp;
  readonly callee: RegExp;
  /** What stands in the whole call, too. */
  readonly text?: RegExp;
  /** The class that is asked is a record: its file stands in such a folder of the tree. */
  readonly record?: (name: string) => RegExp;
  readonly what: 'query' | 'request';
}

/** `Admin::OrderItem` is `order_item.rb` below a folder of models. */
const rubyRecord = (name: string): RegExp => {
  const last = name.split(/::|\./).at(-1) ?? name;
  const file = last
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  return new RegExp(String.raw`(?:^|/)models/(?:[\w-]{1,60}/){0,6}${file}\.rb$`);
};

const phpRecord = (name: string): RegExp =>
  new RegExp(String.raw`(?:^|/)(?:Models?|Entity|Entities)/(?:\w{1,60}/){0,6}${name}\.php$`);

const SELECT = /\(\s*(?:[\w&.]+,\s*){0,2}(?:`|"|@"|"""|')\s*(?:select|SELECT)\b/;

/** The finders of the usual object mappers and clients. What writes is left out: rows are often written one by one on purpose. */
export const LOOKUPS: readonly Lookup[] = [
  {
    kinds: /^ruby$/,
    callee: /^(?:[A-Z]\w*\.)*[A-Z]\w*\.(?:find|find_by|find_by!|find_sole_by|exists\?|count)$/,
    record: rubyRecord,
    what: 'query',
  },
  {
    kinds: /^ruby$/,
    callee:
      /^(?:[A-Z]\w*\.)*[A-Z]\w*\.(?:where|joins|includes|unscoped)\b.{0,400}\.(?:first|first!|last|take|take!|exists\?|count|pluck|pick|any\?|to_a|sum|find_by|ids)$/s,
    record: rubyRecord,
    what: 'query',
  },
  { kinds: /^ruby$/, callee: /^(?:Net\.HTTP\.get\w*|HTTParty\.get|Faraday\.get|RestClient\.get)$/, what: 'request' },
  {
    kinds: /^php$/,
    callee: /^[A-Z]\w*\.(?:find|findOrFail|firstWhere)$/,
    record: phpRecord,
    what: 'query',
  },
  {
    kinds: /^php$/,
    callee:
      /^[A-Z]\w*\.(?:where\w*|query|with|select)\b.{0,400}\.(?:first|firstOrFail|find|findOrFail|get|exists|count|value|pluck|sum)$/s,
    record: phpRecord,
    what: 'query',
  },
  {
    kinds: /^php$/,
    callee: /^DB\.table\(.{0,400}\.(?:first|get|exists|count|value|pluck|sum)$/s,
    what: 'query',
  },
  {
    kinds: /^php$/,
    callee:
      /(?:[rR]epository|[rR]epo|getRepository\([^()]{0,80}\))\.(?:find|findOrFail|findOneBy\w*|findBy\w*|findOneWhere|findWhere|count)$/,
    what: 'query',
  },
  { kinds: /^php$/, callee: /(?:entityManager|[$>.]em)\.find$/, what: 'query' },
  { kinds: /^php$/, callee: /^Http\.(?:get|head)$/, what: 'request' },
  {
    kinds: /^(?:java|kotlin)$/,
    callee:
      /(?:[rR]epository|[rR]epo|[dD]ao|DAO)\.(?:find(?:One|First|Top)?By\w+(?<!In)|findAllBy(?!Id$)\w+(?<!In)|getBy\w+(?<!In)|getOne|getReferenceById|exists\w*|count\w*|find(?:One)?)$/,
    what: 'query',
  },
  { kinds: /^(?:java|kotlin)$/, callee: /(?:^|\.)\w{0,40}[mM]apper\.select\w+$/, what: 'query' },
  { kinds: /^(?:java|kotlin)$/, callee: /(?:^|\.)(?:entityManager|em)\.(?:find|getReference)$/, what: 'query' },
  { kinds: /^(?:java|kotlin)$/, callee: /(?:^|\.)\w{0,40}[jJ]dbcTemplate\.query\w*$/, what: 'query' },
  { kinds: /^(?:java|kotlin)$/, callee: /(?:^|\.)restTemplate\.(?:getForObject|getForEntity)$/, what: 'request' },
  {
    kinds: /^csharp$/,
    callee:
      /(?:^|\.)\w{0,40}(?:[cC]ontext|[dD]b)\.[A-Z].{0,400}\.(?:Find|First|FirstOrDefault|Single|SingleOrDefault|Any|Count|ToList|ToArray|ToDictionary)(?:Async)?$/s,
    what: 'query',
  },
  {
    kinds: /^csharp$/,
    callee:
      /(?:^|\.)\w{0,60}[rR]epo(?:sitory)?\.(?:Find|FindAsync|Get\w*By\w+|GetMany\w*|GetAsync|FirstOrDefaultAsync|SingleOrDefaultAsync)$/,
    what: 'query',
  },
  {
    kinds: /^csharp$/,
    callee: /(?:^|\.)\w{0,40}(?:[hH]ttp|[hH]ttpClient)\.(?:GetAsync|GetStringAsync|GetFromJsonAsync)$/,
    what: 'request',
  },
  {
    kinds: /^go$/,
    callee:
      /(?:^|\.)\w{0,40}(?:[dD][bB]|[tT]x|[cC]onn|[pP]ool|[sS]tore)\.(?:Query|QueryRow|Get|Select|QueryRowx|Queryx)(?:Context)?$/,
    text: SELECT,
    what: 'query',
  },
  {
    kinds: /^go$/,
    callee:
      /(?:^|\.)\w{0,40}(?:[dD][bB]|[gG]orm)(?:\.(?:Where|Model|Preload|Select|WithContext|Table|Order|Joins)\(.{0,400})?\.(?:First|Find|Take|Last|Count|Pluck)$/s,
    what: 'query',
  },
  { kinds: /^go$/, callee: /^http\.(?:Get|Head)$/, what: 'request' },
];

/** The last words of all of them: a file without one need not be parsed. */
export const PLAIN_LOOKUP_HINT =
  /\b(?:find\w*|exists|count|first\w*|last|take|pluck|pick|any|to_a|sum|ids|get\w*|head|value|select\w*|query\w*|Find\w*|First\w*|Single\w*|Any\w*|Count\w*|To\w+|Get\w*|Query\w*|Select\w*|Take|Last|Pluck|Head)\b/;

/** What goes over a list with a function, by language. */
export const ITERATES: Readonly<Record<string, RegExp>> = {
  ruby: /\.(?:each|each_with_index|each_with_object|each_pair|each_value|map|collect|flat_map|filter_map|select|reject|find_each|to_h|sum|index_with|index_by|group_by|sort_by|partition|map!)(?:\.with_index)?$/,
  php: /\.(?:each|map|flatMap|transform|filter|mapWithKeys)$/,
  java: /\.forEach$|\.(?:stream|parallelStream)\(\).{0,400}\.(?:map|flatMap|filter|peek|anyMatch|mapToObj|toMap)$/s,
  kotlin:
    /\.(?:forEach|map|mapNotNull|flatMap|associateWith|associate|associateBy|filter|onEach|forEachIndexed|mapIndexed)$/,
  csharp: /\.ForEach$/,
};
