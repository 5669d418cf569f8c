import { availableParallelism } from "node:os";
import { type Transferable, Worker } from "node:worker_threads";
import { AppError, messageOf } from "#lib/errors.ts";
import type { TaskAnswer, TaskError } from "./thread-tasks.ts";

export type ThreadPoolOptions<In> = {
  /** `threadScript(import.meta.url, "name.thread.ts")`; the file ends with answerTasks(). */
  script: URL;
  /** Threads at most; default one per core. They start when needed and stop after a minute without work. */
  size?: number;
  /** Longest time for one task; its thread is then replaced. */
  timeoutMs: number;
  /** What a task works on, such as its path: named in the error when its thread crashes or hangs. */
  describe: (input: In) => string;
  /** Heap of one thread; default 512. A task that needs more costs only itself. */
  maxHeapMb?: number;
};

export type RunOptions = { signal?: AbortSignal | undefined; transfer?: readonly Transferable[] };

export type ThreadPool<In, Out> = {
  readonly size: number;
  /**
   * Runs one task as soon as a thread is free, first come, first served. Rejects with what the task threw, with
   * AppError `unsupported` when its thread crashed or took too long, or with the signal's reason.
   */
  run(input: In, options?: RunOptions): Promise<Out>;
  close(): Promise<void>;
};

type Task<In, Out> = {
  input: In;
  options: RunOptions;
  resolve: (value: Out) => void;
  reject: (reason: unknown) => void;
};
type Seat<In, Out> = { thread: Worker; task: Task<In, Out> | undefined; timer: NodeJS.Timeout | undefined };

const idleMs = 60_000;
/**
 * V8 gives each thread 48 MB for what it has just made. Our tasks hold large buffers by small objects, which are let go
 * only when that space is full.
 */
const maxYoungGenerationSizeMb = 12;

/** A pool of worker threads for work that would block the event loop or may crash. */
export function createThreadPool<In, Out>(options: ThreadPoolOptions<In>): ThreadPool<In, Out> {
  const size = Math.max(1, options.size ?? availableParallelism());
  const seats = new Set<Seat<In, Out>>();
  const waiting: Task<In, Out>[] = [];

  function open(): Seat<In, Out> {
    const resourceLimits = { maxOldGenerationSizeMb: options.maxHeapMb ?? 512, maxYoungGenerationSizeMb };
    const seat: Seat<In, Out> = {
      thread: new Worker(options.script, { resourceLimits }),
      task: undefined,
      timer: undefined,
    };
    seats.add(seat);
    seat.thread.on("message", (answer: TaskAnswer<Out>) => settle(seat, answer));
    seat.thread.on("error", (error) => drop(seat, crashed(seat, error)));
    seat.thread.on("exit", () => drop(seat, crashed(seat, undefined)));
    return seat;
  }

  function crashed(seat: Seat<In, Out>, error: unknown): AppError {
    const subject = seat.task ? options.describe(seat.task.input) : "A task";
    const reason = error === undefined ? "" : ` (${messageOf(error)})`;
    return new AppError("unsupported", `${subject} made its reader crash${reason}, so it is passed over.`, {
      cause: error,
    });
  }

  function settle(seat: Seat<In, Out>, answer: TaskAnswer<Out>): void {
    const task = take(seat);
    if (!task) return;
    if ("result" in answer) task.resolve(answer.result);
    else task.reject(unpackError(answer.error));
    next();
  }

  function take(seat: Seat<In, Out>): Task<In, Out> | undefined {
    const { task } = seat;
    clearTimeout(seat.timer);
    seat.task = undefined;
    seat.thread.unref();
    seat.timer = setTimeout(() => drop(seat, undefined), idleMs).unref();
    return task;
  }

  /** Gives up a thread; its task, if any, fails with `reason`. */
  function drop(seat: Seat<In, Out>, reason: unknown): void {
    if (!seats.delete(seat)) return;
    const task = take(seat);
    clearTimeout(seat.timer);
    void seat.thread.terminate();
    task?.reject(reason);
    next();
  }

  function next(): void {
    while (waiting.length > 0) {
      const seat = [...seats].find((each) => !each.task) ?? (seats.size < size ? open() : undefined);
      const task = seat && waiting.shift();
      if (!task) return;
      start(seat, task);
    }
  }

  function start(seat: Seat<In, Out>, task: Task<In, Out>): void {
    clearTimeout(seat.timer);
    seat.task = task;
    seat.thread.ref();
    seat.timer = setTimeout(() => {
      const seconds = Math.round(options.timeoutMs / 1000);
      const message = `${options.describe(task.input)} took longer than ${seconds} seconds to read, so it is passed over.`;
      drop(seat, new AppError("unsupported", message));
    }, options.timeoutMs);
    seat.thread.postMessage(task.input, task.options.transfer ?? []);
  }

  function abort(task: Task<In, Out>): void {
    const at = waiting.indexOf(task);
    if (at >= 0) waiting.splice(at, 1);
    const reason: unknown = task.options.signal?.reason;
    const seat = [...seats].find((each) => each.task === task);
    if (seat) drop(seat, reason);
    else task.reject(reason);
  }

  return {
    size,
    async run(input, runOptions = {}) {
      const { signal } = runOptions;
      signal?.throwIfAborted();
      let task: Task<In, Out> | undefined;
      const onAbort = () => task && abort(task);
      try {
        return await new Promise<Out>((resolve, reject) => {
          task = { input, options: runOptions, resolve, reject };
          signal?.addEventListener("abort", onAbort, { once: true });
          waiting.push(task);
          next();
        });
      } finally {
        signal?.removeEventListener("abort", onAbort);
      }
    },
    async close() {
      const reason = new AppError("cancelled", "The work was stopped because Metarr is shutting down.");
      for (const task of waiting.splice(0)) task.reject(reason);
      const threads = [...seats].map((seat) => seat.thread);
      for (const seat of [...seats]) drop(seat, reason);
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function unpackError(error: TaskError): Error {
  if (error.code === undefined) return new Error(error.message);
  const { field, details } = error;
  return new AppError(error.code, error.message, {
    ...(field === undefined ? {} : { field }),
    ...(details === undefined ? {} : { details }),
  });
}

/** The one pool of that name in this process, however often its module is evaluated. */
export function sharedPool<In, Out>(name: string, make: () => ThreadPool<In, Out>): ThreadPool<In, Out> {
  const key = Symbol.for(`metarr.pool.${name}`);
  const existing: ThreadPool<In, Out> | undefined = Reflect.get(globalThis, key);
  if (existing) return existing;
  const pool = make();
  Reflect.set(globalThis, key, pool);
  return pool;
}
