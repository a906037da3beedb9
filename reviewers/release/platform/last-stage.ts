import dockerfileAst from 'dockerfile-ast';

/** The image that a Dockerfile's result stands on. */
export interface StageBase {
  readonly image: string;
  /** 1-based. */
  readonly line: number;
}

/** Follows the last stage to the image that it begins with, through the names of stages and the values of `ARG`; null where that leads nowhere. */
export function lastBase(text: string): StageBase | null {
  const { DockerfileParser } = dockerfileAst;
  const file = DockerfileParser.parse(text);
  const values = new Map<string, string>();
  for (const one of file.getInstructions()) {
    if (one.getKeyword().toUpperCase() === 'FROM') break;
    const given = /^(\w+)=["']?([^"'\s]*)/.exec(
      one.getKeyword().toUpperCase() === 'ARG' ? (one.getRawArgumentsContent() ?? '') : '',
    );
    if (given?.[1] !== undefined) values.set(given[1], given[2] ?? '');
  }
  const stages = file.getFROMs().map((from) => ({
    image: filled(from.getImage() ?? '', values),
    stage: from.getBuildStage()?.toLowerCase() ?? null,
    line: from.getRange().start.line + 1,
  }));
  // A stage begins with an image, or with a stage above it.
  let at = stages.length - 1;
  for (;;) {
    const stage = stages[at];
    if (stage === undefined) return null;
    const above = stages.slice(0, at).findLastIndex((one) => one.stage === stage.image.toLowerCase());
    if (above < 0) return { image: stage.image, line: stage.line };
    at = above;
  }
}

function filled(image: string, values: ReadonlyMap<string, string>): string {
  return image.replaceAll(
    /\$\{?(\w+)(?::-([^}]*))?\}?/g,
    (whole, name: string, other?: string) => values.get(name) ?? other ?? whole,
  );
}
