import type { ChangedFile, ChangeSet } from '../schemas/change-set.ts';
import type { Side } from '../schemas/location.ts';
import type { ChangedRun } from './diff/changed-runs.ts';

/** The redacted text of one side of a file, or why it cannot be had. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  /**
   * `unavailable`: the source does not carry it (a plain diff). `missing`: there is no such file on that side.
   * `refused`: a link, a submodule, a path outside the tree. `without`: it holds none of the texts it was read for. `binary` and
   * `too-large` speak for themselves.
   */
  | {
      readonly kind: 'absent';
      readonly why: 'unavailable' | 'missing' | 'refused' | 'binary' | 'too-large' | 'without';
      readonly reason: string;
      /** Of a binary file: its first bytes in hexadecimal digits, which tell what it is. */
      readonly firstBytes?: string;
    };

/** What a file is read for. */
export interface ReadWant {
  /** Only a text that holds one of these is of use. One that holds none may come back as absent, so that nobody has to search it for secrets. */
  readonly holding: readonly string[];
  /** Only where one of them stands alone, no letter, digit or `_` next to it. Default: anywhere. */
  readonly wholeWord?: boolean;
  /** Only where one of these stands in the same line, too. Default: wherever it stands. */
  readonly beside?: readonly string[];
}

/** Files at the two fixed ends of a change. Whatever comes out is redacted. */
export interface Contents {
  /** Reads one file as it is at the base (`old`) or the head (`new`). Never throws for a path that cannot be read. */
  read(path: string, side: Side, want?: ReadWant): Promise<Content>;
  /** All paths of one side, sorted by code units; null where the source does not know the tree. */
  list(side: Side): Promise<readonly string[] | null>;
}

/** A line that a search found; of a very long line, what stands around the text. */
export interface SearchHit {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** A line that holds one of several names as a whole word. */
export interface NamedHit extends SearchHit {
  readonly name: string;
  /** It looks as if the name were defined here. */
  readonly isDefinition: boolean;
}

/** A commit that touched a path or a line, newest first. */
export interface TouchedBy {
  readonly commit: string;
  /** ISO 8601, as the author's date says. */
  readonly date: string;
  readonly subject: string;
}

/** A commit at the base of which a change takes back all that it did to files of code. */
export interface TakenBackCommit {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  /** ISO 8601, as the committer's date says. */
  readonly date: string;
  /** Whether somebody wrote it who wrote the change in these files; null where that is not known. */
  readonly isOwn: boolean | null;
  /** All files that it changed. */
  readonly paths: readonly string[];
  /** Where the change takes it back, in the change's own lines. */
  readonly places: readonly { readonly path: string; readonly run: ChangedRun }[];
}

/** An answer that may be cut at its limit, or `unavailable` where the source does not hold what is asked. */
export type Inspected<T> =
  | { readonly kind: 'ok'; readonly value: readonly T[]; readonly truncated: boolean }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Questions about the trees at the two fixed ends, beyond single files. Read-only, from git objects, redacted. */
export interface Inspection {
  /**
   * Lines of text files that hold `text` (a plain string, not a pattern), in files under `under` if given, in path order. With `beside`, files
   * without a line that also holds one of these texts are left out.
   */
  search(request: {
    readonly text: string;
    readonly side: Side;
    readonly under?: string;
    readonly wholeWord?: boolean;
    readonly beside?: readonly string[];
    readonly limit: number;
  }): Promise<Inspected<SearchHit>>;
  /**
   * Where names stand as whole words: of each at most so many lines that look like its definition, and so many others, those nearest to
   * the paths of `near` first. Names that stand in too many places have none.
   */
  mentions(request: {
    readonly names: readonly string[];
    readonly side: Side;
    readonly near: readonly string[];
    /** Git's pathspecs; none: every file. */
    readonly pathspecs: readonly string[];
    readonly definitions: number;
    readonly uses: number;
  }): Promise<Inspected<NamedHit>>;
  /** Commits at or before the base that touched a file, or one of its lines at the base. */
  touchedBy(request: {
    readonly path: string;
    readonly line?: number;
    readonly limit: number;
  }): Promise<Inspected<TouchedBy>>;
  /**
   * Of so many last commits at the base, by first parents, those that these files take back: every change that they made to files of code is
   * reversed to the letter. Newest first. Looks no further than a shallow clone goes.
   */
  takenBack(request: {
    readonly files: readonly Pick<ChangedFile, 'newPath' | 'oldBlob' | 'newBlob' | 'hunks'>[];
    /** Ids of the change's own commits. */
    readonly own: readonly string[];
    readonly isCode: (path: string) => boolean;
    readonly most: number;
  }): Promise<Inspected<TakenBackCommit>>;
}

/** One secret in a text: 1-based line, 0-based UTF-16 columns, `end` exclusive; it may span lines. */
export interface SecretSpan {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly message: string;
}

/** Finds secrets; the only part besides the forge that ever sees raw text. */
export interface SecretScanner {
  /**
   * Returns one result a text, in their order. A text that could not be scanned comes back as `failed`, and is then blanked out whole:
   * what was not checked is not passed on.
   */
  scan(texts: readonly { readonly path: string; readonly text: string }[]): Promise<readonly SecretScan[]>;
}

export type SecretScan =
  | { readonly kind: 'scanned'; readonly spans: readonly SecretSpan[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** What the forge takes from the configuration. */
export interface ForgeSettings {
  /** Globs of paths that are listed but not reviewed. */
  readonly ignore: readonly string[];
  /** Globs of security-sensitive paths beyond the embedded ones. */
  readonly sensitivePaths: readonly string[];
}

/** Where changes come from. One object serves one change; `close` ends every process it started. */
export interface Forge {
  /** The change, redacted and filtered. Throws an `InputError` when there is nothing that could be read. */
  changeSet(settings: ForgeSettings): Promise<ChangeSet>;
  readonly contents: Contents;
  readonly inspection: Inspection;
  /** What was blanked so far, in plain text: only for whoever looks for it in what leaves. */
  secrets(): readonly string[];
  close(): Promise<void>;
}
