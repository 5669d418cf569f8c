import { env } from "#lib/env.ts";

const counts = new Map<string, number>();

/**
 * A place where a test may stop the process as a power cut would: no handler runs, nothing is flushed.
 * Live only under NODE_ENV=test with FAIL_AT=name:count (the count-th time it is reached; 1 when left out).
 */
export function failpoint(name: string): void {
  if (env.NODE_ENV !== "test" || env.FAIL_AT === undefined) return;
  const [wanted, count = "1"] = env.FAIL_AT.split(":");
  if (wanted !== name) return;
  const reached = (counts.get(name) ?? 0) + 1;
  counts.set(name, reached);
  if (reached === Number(count)) process.kill(process.pid, "SIGKILL");
}
