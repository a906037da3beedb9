import { sinksOf } from '../plain/make-sinks.ts';

/** Rust: what is wrong as it stands. */
export const RUST_SHOWN_SINKS = sinksOf([
  {
    id: 'rs-tls',
    rule: 'certificate-check-off',
    hint: /danger_accept_invalid|SslVerifyMode::NONE|dangerous\(\)|with_custom_certificate_verifier/,
    shows: {
      kind: /^call_expression$/,
      text: /\.danger_accept_invalid_(?:certs|hostnames)\(true\)$|\.set_verify\((?:\w+::)*SslVerifyMode::NONE\)$/,
    },
  },
  {
    id: 'rs-verifier',
    rule: 'certificate-check-off',
    hint: /fn verify_server_cert/,
    shows: {
      kind: /^function_declaration$/,
      text: /(?:^|\])fnverify_server_cert\(.{0,600}\{Ok\((?:\w+::)*ServerCertVerified::assertion\(\)\)\}$/,
    },
  },
  {
    id: 'rs-cipher',
    rule: 'weak-cipher',
    hint: /\b(?:des|rc4|ecb|Cipher)\b/i,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w+::)*Cipher::(?:des_\w+|rc4|aes_\d+_ecb|bf_\w+)\(\)$|^(?:Des|TdesEde3|Rc4\w*|ecb::Encryptor\w*)(?:::<.{0,80}>)?::new(?:_from_slice)?\(/,
    },
  },
  {
    id: 'rs-password-hash',
    rule: 'weak-hash',
    hint: /md5|Md5|Sha1/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:md5::compute|(?:\w+::)*(?:Md5|Sha1)::digest)\(.{0,120}(?:password|passwd|passphrase)/i,
    },
  },
  {
    id: 'rs-password-update',
    rule: 'weak-hash',
    hint: /\.update\(/,
    elsewhere: /\b(?:Md5|Sha1)::new\(/,
    shows: {
      kind: /^call_expression$/,
      text: /\.update\([&\w.()]{0,60}(?:password|passwd|passphrase)/i,
      around: /\b(?:Md5|Sha1)::new\(/,
    },
  },
  {
    id: 'rs-fast-password-hash',
    rule: 'weak-hash',
    hint: /Sha(?:256|512)/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w+::)*Sha(?:256|384|512)::(?:digest\(.{0,120}(?:password|passwd)|new\(\)$)/i,
      around: /fn\s+(?:hash|verify|check|encode)_?(?:user_?)?(?:password|passwd|pw)\w*\s*\(/i,
      without: /pbkdf2|argon|bcrypt|scrypt|hmac/i,
    },
  },
  {
    id: 'rs-random',
    rule: 'predictable-secret',
    hint: /seed_from_u64|fastrand|SmallRng|oorandom|from_seed/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w+::)*(?:StdRng|SmallRng|ChaCha\d*Rng|XorShiftRng|Pcg\d+)::(?:seed_from_u64|from_seed|from_entropy)\(|^fastrand::(?!seed)\w+\(|^fastrand::Rng::/,
      around:
        /\bfn\s+(?=\w{0,80}(?:token|secret|password|session|nonce|otp|api_?key|csrf|reset_?code|verification_?code|invite_?code))\w+\s{0,5}[(<]/i,
    },
  },
  {
    id: 'rs-token',
    rule: 'unverified-token',
    hint: /insecure_disable_signature_validation/,
    shows: {
      kind: /^call_expression$/,
      text: /(?:^|\.|::)insecure_disable_signature_validation\(/,
    },
  },
  {
    id: 'rs-token-unread',
    rule: 'unverified-token',
    hint: /insecure_decode/,
    // Who issued a token, and with which key, is read before it can be verified.
    unless: /\bdecode(?:::<|\()|\bkid\b|\biss\b|issuer|key_id|unverified/,
    shows: {
      kind: /^call_expression$/,
      text: /(?:^|\.|::)(?:dangerous_insecure_decode\w*|insecure_decode)(?:::<.{0,80}>)?\(/,
    },
  },
  {
    id: 'rs-token-expiry',
    rule: 'unverified-token',
    hint: /validate_exp|validate_aud/,
    elsewhere: /jsonwebtoken|Validation::/,
    // Some tokens need not expire, and those that do are looked at by hand.
    unless: /required_spec_claims|\.exp\b/,
    shows: { kind: /^assignment$/, text: /\.validate_exp=false$/ },
  },
  {
    id: 'rs-cors',
    rule: 'cors-with-credentials',
    hint: /Cors/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w+::)*CorsLayer::very_permissive\(\)$|^(?:\w+::)*CorsLayer::new\(\)(?=.{0,600}allow_credentials\(true\)).{0,600}(?:mirror_request\(\)|AllowOrigin::predicate\(\|_\w*,_\w*\|true\)).{0,600}\)$|^(?:\w+::)*Cors::default\(\)(?=.{0,600}supports_credentials\(\)).{0,600}(?:allow_any_origin\(\)|allowed_origin_fn\(\|_\w*,_\w*\|true\)).{0,600}\)$|^(?:\w+::)*Cors::permissive\(\)$/,
    },
  },
]);
