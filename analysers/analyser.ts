/** The outside tools that Docket runs, one file each in this folder. */
export type AnalyserId = 'ast-grep' | 'markdown' | 'oxlint' | 'postgres' | 'ruff' | 'secrets';

/** A file as handed to an analyser. For everyone but the secret scanner the text is redacted. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One thing an analyser saw. Lines are 1-based, columns 0-based UTF-16 offsets, `endColumn` exclusive. */
export interface AnalyserMatch {
  readonly path: string;
  /** The tool's own name for the rule. */
  readonly rule: string;
  readonly message: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The whole first line as the tool would write it to mend this, where its fix touches no other line. */
  readonly fixedLine?: string | undefined;
  /** The syntax of what matched, where the rule asks for it and the tool knows it. */
  readonly syntax?: SyntaxTree | undefined;
}

/** A syntax tree as it travels between processes: named nodes in pre-order, comments left out. */
export interface SyntaxTree {
  readonly kinds: readonly string[];
  /** Four numbers a node: its kind's index in `kinds`, its start and end as UTF-16 offsets in the file, the number of its children. */
  readonly nodes: Int32Array<ArrayBuffer>;
}

/** What became of one file. A file that crashes the tool is skipped alone and costs no other file its result. */
export type AnalyserResult =
  | { readonly path: string; readonly kind: 'ok'; readonly matches: readonly AnalyserMatch[] }
  | { readonly path: string; readonly kind: 'skipped'; readonly reason: string };

/**
 * One outside tool. It runs inside the killable child; an implementation is plain data and one function, never reads the
 * reviewed tree and takes its configuration from us alone.
 */
export interface Analyser {
  readonly id: AnalyserId;
  /** Whether the tool understands files of this name. */
  accepts(path: string): boolean;
  /** Analyses one file. Throws when the tool cannot: the caller marks the file as skipped. `rules` is the tool's own rule data. */
  analyse(file: SourceFile, rules: AnalyserRules): Promise<readonly AnalyserMatch[]>;
}

/** JSON-like rule data, in the tool's own format: ast-grep rules, oxlint or ruff configuration. */
export type AnalyserRules = Readonly<Record<string, unknown>>;

/** Limits of one file's analysis. */
export interface AnalyserLimits {
  /** Of work of the child; ten times as much time is the last resort. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Memory of the whole child process. */
  readonly maxMemoryMb: number;
}

/** Runs analysers in killable children; closing it kills them. */
export interface AnalyserPool {
  /** Returns one result a file, in their order; files that the tool does not accept are left out. */
  analyse(request: {
    readonly tool: AnalyserId;
    readonly files: readonly SourceFile[];
    readonly rules: AnalyserRules;
    readonly signal?: AbortSignal;
  }): Promise<readonly AnalyserResult[]>;
  /** Loads a tool that will be needed, while the caller does something else. */
  warm(tool: Exclude<AnalyserId, 'oxlint'>): void;
  close(): Promise<void>;
}
