import { styleText } from 'node:util';

const STYLES = ['bold', 'dim', 'red', 'yellow', 'green', 'blue', 'cyan'] as const;

/** Each puts a text into a style of the terminal, or leaves it as it is where none is wanted. */
export type Colours = Readonly<Record<(typeof STYLES)[number], (text: string) => string>>;

/** Whether there are colours is the caller's knowledge: nothing of the environment is asked here. */
export function coloursOf(isWanted: boolean): Colours {
  const painter = (style: (typeof STYLES)[number]) => (text: string) =>
    isWanted && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  return {
    bold: painter('bold'),
    dim: painter('dim'),
    red: painter('red'),
    yellow: painter('yellow'),
    green: painter('green'),
    blue: painter('blue'),
    cyan: painter('cyan'),
  };
}
