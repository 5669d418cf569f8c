/**
 * What Next knows of the request under way, for tests, which run outside Next: vitest.config.ts puts this module in the
 * place of next/headers and next/cache.
 */
let sent: Record<string, string> = {};

/** What the browser of the next call sends. */
export function setRequestHeaders(next: Record<string, string>): void {
  sent = next;
}

export const headers = async () => new Headers(sent);
export const cookies = async () => ({ set: () => {}, get: () => undefined });
export const revalidatePath = () => {};
