import type { Knowledge } from '../../values/knowledge.ts';

/** How each language reads the variables of the environment, written plainly (`a['b']` and `a::b` are `a.b`). */
export const ENVIRONMENTS = {
  javascript: {
    all: /^(?:process|Bun)\.env$|^Deno\.env\.toObject\(\)$/,
    one: /^(?:process|Bun)\.env\.(\w{1,100})|^Deno\.env\.get\(['"`](\w{1,100})/,
  },
  python: {
    all: /^os\.environb?(?:\.(?:copy|items|values)\(\))?$/,
    one: /^os\.environ\.([A-Z]\w{0,100})$|^os\.(?:environ\.(?:get|pop)|getenv)\(['"](\w{1,100})/,
  },
  go: { all: /^os\.Environ\(\)$/, one: /^os\.(?:Getenv|LookupEnv)\(["`](\w{1,100})/ },
  ruby: {
    all: /^ENV(?:\.(?:to_h|to_hash|to_a|inspect|to_s|map|each|each_pair|select|filter|values|collect|to_json|sort)(?:\(\))?)?$/,
    one: /^ENV\.fetch\(['"](\w{1,100})|^ENV\.([A-Z]\w{0,100})$/,
  },
  php: { all: /^(?:\$?_ENV|getenv\(\))$/, one: /^\$?_ENV\.(\w{1,100})|^getenv\(['"](\w{1,100})/ },
  java: { all: /^System\.getenv\(\)$/, one: /^System\.getenv\((?:\)\.get\()?"(\w{1,100})"/ },
  csharp: {
    all: /^(?:System\.)?Environment\.GetEnvironmentVariables\(\)$/,
    one: /^(?:System\.)?Environment\.GetEnvironmentVariable\("(\w{1,100})"/,
  },
  rust: { all: /^(?:std\.)?env\.vars(?:_os)?\(\)$/, one: /^(?:std\.)?env\.var(?:_os)?\("(\w{1,100})"/ },
} as const satisfies Readonly<Record<string, Knowledge['environment']>>;
