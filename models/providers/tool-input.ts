/** Arguments of a tool call; what is not JSON is handed over as the string it is, for the caller to repair. */
export function parsedInput(source: string): unknown {
  if (source.trim() === '') return {};
  try {
    const input: unknown = JSON.parse(source);
    return input;
  } catch {
    return source;
  }
}
