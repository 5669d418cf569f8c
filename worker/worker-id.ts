import { randomUUID } from "node:crypto";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Where process numbers mean something: this machine, and on Linux the container. Without it a worker could take
 * another container's process for a dead one of its own.
 */
function place(): string {
  try {
    return `${hostname()}/${readlinkSync("/proc/self/ns/pid").replaceAll(/\D/g, "")}`;
  } catch {
    return `${hostname()}/-`;
  }
}

const here = place();

/** Names one worker: machine, process, and a part that no later process with the same number has. */
export const createWorkerId = (): string => `${here}/${process.pid}/${randomUUID().slice(0, 8)}`;

/** Whether that worker was a process of this machine that has ended. False when this machine cannot know. */
export function isWorkerGone(workerId: string): boolean {
  const parts = workerId.split("/");
  const pid = Number(parts.at(-2));
  if (parts.slice(0, -2).join("/") !== here || !Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
