import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DrawingDone, DrawingOrder } from "./rasterise.process.ts";

/** Draws SVG into JPEG or PNG; the same drawing is made once. */
export type Drawer = {
  draw(drawing: Omit<DrawingOrder, "id">): Promise<Buffer>;
  close(): void;
};

/** Drawn pictures kept in memory. */
const MEMORY_BYTES = 96 * 1024 * 1024;

/** @param cacheDir keeps drawn pictures on disk too, for the next start. */
export function startDrawer({ cacheDir }: { cacheDir?: string | undefined } = {}): Drawer {
  const memory = new Map<string, Buffer>();
  const underWay = new Map<string, Promise<Buffer>>();
  const press = startPress();
  let held = 0;

  function remember(key: string, picture: Buffer): void {
    memory.set(key, picture);
    held += picture.length;
    for (const [oldest, dropped] of memory) {
      if (held <= MEMORY_BYTES) break;
      memory.delete(oldest);
      held -= dropped.length;
    }
  }

  async function make(key: string, drawing: Omit<DrawingOrder, "id">): Promise<Buffer> {
    const file = cacheDir === undefined ? undefined : join(cacheDir, `${key}.${drawing.format}`);
    const stored = file === undefined ? undefined : await readIfThere(file);
    const picture = stored ?? (await press.draw(drawing));
    if (file !== undefined && stored === undefined) await store(file, picture);
    remember(key, picture);
    return picture;
  }

  return {
    async draw(drawing) {
      const key = createHash("sha1").update(JSON.stringify(drawing)).digest("hex");
      const known = memory.get(key);
      if (known !== undefined) {
        memory.delete(key);
        memory.set(key, known);
        return known;
      }
      const running = underWay.get(key) ?? make(key, drawing).finally(() => underWay.delete(key));
      underWay.set(key, running);
      return running;
    },
    close: press.close,
  };
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function store(file: string, picture: Buffer): Promise<void> {
  await mkdir(join(file, ".."), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, picture);
  await rename(draft, file);
}

/** The drawing process: started at the first order, ended by close() or with this process. */
function startPress() {
  const waiting = new Map<number, { resolve: (picture: Buffer) => void; reject: (error: Error) => void }>();
  let child: ChildProcess | undefined;
  let next = 0;

  function failAll(reason: string): void {
    child = undefined;
    for (const order of waiting.values()) order.reject(new Error(reason));
    waiting.clear();
  }

  function running(): ChildProcess {
    if (child !== undefined) return child;
    const started = fork(fileURLToPath(new URL("./rasterise.process.ts", import.meta.url)), {
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    started.on("message", (done: DrawingDone) => {
      const order = waiting.get(done.id);
      waiting.delete(done.id);
      if ("error" in done) order?.reject(new Error(`A picture could not be drawn: ${done.error}`));
      else order?.resolve(Buffer.from(done.picture));
    });
    started.on("exit", () => failAll("The drawing process ended"));
    // The simulator must not keep a test process alive.
    started.unref();
    started.channel?.unref();
    child = started;
    return started;
  }

  return {
    draw: (drawing: Omit<DrawingOrder, "id">) =>
      new Promise<Buffer>((resolve, reject) => {
        next += 1;
        waiting.set(next, { resolve, reject });
        running().send({ id: next, ...drawing });
      }),
    close: () => {
      child?.removeAllListeners("exit");
      child?.kill();
      failAll("The simulator was closed");
    },
  };
}
