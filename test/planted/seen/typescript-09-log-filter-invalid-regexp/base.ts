export interface LogLine {
  time: Date;
  level: string;
  component: string;
  message: string;
}

const LEVELS = ["debug", "info", "warn", "error"];

const LINE = new RegExp("^\\[([^\\]]+)\\] (" + LEVELS.join("|") + ") (\\S+): (.*)$");

export function parseLine(text: string): LogLine | null {
  const match = LINE.exec(text);
  if (!match) return null;

  const [, stamp = "", level = "", component = "", message = ""] = match;
  const time = new Date(stamp);
  if (Number.isNaN(time.getTime())) return null;

  return { time, level, component, message };
}
