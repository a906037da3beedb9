/** Nothing is loaded, nothing runs: what a browser is told of the page, and a server says it in a header, too. */
export const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
