/** How such a folder's name ends. */
export const LOCAL_FOLDER_ENDING = '.replicated';

/** The folder for the local files of a replicated history whose own file would lie at `path`. */
export const localFolder = (path: string): string => `${path.replace(/\.db$/, '')}${LOCAL_FOLDER_ENDING}`;
