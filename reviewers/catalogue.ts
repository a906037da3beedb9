import type { RuleFamily } from '../schemas/judged.ts';
import type { Severity } from '../schemas/severity.ts';
import { AGENTS_MD_EXAMPLES } from './agents-md/examples.ts';
import { DOCUMENTATION_EXAMPLES } from './documentation/examples.ts';
import { PERFORMANCE_EXAMPLES } from './performance/examples.ts';
import { POLICY_EXAMPLES } from './policy/examples.ts';
import { qualityWords } from './quality/examples/quality-examples.ts';
import { RELEASE_EXAMPLES } from './release/examples.ts';
import { RULE_RECORDS, type RuleRecord } from './rule-records.ts';
import type { Reviewer } from './reviewer.ts';
import type { RuleExample, RuleWords } from './rule-example.ts';
import { scopesOf } from './rule-scopes.ts';
import { SECURITY_EXAMPLES } from './security/examples/security-examples.ts';

/** Where a rule comes from that is not ours alone. */
interface RuleSource {
  readonly tool: string;
  /** What the tool calls it; none where the tool is used as a whole. */
  readonly names: readonly string[];
  readonly link: string;
}

/** All that is known of one rule before it has found anything. */
export interface RuleEntry {
  /** `reviewer/name`. */
  readonly id: string;
  readonly reviewer: string;
  readonly summary: string;
  /** Unless a finding says otherwise: what a place or a flow makes of it may be graver, or less grave. */
  readonly severity: Severity;
  /** Who applies it. */
  readonly foundBy: readonly ('check' | 'model')[];
  /** In which kinds of files it says something; `*` for every kind. */
  readonly kinds: readonly string[];
  readonly families: readonly RuleFamily[];
  readonly why: string;
  readonly sources: readonly RuleSource[];
  readonly references: readonly string[];
  /** How its findings on ordinary commits were labelled; null where nobody read any. */
  readonly record: RuleRecord | null;
  readonly examples: readonly RuleExample[];
}

type Words = Pick<RuleEntry, 'why' | 'sources' | 'examples'>;

const LINKS = {
  ruff: 'https://docs.astral.sh/ruff/rules/',
  oxlint: 'https://oxc.rs/docs/guide/usage/linter/rules',
};
const SECRET_SOURCES: readonly RuleSource[] = [
  { tool: 'secretlint', names: [], link: 'https://github.com/secretlint/secretlint' },
  { tool: 'gitleaks', names: [], link: 'https://github.com/gitleaks/gitleaks' },
];

/** What is known of every rule of these reviewers, in the order of their vocabularies. */
export function catalogueOf(reviewers: readonly Reviewer[]): readonly RuleEntry[] {
  const words = builtInWords();
  return reviewers.flatMap((reviewer) =>
    Object.entries(reviewer.rules).map(([name, rule]): RuleEntry => {
      const id = `${reviewer.id}/${name}`;
      const known = words.get(id);
      const isAsked = reviewer.brief !== undefined && (reviewer.brief.rules?.includes(name) ?? true);
      const isChecked = known !== undefined || !isAsked;
      const scopes = scopesOf(reviewer, name);
      return {
        id,
        reviewer: reviewer.id,
        summary: rule.summary,
        severity: rule.severity,
        foundBy: [...(isChecked ? (['check'] as const) : []), ...(isAsked ? (['model'] as const) : [])],
        kinds: [...new Set(scopes.flatMap(({ kinds }) => kinds))],
        families: [...new Set(scopes.flatMap(({ families }) => families))],
        why: known?.why ?? rule.summary,
        sources: known?.sources ?? [],
        references: rule.references ?? [],
        record: RULE_RECORDS[id] ?? null,
        examples: known?.examples ?? [],
      };
    }),
  );
}

function builtInWords(): ReadonlyMap<string, Words> {
  const own = {
    security: SECURITY_EXAMPLES,
    performance: PERFORMANCE_EXAMPLES,
    documentation: DOCUMENTATION_EXAMPLES,
    release: RELEASE_EXAMPLES,
    policy: POLICY_EXAMPLES,
    'agents-md': AGENTS_MD_EXAMPLES,
  };
  const words = new Map<string, Words>();
  for (const [reviewer, rules] of Object.entries<Readonly<Record<string, RuleWords>>>(own)) {
    for (const [name, { why, example }] of Object.entries(rules)) {
      const sources =
        name.endsWith('-secret') && reviewer === 'security' && name !== 'predictable-secret' ? SECRET_SOURCES : [];
      words.set(`${reviewer}/${name}`, { why, sources, examples: [example] });
    }
  }
  for (const [name, { why, examples, ruff, oxlint }] of qualityWords()) {
    const sources = (
      [
        ['ruff', ruff],
        ['oxlint', oxlint],
      ] as const
    ).flatMap(([tool, names]) => (names.length === 0 ? [] : [{ tool, names, link: LINKS[tool] }]));
    words.set(`quality/${name}`, { why, sources, examples });
  }
  return words;
}
