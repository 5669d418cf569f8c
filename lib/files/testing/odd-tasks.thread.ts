import { AppError } from "#lib/errors.ts";
import { answerTasks } from "../thread-tasks.ts";

export type OddTask = {
  do: "double" | "throw" | "refuse" | "hang" | "crash" | "exit" | "fill" | "sleep";
  value?: number;
};

/** Does what a hostile file may make a reader do. */
async function act(task: OddTask): Promise<number> {
  const value = task.value ?? 0;
  if (task.do === "throw") throw new Error("plain");
  if (task.do === "refuse") throw new AppError("too_large", "too much", { field: "size", details: { sizeBytes: 5 } });
  if (task.do === "exit") process.exit(3);
  if (task.do === "sleep") await new Promise((done) => setTimeout(done, value));
  if (task.do === "crash") {
    setTimeout(() => {
      throw new Error("late");
    });
    await new Promise(() => {});
  }
  const heap: number[][] = [];
  while (task.do === "fill") heap.push(new Array(1_000_000).fill(heap.length));
  while (task.do === "hang") value.toString();
  return value * 2;
}

answerTasks(act);
