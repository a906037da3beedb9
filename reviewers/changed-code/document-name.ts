const DOCUMENT =
  /\.(?:md|markdown|mdown|txt|text|rst|adoc|asciidoc|org|log|csv|tsv|pdf|png|jpe?g|gif|webp|bmp|ico|woff2?|ttf|otf|eot|mp[34]|wav|dat|bak|orig|old)$/i;

/** Whether the name is that of a document, an image or the like: what people read and no tool obeys, before somebody runs or renames it. */
export const isDocumentName = (path: string): boolean => DOCUMENT.test(path);
