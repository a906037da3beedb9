/** The SDKs refuse to work without a key; the real one is put in where the request leaves. */
export const NO_KEY = 'none';

/** The caller cuts what takes too long; an SDK's own timeout only has to be longer than any of its limits. */
export const NEVER_MS = 24 * 60 * 60 * 1000;
