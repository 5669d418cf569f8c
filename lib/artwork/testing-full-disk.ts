import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { env } from "#lib/env.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { assertRoom } from "#lib/files/free-space.ts";
import { storeImage } from "./store.ts";
import { jpeg } from "./testing.ts";

// Keeps pictures on a disk of its own, which is full at first: unshare -Urm node testing-full-disk.ts. Tells how it went.
const mount = (...args: string[]) => execFileSync("mount", args, { stdio: ["ignore", "ignore", "inherit"] });
const list = () =>
  existsSync(join(env.DATA_DIR, "cache"))
    ? readdirSync(join(env.DATA_DIR, "cache"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
    : [];

mount("-t", "tmpfs", "-o", "size=24k", "none", env.DATA_DIR);
const bytes = await jpeg(500, { width: 800, height: 1200 });
const refused = await storeImage({ bytes, name: "poster.jpg" }).then(
  () => ({ code: "none", message: "" }),
  (error: unknown) => ({ code: isAppError(error) ? error.code : "unexpected", message: messageOf(error) }),
);
const left = list();
mount("-o", "remount,size=20m", env.DATA_DIR);
const { sha256 } = await storeImage({ bytes, name: "poster.jpg" });
// Room for the picture, but less than what is kept free for the rest of Metarr.
const stopped = await assertRoom({ minFreeMb: 500, what: "artwork" }).then(
  () => "",
  (error: unknown) => messageOf(error),
);
process.stdout.write(JSON.stringify({ refused, left, sha256, kept: list(), stopped }));
process.exit(0);
