/** Changes whenever the same input may be decided differently; a replay is exact under the same version only. */
export const COORDINATOR_VERSION = '15';
