/** Docket's version; a test keeps it equal to package.json's. */
export const DOCKET_VERSION = '0.1.0';
