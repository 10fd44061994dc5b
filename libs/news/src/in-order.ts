export interface Ahead<T> {
  /** How many are begun and not yet taken. */
  most: number;
  /** How large one is, and how large those begun may be together; one is begun always. */
  sizeOf?: (item: T) => number;
  mostSize?: number;
}

/**
 * Begins work ahead of who takes its results, and gives them in the order of the items. What is begun is bounded, so that
 * long lists take no more memory than short ones.
 *
 * @throws what the work throws, when its turn has come
 */
export async function* inOrder<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  begin: (item: T) => Promise<R>,
  { most, sizeOf = () => 0, mostSize = Number.POSITIVE_INFINITY }: Ahead<T>,
): AsyncGenerator<R, void, undefined> {
  const begun: { result: Promise<R>; size: number }[] = [];
  let size = 0;
  const next = () => {
    const first = begun.shift()!;
    size -= first.size;
    return first.result;
  };
  for await (const item of items) {
    const own = sizeOf(item);
    while (begun.length > 0 && (begun.length >= most || size + own > mostSize)) yield await next();
    const result = begin(item);
    // It is heard of in its turn.
    result.catch(() => {});
    begun.push({ result, size: own });
    size += own;
  }
  while (begun.length > 0) yield await next();
}
