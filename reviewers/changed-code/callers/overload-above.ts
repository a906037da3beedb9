import { callMisfit } from './call-misfit.ts';
import { type Contract, keysIn } from './changed-contracts.ts';
import type { FileFacts, Given } from './facts.ts';
import { findType, type Found } from './find-type.ts';
import type { World } from './world.ts';

/** Types above each other that are gone through. */
const MOST_STEPS = 8;

/** Types of Java and C# themselves that have no overload of anybody's method. */
const OF_LANGUAGE =
  /^(?:Object|object|Thread|Runnable|Callable|Comparable|Comparator|Iterator|Iterable|Serializable|Cloneable|AutoCloseable|Closeable|(?:Runtime)?Exception|I(?:Async)?(?:Disposable|Enumerable|Enumerator)|IComparable|IEquatable)$/;

/**
 * Java and C#, where a method stands beside those of its name that are inherited: whether one of the types above the contract's owner takes the call as
 * it is; `unknown`: one of them is not among the files of the repository. Elsewhere a method hides what it overrides. Without a call the types are
 * only looked up.
 */
export function overloadAbove(given: Given | null, contract: Contract, world: World): 'takes' | 'unknown' | 'none' {
  const { old, after } = contract;
  if (old.kind !== 'method' || old.owner === null || !/\.(?:java|cs)$/.test(after.path)) return 'none';
  let isUnknown = false;
  const seen = new Set<string>();
  const takes = (owner: string, file: FileFacts, steps: number): boolean =>
    basesOf(owner, file).some((base) => {
      if (OF_LANGUAGE.test(base) || seen.has(`${file.path} ${base}`)) return false;
      seen.add(`${file.path} ${base}`);
      const homes = steps === 0 ? [] : above(base, file, world);
      if (homes.length === 0) isUnknown = true;
      return homes.some(
        (home) => (given !== null && hasFor(given, old.name, home)) || takes(home.name, home.file, steps - 1),
      );
    });
  if (takes(old.owner, after, MOST_STEPS)) return 'takes';
  return isUnknown ? 'unknown' : 'none';
}

const HERITAGE = /^(?:superclass|super_interfaces|extends_interfaces|base_list)$/;

/** The types that one names as what it is built on. A class of C# does not inherit what an interface does by itself. */
function basesOf(owner: string, file: FileFacts): string[] {
  return file.declared
    .filter(({ kind, name }) => kind === 'type' && name === owner)
    .flatMap(({ node }) => {
      const isClass = file.path.endsWith('.cs') && node.kind !== 'interface_declaration';
      return node.children
        .filter(({ kind }) => HERITAGE.test(kind))
        .flatMap(({ text }) =>
          plain(text)
            .replace(/^\s*(?:extends|implements|:)/, '')
            .split(','),
        )
        .flatMap((text) => text.trim().split('.').at(-1) ?? [])
        .filter((name) => !isClass || !/^I[A-Z]/.test(name));
    });
}

/** A text without everything that stands in angle or round brackets. */
function plain(text: string): string {
  let depth = 0;
  return text
    .split('')
    .filter((sign) => {
      if (sign === '<' || sign === '(') depth += 1;
      if (sign !== '>' && sign !== ')') return depth === 0;
      depth -= 1;
      return false;
    })
    .join('');
}

/** The parts of a type that another names. C# names no file, so that there it is every type of that name. */
function above(base: string, file: FileFacts, world: World): readonly Found[] {
  if (!file.path.endsWith('.cs')) return [findType(base, file, world) ?? []].flat();
  const found = world.files.flatMap((one) =>
    one.path.endsWith('.cs')
      ? one.declared
          .filter(({ kind, name }) => kind === 'type' && name === base)
          .map((type): Found => ({ one: type, name: base, file: one }))
      : [],
  );
  if (found.length === 0) world.missed?.(file, base);
  return found;
}

function hasFor(given: Given, name: string, { name: owner, file }: Found): boolean {
  return file.declared.some(
    (one) =>
      one.kind === 'method' &&
      one.owner === owner &&
      one.name === name &&
      !/\bprivate\b/.test(one.node.children.find(({ kind }) => kind === 'modifiers')?.text ?? '') &&
      (one.signature === null || callMisfit(given, one.signature, keysIn(file)) === null),
  );
}
