import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { access, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { chromium as playwrightChromium } from "@playwright/test";
import { env } from "#lib/env.ts";

const run = promisify(execFile);

/** Shared libraries the packaged Chromium takes from the system, and the Debian package of each. */
const systemLibraries = {
  "libnss3.so": "libnss3",
  "libnssutil3.so": "libnss3",
  "libsmime3.so": "libnss3",
  "libnspr4.so": "libnspr4",
  "libplc4.so": "libnspr4",
  "libplds4.so": "libnspr4",
  "libexpat.so.1": "libexpat1",
} as const;

/**
 * Flags the packaged Chromium needs. It is a headless shell without a sandbox helper, so it also runs as root and in
 * containers; pass it pages of this project only. /dev/shm is often 64 MB in containers, too little for a poster grid.
 */
export const chromiumArgs: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--font-render-hinting=none",
];

/**
 * Path of a Chromium that can be started now. In order: CHROMIUM_PATH; the Chromium of @sparticuz/chromium,
 * unpacked once into the temporary folder (Linux on x64); Playwright's own browser when somebody installed it. Safe to call from many
 * processes at once and as any user. Throws an Error that says what to install when system libraries are missing.
 */
export async function chromiumPath(): Promise<string> {
  if (env.CHROMIUM_PATH) {
    await access(env.CHROMIUM_PATH).catch((cause: unknown) => {
      throw new Error(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, but no program lies there.`, { cause });
    });
    return env.CHROMIUM_PATH;
  }
  const own = playwrightChromium.executablePath();
  if (process.platform !== "linux" || process.arch !== "x64") {
    if (existsSync(own)) return own;
    throw new Error("No Chromium for this system is installed. Install it with: npx playwright install chromium");
  }
  const packaged = await unpack();
  const missing = await missingLibraries(packaged);
  if (missing.length === 0) return packaged;
  if (existsSync(own)) return own;
  const packages = [...new Set(missing.flatMap((name) => packageOf(name) ?? []))];
  const advice = packages.length > 0 ? ` Install them with: apt-get install -y ${packages.join(" ")}` : "";
  throw new Error(`Chromium cannot start because this system lacks ${missing.join(", ")}.${advice}`);
}

async function unpack(): Promise<string> {
  // The package locates its files next to its entry point, so the same folder tells its version.
  const packageFolder = dirname(dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"))));
  const manifest: unknown = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8"));
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "0";
  const userId = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `metarr-chromium-${version}-${userId}`);
  const program = join(folder, "chromium");
  if (await isOurs(program, userId)) return program;

  // The package writes to os.tmpdir() and takes any existing file for a finished one. Each process therefore unpacks
  // into a folder of its own and moves the whole folder into place; who comes second throws his away.
  const staging = await mkdtemp(join(tmpdir(), "metarr-chromium-unpacking-"));
  try {
    const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
    await run(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: dirname(import.meta.dirname),
      env: { NODE_ENV: "production", PATH: "/usr/bin:/bin", TMPDIR: staging },
    });
    await rename(staging, folder).catch(async (cause: unknown) => {
      if (await isOurs(program, userId)) return;
      throw new Error(`Chromium could not be moved to ${folder}. Remove that folder and try again.`, { cause });
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return program;
}

/** Everybody may write to the temporary folder: a program there counts only when this user put it there. */
async function isOurs(program: string, userId: number): Promise<boolean> {
  const found = await stat(program).catch(() => undefined);
  return found?.isFile() === true && found.uid === userId;
}

async function missingLibraries(program: string): Promise<string[]> {
  const { stdout } = await run("ldd", [program], {
    env: { NODE_ENV: "production", PATH: "/usr/bin:/bin", LC_ALL: "C" },
  });
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].flatMap(([, name]) => (name ? [name] : []));
}

function packageOf(library: string): string | undefined {
  return Object.entries(systemLibraries).find(([name]) => name === library)?.[1];
}
