import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLMap } from 'yaml';

/** A place at which a workflow names the machine of a job. */
interface NamedRunner {
  readonly job: string;
  readonly label: string;
  /** 1-based. */
  readonly line: number;
}

/** The jobs of a workflow by the machines that they name. */
export interface JobRunners {
  readonly named: readonly NamedRunner[];
  /** Jobs that build programs for their own machine. */
  readonly building: ReadonlySet<string>;
  /** The workflow hands files to those who download a release. */
  readonly publishes: boolean;
}

const LABEL = /^(?:ubuntu|macos|windows)-(?:latest|[\d.]+)(?:-[\w-]+)?$/;
/** Steps that put files beside a release. */
const PUBLISHES =
  /softprops\/action-gh-release|ncipollo\/release-action|svenstaro\/upload-release-action|actions\/upload-release-asset|taiki-e\/upload-rust-binary-action|\bgh release (?:create|upload)\b/;
/** Commands that link with what the machine has. */
const BUILDS =
  /\bcargo (?:build|rustc)\b|\bcmake --build\b|\bpyinstaller\b|\bnuitka\b|\belectron-builder\b|\bmake\b.{0,40}\brelease\b|tauri-apps\/tauri-action|taiki-e\/upload-rust-binary-action/;
/** What makes a program independent of it, or is built elsewhere. */
const INDEPENDENT = /musl|\bcross\b|manylinux|zigbuild|container:|CGO_ENABLED/;

/** Reads the machines that a workflow names, in `runs-on` and in the matrices that it refers to. */
export function jobRunners(text: string): JobRunners {
  const lines = new LineCounter();
  // Errors are not shown; with their places, each would cost as much as its line is long. Keys are not compared with all others before them.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, lineCounter: lines });
  const jobs = document.errors.length > 0 ? null : document.get('jobs');
  const named: NamedRunner[] = [];
  const building = new Set<string>();
  for (const { key, value } of isMap(jobs) ? jobs.items : []) {
    if (!isMap(value) || !isScalar(key)) continue;
    const job = String(key.value);
    const add = (node: Node | null): void => {
      visit(node, {
        Scalar(_, { value: label, range }) {
          if (typeof label === 'string' && LABEL.test(label))
            named.push({ job, label, line: lines.linePos(range?.[0] ?? 0).line });
        },
      });
    };
    const runsOn = value.get('runs-on', true);
    // Labels of machines of one's own, and of groups of them, say what their owner likes.
    const isOwn = isMap(runsOn) || /\bself-hosted\b/.test(String(runsOn));
    if (!isOwn && (isScalar(runsOn) || isSeq(runsOn))) add(runsOn);
    const axes = new Set(Array.from(String(runsOn).matchAll(/\bmatrix\.([\w-]+)/g), ([, axis = '']) => axis));
    const matrix = value.getIn(['strategy', 'matrix'], true);
    if (!isOwn && isMap(matrix)) for (const node of valuesOf(matrix, axes)) add(node);
    const own = text.slice(value.range?.[0] ?? 0, value.range?.[1] ?? 0);
    if (BUILDS.test(own) && !INDEPENDENT.test(own)) building.add(job);
  }
  return { named, building, publishes: PUBLISHES.test(text) };
}

/** What a matrix gives the axes that a job asks for, also in further combinations; not what is left out of them. */
function valuesOf(matrix: YAMLMap, axes: ReadonlySet<string>): Node[] {
  const include = matrix.get('include', true);
  const maps = [matrix, ...(isSeq(include) ? include.items.filter((one) => isMap(one)) : [])];
  return maps.flatMap((map) =>
    map.items.flatMap(({ key, value }) =>
      isScalar(key) && axes.has(String(key.value)) && isNode(value) ? [value] : [],
    ),
  );
}

/** Machines that GitHub has switched off by November 2026: a job that asks for one waits until it is cancelled. */
const RETIRED = /^(?:ubuntu-(?:16|18|20)\.04|macos-(?:10\.15|11|11\.0|12|13)|windows-(?:2016|2019))(?:$|-x?large$)/;

/** Whether GitHub no longer has machines of this name. */
export const isRetired = (label: string): boolean => RETIRED.test(label);

/** What the machine links programs with, as a number that grows with what they need; `latest` as of November 2026. */
export function neededBy(label: string): { readonly system: 'ubuntu' | 'macos'; readonly version: number } | null {
  const [, system, version = ''] = /^(ubuntu|macos)-(latest|[\d.]+)/.exec(label) ?? [];
  if (system !== 'ubuntu' && system !== 'macos') return null;
  const latest = system === 'ubuntu' ? 24.04 : 15;
  return { system, version: version === 'latest' ? latest : Number.parseFloat(version) };
}
