/** Ids and paths per statement: below every engine's limit. */
export function chunksOf<T>(values: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(values.length / 1000) }, (_, index) =>
    values.slice(index * 1000, (index + 1) * 1000),
  );
}

/**
 * The rows of a query about any number of ids or paths, asked in as many statements as their number needs. Only for
 * queries whose rows each belong to one of the values.
 */
export async function inChunks<T, R>(
  values: readonly T[],
  ask: (chunk: T[]) => PromiseLike<readonly R[]>,
): Promise<R[]> {
  const rows: R[] = [];
  for (const chunk of chunksOf(values)) for (const row of await ask(chunk)) rows.push(row);
  return rows;
}
