import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** A service of a Compose file whose data outlives it. */
export interface KeptService {
  readonly name: string;
  readonly image: string;
  /** 1-based, of its image. */
  readonly line: number;
}

/** Where PostgreSQL keeps its data, by the images that are made of it. */
const DATA = /\/var\/lib\/(?:postgresql|pgsql)\b|\/bitnami\/postgresql\b|\/home\/postgres\/pgdata\b/;

/** Services of a Compose file with a volume for a database of PostgreSQL. */
export function keptServices(text: string): KeptService[] {
  const lines = new LineCounter();
  // Errors are not shown; with their places, each would cost as much as its line is long. Keys are not compared with all others before them.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, lineCounter: lines });
  const services = document.errors.length > 0 ? null : document.get('services');
  if (!isMap(services)) return [];
  return services.items.flatMap(({ key, value }): KeptService[] => {
    if (!isMap(value) || !isScalar(key)) return [];
    const [image, volumes] = [value.get('image', true), value.get('volumes')];
    const mounts = isSeq(volumes) ? volumes.items.map(String) : [];
    if (!isScalar(image) || typeof image.value !== 'string' || !mounts.some((one) => DATA.test(one))) return [];
    return [{ name: String(key.value), image: image.value, line: lines.linePos(image.range?.[0] ?? 0).line }];
  });
}
