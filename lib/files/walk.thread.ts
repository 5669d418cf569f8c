import { parentPort, workerData } from "node:worker_threads";
import { type WalkedFolder, type WalkMessage, type WalkTask, walkControl } from "./walk.ts";
import { walkFolders } from "./walk-folders.ts";

const batchFolders = 200;
const batchFiles = 2_000;

// Synchronous calls block only this thread. It pauses while the reader has enough batches waiting.
function run(task: WalkTask, send: (message: WalkMessage) => void): void {
  const state = new Int32Array(task.control);
  const isCancelled = () => Atomics.load(state, walkControl.cancelled) === 1;
  let batch: WalkedFolder[] = [];
  let files = 0;
  const flush = () => {
    if (batch.length === 0) return;
    for (let waiting = Atomics.load(state, 0); waiting >= walkControl.maxWaiting && !isCancelled(); ) {
      Atomics.wait(state, walkControl.waiting, waiting);
      waiting = Atomics.load(state, walkControl.waiting);
    }
    Atomics.add(state, walkControl.waiting, 1);
    send({ folders: batch });
    batch = [];
    files = 0;
  };
  for (const folder of walkFolders(task)) {
    if (isCancelled()) return;
    batch.push(folder);
    files += folder.files.length;
    if (batch.length >= batchFolders || files >= batchFiles) flush();
  }
  flush();
  send({ done: true });
}

const port = parentPort;
if (port) run(workerData, (message) => port.postMessage(message));
