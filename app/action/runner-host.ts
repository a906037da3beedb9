import type { Runner } from './runner.ts';

/** The forge's host name, by which histories are kept apart. */
export const hostname = ({ GITHUB_SERVER_URL }: Runner): string => new URL(GITHUB_SERVER_URL).hostname;
