import { join } from 'node:path';

/** The view's file in a repository's folder. */
export const viewPath = (folder: string): string => join(folder, 'view.db');
/** Where the logs of runs lie until they are in the store. */
export const sessionsFolder = (folder: string): string => join(folder, 'runs');
