/** A request as it was served. */
export interface ServedRequest {
  /** 1-based, in the order of arrival; API and git requests share the count. */
  readonly sequence: number;
  readonly kind: 'rest' | 'graphql' | 'git';
  readonly method: string;
  /** Below the API's base, `/repos/owner/name/...` also when it was asked by number; `/graphql`; or the path of git's request. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; null without a body, and for git. */
  readonly body: unknown;
  /** Of GraphQL: the operation's name and its root fields. */
  readonly operations: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Login of the token's identity, `app:<slug>` for an app itself, null without valid credentials. */
  actor: string | null;
  /** What was answered; 0 while it is under way and when the connection was cut. */
  status: number;
}
