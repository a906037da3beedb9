/** Endings of what people read and no tool obeys: a file that has one is no program before somebody runs it, or renames it. */
export const DOCUMENT_ENDING = String.raw`\.(?:md|markdown|mdown|txt|text|rst|adoc|asciidoc|org|log|csv|tsv|pdf|png|jpe?g|gif|webp|bmp|ico|woff2?|ttf|otf|eot|mp[34]|wav|dat|bak|orig|old)`;

const DOCUMENT = new RegExp(`${DOCUMENT_ENDING}$`, 'i');

/** Whether the name is that of a document, an image or the like. */
export const isDocumentName = (path: string): boolean => DOCUMENT.test(path);
