/** What reaching a store may need. Everything else, tokens of the forge above all, stays outside. */
const ALLOWED =
  /^(?:AWS_.*|HOME|USERPROFILE|PATH|TMPDIR|TEMP|TMP|SYSTEMROOT|HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy|SSL_CERT_FILE|SSL_CERT_DIR)$/;

/**
 * The environment of Litestream. With `AWS_CA_BUNDLE` set each of its starts fails, so its value is handed on under the name that Go
 * itself reads.
 */
export function litestreamEnvironment(
  raw: Readonly<Record<string, string | undefined>>,
  further: Readonly<Record<string, string>>,
): Record<string, string> {
  const { AWS_CA_BUNDLE: bundle, ...rest } = raw;
  const kept = Object.entries(rest).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && ALLOWED.test(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    ...(bundle === undefined || bundle === '' ? {} : { SSL_CERT_FILE: bundle }),
    ...further,
  };
}
