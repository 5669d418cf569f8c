/** For tests: permissions do not stop root, so the body runs as nobody where we are root. */
export async function asNobody<T>(body: () => Promise<T>): Promise<T> {
  const wasRoot = process.geteuid?.() === 0;
  if (wasRoot) process.seteuid?.(65_534);
  try {
    return await body();
  } finally {
    if (wasRoot) process.seteuid?.(0);
  }
}
