import type { DeclaredThing, OldLine } from './removed.ts';

/** A name in capitals with an underscore is a variable of the environment and nothing else. */
const NAME = '([A-Z][A-Z0-9]*_[A-Z0-9_]+)';
const READS = new RegExp(
  [
    String.raw`\b(?:process|Bun|import\.meta)\.env(?:\.|\[['"])${NAME}`,
    String.raw`\bos\.environ(?:\.get\(|\[)\s*['"]${NAME}`,
    String.raw`\b(?:os\.)?(?:getenv|Getenv|LookupEnv|GetEnvironmentVariable)\(\s*['"]${NAME}`,
    String.raw`\bENV(?:\.fetch\(|\[)\s*['"]${NAME}`,
    String.raw`\$_(?:ENV|SERVER)\[['"]${NAME}`,
    String.raw`\benv(?:::var(?:_os)?|\.get)?\(\s*['"]${NAME}`,
  ].join('|'),
);
const DOCKERFILE = /(?:^|\/)(?:Dockerfile[^/]*|[^/]+\.Dockerfile)$/i;
const SAMPLE = /(?:^|\/)(?:\.env\.(?:example|sample|template|dist)|(?:example|sample)\.env|env\.(?:example|sample))$/i;
const SET = new RegExp(String.raw`^#?\s*(?:export\s+)?${NAME}\s*=`);
const DOCKER_SET = new RegExp(String.raw`^\s*ENV\s+${NAME}[\s=]`);

/** Environment variables that a program reads, a sample promises or an image sets. */
export function declaredVariables({ path, text }: OldLine): DeclaredThing[] {
  const pattern = SAMPLE.test(path) ? SET : DOCKERFILE.test(path) ? DOCKER_SET : READS;
  const name = pattern
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  return name === undefined ? [] : [{ kind: 'variable', name }];
}

/** Files that give variables their values, and read none. */
export const SETS_VARIABLES =
  /(?:^|\/)(?:Dockerfile[^/]*|[^/]+\.Dockerfile|(?:docker-)?compose[^/]*\.ya?ml|\.env(?:\.\w+)*|\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml)$/i;
