export type QuietParams = {
  /** How long nothing must happen. */
  quietMs: number;
  /** The longest wait after the first change, for folders that are never quiet. */
  latestMs: number;
  run: (key: number) => void;
};

export type Quiet = { touch(key: number): void; stop(): void };

/** Runs something for a key once it was quiet for a while after changes. A burst runs it once. */
export function createQuiet({ quietMs, latestMs, run }: QuietParams): Quiet {
  const waiting = new Map<number, { firstMs: number; lastMs: number; timer: NodeJS.Timeout }>();

  function wait(key: number, ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const burst = waiting.get(key);
      if (!burst) return;
      const dueMs = Math.min(burst.lastMs + quietMs, burst.firstMs + latestMs) - performance.now();
      // Files that are copied tell thousands of changes: the timer is set anew only when it has run.
      if (dueMs > 0) {
        burst.timer = wait(key, dueMs);
        return;
      }
      waiting.delete(key);
      run(key);
    }, ms);
  }

  return {
    touch(key) {
      const nowMs = performance.now();
      const burst = waiting.get(key);
      if (burst) burst.lastMs = nowMs;
      else waiting.set(key, { firstMs: nowMs, lastMs: nowMs, timer: wait(key, Math.min(quietMs, latestMs)) });
    },
    stop() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
