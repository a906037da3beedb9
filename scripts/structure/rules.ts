import { posix } from 'node:path';
import { compareText } from '../../schemas/text/compare-text.ts';
import type { SourceModule } from './source-tree.ts';

/** A name that several files may define, and why that is no second meaning. */
export interface SharedName {
  readonly name: string;
  readonly reason: string;
}

/** More side by side in one folder hide what belongs together. */
const MOST_FILES_IN_FOLDER = 30;
/** A longer file has more than one subject. */
const MOST_LINES = 300;

/** Groups of files that import each other in a circle, whether for values or for types. */
export function importCircles(modules: readonly SourceModule[]): string[] {
  const imports = new Map(modules.map((module) => [module.path, module.imports]));
  return stronglyConnected(imports)
    .filter((group) => group.length > 1 || imports.get(group[0] ?? '')?.includes(group[0] ?? '') === true)
    .map((group) => `import circle: ${group.toSorted(compareText).join(', ')}`);
}

/** Exported names that more than one file defines, and allowances that nothing needs any more. */
export function collidingNames(modules: readonly SourceModule[], allowed: readonly SharedName[]): string[] {
  const byName = Map.groupBy(
    modules.flatMap(({ path, exports }) => exports.map((name) => ({ name, path }))),
    ({ name }) => name,
  );
  const shared = [...byName].filter(([, places]) => places.length > 1);
  const collisions = shared
    .filter(([name]) => !allowed.some((one) => one.name === name))
    .map(([name, places]) => `the name ${name} means two things: ${places.map(({ path }) => path).join(', ')}`);
  const idle = allowed
    .filter(({ name }) => !shared.some(([other]) => other === name))
    .map(({ name }) => `the allowance for the name ${name} is no longer needed`);
  return [...collisions, ...idle];
}

/** Folders with too many TypeScript files side by side, tests included. */
export function crowdedFolders(files: readonly string[]): string[] {
  const sources = files.filter((path) => path.endsWith('.ts') && !path.startsWith('test/fixtures/'));
  return [...Map.groupBy(sources, (path) => posix.dirname(path))]
    .filter(([, inside]) => inside.length > MOST_FILES_IN_FOLDER)
    .map(([folder, inside]) => `${folder} holds ${inside.length} files: group them`);
}

/** Files of the product that are too long. */
export function longFiles(modules: readonly SourceModule[]): string[] {
  return modules
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines: it has more than one subject`);
}

/** Tarjan's algorithm, without recursion: a long chain of imports is no reason to run out of stack. */
function stronglyConnected(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, { index: number; low: number; onStack: boolean }>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const enter = (node: string) => {
    const state = { index: order.size, low: order.size, onStack: true };
    order.set(node, state);
    stack.push(node);
    return { node, state, next: (graph.get(node) ?? []).values() };
  };
  for (const start of graph.keys()) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { value: target, done } = top.next.next();
      const seen = target === undefined ? undefined : order.get(target);
      if (done === true) {
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined) parent.state.low = Math.min(parent.state.low, top.state.low);
        if (top.state.low === top.state.index) groups.push(popGroup(top.node, stack, order));
      } else if (seen === undefined) {
        if (target !== undefined && graph.has(target)) path.push(enter(target));
      } else if (seen.onStack) {
        top.state.low = Math.min(top.state.low, seen.index);
      }
    }
  }
  return groups;
}

function popGroup(root: string, stack: string[], order: ReadonlyMap<string, { onStack: boolean }>): string[] {
  const group: string[] = [];
  for (;;) {
    const node = stack.pop();
    if (node === undefined) return group;
    const state = order.get(node);
    if (state !== undefined) state.onStack = false;
    group.push(node);
    if (node === root) return group;
  }
}
