/** Names of what main leaves behind for the post step: the check run that it started, and that nothing is left to do. */
export const CHECK_STATE = 'check';
export const DONE_STATE = 'done';
