/** A word without which nothing comes from a request. */
export const JAVASCRIPT_REQUEST_WORD =
  /\b(?:req|request|ctx|context|c|event|_req)\b|\b(?:searchParams|useSearchParams|location|router|referrer)\b|@(?:Query|Param|Body)\(|\.(?:query|body|params|headers|cookies|cookie)\b|\bformData\b|\bmessage\b|\b(?:socket|connection|conn|ws)\.on\(|\binput\b|\{(?=[^{}]*\}\s*,\s*_?res)[^{}]*?\b(?:query|body|params)\b/;
