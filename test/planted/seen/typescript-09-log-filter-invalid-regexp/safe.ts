export interface LogLine {
  time: Date;
  level: string;
  component: string;
  message: string;
}

const LEVELS = ["debug", "info", "warn", "error"];

const LINE = new RegExp("^\\[([^\\]]+)\\] (" + LEVELS.join("|") + ") (\\S+): (.*)$");
const COMPONENT = new RegExp("^[a-z][a-z0-9]*(\\.[a-z0-9]+)*$");

export function parseLine(text: string): LogLine | null {
  const match = LINE.exec(text);
  if (!match) return null;

  const [, stamp = "", level = "", component = "", message = ""] = match;
  const time = new Date(stamp);
  if (Number.isNaN(time.getTime())) return null;
  if (!COMPONENT.test(component)) return null;

  return { time, level, component, message };
}
