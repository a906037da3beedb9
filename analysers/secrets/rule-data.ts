/** What takes a match back, in the words of gitleaks' rule file. */
export interface SecretAllowlist {
  readonly paths: readonly string[];
  readonly regexes: readonly string[];
  /** Parts that no secret has; compared in lower case. */
  readonly stopwords: readonly string[];
  /** What the expressions are held against. */
  readonly regexTarget: 'secret' | 'match' | 'line';
  readonly condition: 'OR' | 'AND';
}

/** One kind of secret, told by its form; expressions are RE2's. */
export interface SecretRule {
  readonly id: string;
  readonly description: string;
  readonly regex: string;
  /** Files that it holds for; null for all. */
  readonly path: string | null;
  /** Bits a character (Shannon) that a secret has more of; 0 asks for none. */
  readonly entropy: number;
  /** The group that is the secret; 0: the first that took part, else all of the match. */
  readonly secretGroup: number;
  /** One of these stands in every match, in whatever case. */
  readonly keywords: readonly string[];
  readonly allowlists: readonly SecretAllowlist[];
}

/** Rules with what takes their matches back. */
export interface SecretRules {
  /** Where they are from, with the notice that their licence asks for. */
  readonly source: string;
  readonly allowlist: SecretAllowlist;
  readonly rules: readonly SecretRule[];
}
