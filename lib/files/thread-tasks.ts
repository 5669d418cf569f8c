import { parentPort } from "node:worker_threads";
import { type AppError, type ErrorCode, isAppError, messageOf } from "#lib/errors.ts";

export type TaskError = { message: string; code?: ErrorCode; field?: string; details?: Record<string, unknown> };
export type TaskAnswer<Out> = { result: Out } | { error: TaskError };

/**
 * The thread's half of createThreadPool: answers one task at a time. Call it once, at the end of a `*.thread.ts` file.
 * An AppError keeps its code on the other side.
 */
export function answerTasks<In, Out>(handle: (input: In) => Out | Promise<Out>): void {
  const port = parentPort;
  if (!port) return;
  port.on("message", async (input: In) => {
    let answer: TaskAnswer<Out>;
    try {
      answer = { result: await handle(input) };
    } catch (error) {
      answer = { error: isAppError(error) ? packError(error) : { message: messageOf(error) } };
    }
    port.postMessage(answer);
  });
}

function packError(error: AppError): TaskError {
  const { message, code, field, details } = error;
  return { message, code, ...(field === undefined ? {} : { field }), ...(details === undefined ? {} : { details }) };
}
