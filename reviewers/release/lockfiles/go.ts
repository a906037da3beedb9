import type { Drift, Ecosystem, Lockfile } from './lockfile.ts';

const goSum: Lockfile = {
  file: 'go.sum',
  command: 'go build ./...',
  refusal: 'missing go.sum entry for go.mod file',
  covers: (_lock, { directory }) => directory === '',
  drift(lock, { manifest, wanted }) {
    const sums = new Set(lock.split(/\r?\n/).map((line) => line.split(' ').slice(0, 2).join(' ')));
    const replaced = replacements(manifest);
    return wanted.flatMap(({ name, spec }): Drift[] => {
      const target = replaced.get(`${name} ${spec}`) ?? replaced.get(name) ?? `${name} ${spec}`;
      // A folder in the place of a module has no sum.
      if (/^\.{0,2}\//.test(target) || sums.has(target) || sums.has(`${target}/go.mod`)) return [];
      return [{ name, problem: `wants ${spec}, for which go.sum has no sum` }];
    });
  },
};

/** Go modules. Surplus lines in go.sum do no harm, so a removed requirement is no drift. */
export const go: Ecosystem = {
  manifest: 'go.mod',
  lockfiles: [goSum],
  dependencies(manifest) {
    return directives(manifest, 'require').flatMap((line) => {
      const [name, spec] = line.split(/\s+/);
      return name === undefined || spec === undefined ? [] : [{ name: unquote(name), spec }];
    });
  },
  packageName: (manifest) => directives(manifest, 'module')[0] ?? null,
  workspace: () => () => false,
};

/** From `module` or `module version` to what stands in its place. */
function replacements(manifest: string): ReadonlyMap<string, string> {
  return new Map(
    directives(manifest, 'replace').flatMap((line): (readonly [string, string])[] => {
      const [from, to] = line.split(/(?<!\s)\s*=>\s*/);
      return from === undefined || to === undefined ? [] : [[from.replace(/\s+/, ' '), to.replace(/\s+/, ' ')]];
    }),
  );
}

/** The bodies of one kind of directive, single or in a block, without comments. */
function directives(manifest: string, verb: string): string[] {
  if (!/^[^\S\n\r\u2028\u2029]*module\s/m.test(manifest)) throw new Error('it has no module directive');
  const bodies: string[] = [];
  let block: string | null = null;
  for (const raw of manifest.split(/\r?\n/)) {
    const line = raw.replace(/\/\/.*/, '').trim();
    const opened = /^(\w+)\s*\($/.exec(line)?.[1];
    if (opened !== undefined) block = opened;
    else if (line === ')') block = null;
    else if (block === verb && line !== '') bodies.push(line);
    else if (block === null && line.startsWith(`${verb} `)) bodies.push(line.slice(verb.length).trim());
  }
  return bodies;
}

function unquote(text: string): string {
  return text.replace(/^["`](.*)["`]$/, '$1');
}
