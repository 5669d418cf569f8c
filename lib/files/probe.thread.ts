import { probeFile } from "./probe-file.ts";
import { limitWasmMemory } from "./probe-memory.ts";
import { answerTasks } from "./thread-tasks.ts";

// MediaInfo takes 33 MB for an ordinary film and, searching 2 GB of nothing it knows, as much as 260 MB.
limitWasmMemory(400 * 1024 * 1024);
answerTasks(probeFile);
