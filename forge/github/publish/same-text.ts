/** Whether GitHub has this text already: it may have changed line ends and dropped spaces at the end. */
export function isSameText(posted: string, wanted: string): boolean {
  return normal(posted) === normal(wanted);
}

function normal(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
