const CODES: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'HOSTNAME_MISMATCH',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
// Other failures of TLS, a bad record for example, may come in the middle of an answer.
const HANDSHAKE =
  /^ERR_SSL_(?:WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|.*_HANDSHAKE_FAILURE|.*_PROTOCOL_VERSION|.*_UNRECOGNIZED_NAME)$/;
// Where there is no code of its own, words have to do: `fetch` refuses some ports, and a handshake can be hung up on.
const WORDS = /^bad port$|before secure TLS connection was established/;

/** Whether `fetch` failed before there was a connection: then nothing was sent, and nothing can have been charged. */
export function endedBeforeConnection(thrown: unknown): boolean {
  const reason = thrown instanceof Error ? thrown.cause : null;
  if (!(reason instanceof Error)) return false;
  const code = 'code' in reason && typeof reason.code === 'string' ? reason.code : '';
  const connecting = 'syscall' in reason && (reason.syscall === 'connect' || reason.syscall === 'getaddrinfo');
  return connecting || CODES.has(code) || HANDSHAKE.test(code) || WORDS.test(reason.message);
}
