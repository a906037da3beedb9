/** `12,345`: whole numbers as people read them. */
export function countText(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** `38%`; a dash where there is none. */
export function percentText(percent: number | null): string {
  return percent === null ? '–' : `${Math.round(percent)}%`;
}

/** `0.4 s`, `75 s`, `12 min`; a dash where there is none. */
export function secondsText(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds >= 600) return `${countText(seconds / 60)} min`;
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}
