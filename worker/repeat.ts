export type Repetition = {
  /** No further run; resolves when the current one is over. */
  stop(): Promise<void>;
};

/** Runs the work again and again with a pause after each run, so that slow runs never overlap. It must not reject. */
export function repeat(work: () => Promise<void>, pauseMs: number): Repetition {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  let stopped = false;
  const next = () => {
    timer = setTimeout(() => {
      current = work().then(() => {
        if (!stopped) next();
      });
    }, pauseMs);
  };
  next();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return current;
    },
  };
}
