/** Code has about three bytes a token; text in other scripts has more bytes a character and more tokens too. */
const BYTES_PER_TOKEN = 3;

/** About how many tokens a text is worth, rather too many than too few: every tokenizer counts differently. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}
