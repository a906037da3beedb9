import { type WorkflowStep, uses } from './workflow.ts';

/** What restores a cache and does nothing else. */
const RESTORES = [
  'actions/cache',
  'actions/cache/restore',
  'swatinem/rust-cache',
  'buildjet/cache',
  'mozilla-actions/sccache-action',
  'hendrikmuhs/ccache-action',
];

interface PartCache {
  readonly input: string;
  /** Values of the input that switch the cache off. */
  readonly off: RegExp;
  /** What the step does where the input is not given. */
  readonly usual: 'on' | 'off';
}

const byDefault = (input: string, off = /^false$/i): PartCache => ({ input, off, usual: 'on' });
const onDemand = (input: string, off = /^(?:false|)$/i): PartCache => ({ input, off, usual: 'off' });

/**
 * Actions that restore built code beside what they are for. Left out are those whose package manager compares what it takes from the cache with the
 * lockfile: npm, pnpm, Yarn.
 */
const PARTS: Readonly<Record<string, PartCache>> = {
  'actions/setup-go': byDefault('cache'),
  'actions/setup-java': onDemand('cache'),
  'actions/setup-python': onDemand('cache'),
  'actions/setup-dotnet': onDemand('cache'),
  'astral-sh/setup-uv': byDefault('enable-cache'),
  'ruby/setup-ruby': onDemand('bundler-cache'),
  'gradle/actions/setup-gradle': byDefault('cache-disabled', /^true$/i),
  'graalvm/setup-graalvm': onDemand('cache'),
  'actions-rust-lang/setup-rust-toolchain': byDefault('cache'),
  'pyo3/maturin-action': onDemand('sccache'),
  'ramsey/composer-install': byDefault('ignore-cache', /^(?:true|yes|1)$/i),
  'mlugg/setup-zig': byDefault('use-cache'),
  'bazel-contrib/setup-bazel': onDemand('disk-cache'),
};

/** The cache that a step restores: all that it is there for, or a part that an input switches off; null for none. */
export function cacheOf(
  step: WorkflowStep,
): { readonly kind: 'whole' } | { readonly kind: 'part'; readonly off: string } | null {
  const input = step.place.at('with');
  if (uses(step, ...RESTORES)) return input.at('lookup-only').words === 'true' ? null : { kind: 'whole' };
  const part = PARTS[step.action];
  if (part === undefined) return null;
  const given = input.at(part.input);
  const isOn = given.exists ? !part.off.test(given.words.trim()) : part.usual === 'on';
  if (!isOn) return null;
  const off =
    part.usual === 'off' ? `no \`${part.input}\`` : `${part.input}: ${part.off.test('true') ? 'true' : 'false'}`;
  return { kind: 'part', off };
}
