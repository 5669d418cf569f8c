import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";

const mask = "••••";

let known: string | undefined;

/**
 * The secret everything else is derived from: AUTH_SECRET, else the file SECRET_KEY_FILE, else DATA_DIR/secret, which is
 * made on first use. Web, worker and command line share it, so all of them must see the same environment.
 */
export function readAuthSecret(): string {
  known ??= env.AUTH_SECRET ?? (env.SECRET_KEY_FILE ? readSecret(env.SECRET_KEY_FILE) : keptSecret(env.DATA_DIR));
  return known;
}

/** Reads DATA_DIR/secret, or makes it so that many processes starting at once agree on one. */
export function keptSecret(dataDir: string): string {
  const path = join(dataDir, "secret");
  try {
    return readSecret(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  mkdirSync(dataDir, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    // A link fails when the name exists: whoever is first wins, and the file is complete the moment it has its name.
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecret(path);
}

function readSecret(path: string): string {
  let secret: string;
  try {
    secret = readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new AppError("disk", `The secret in ${path} could not be read. Check that the file exists and is readable.`, {
      cause: error,
    });
  }
  if (secret.length < 16) {
    throw new AppError("disk", `The secret in ${path} is shorter than 16 characters. Put a longer one there.`);
  }
  return secret;
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}

/** A 256-bit key for one purpose: a leak of one use tells nothing about another. */
export function deriveKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", readAuthSecret(), "metarr", purpose, 32));
}

/** SHA-256 in hex: the form in which tokens and keys are kept. Enough for random values, wrong for passwords. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Encrypts a provider's or player's secret for the database with AES-256-GCM. */
export function encryptSecret(plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", deriveKey("stored secrets"), iv);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `v1:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** Reads what encryptSecret wrote. Throws unavailable when AUTH_SECRET is another than then, or the value was changed. */
export function decryptSecret(stored: string): string {
  const bytes = Buffer.from(stored.replace(/^v1:/, ""), "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", deriveKey("stored secrets"), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch (error) {
    throw new AppError(
      "unavailable",
      "A stored secret cannot be read, because AUTH_SECRET has changed. Enter the secret again in the settings.",
      { cause: error },
    );
  }
}

/** What people and programs may see of a secret: its last four characters, or none of a short one. */
export function maskSecret(plain: string): string {
  return plain.length >= 12 ? `${mask}${plain.slice(-4)}` : mask;
}

/** True when a form sends back what maskSecret showed: keep the stored secret then. */
export function isMasked(value: string): boolean {
  return value.startsWith(mask);
}

/**
 * A kept secret stays with the server that it was entered for. Else whoever may edit an address could have the secret sent
 * to a server of theirs. Throws AppError invalid at the field `secret`.
 */
export function requireSameServer(before: string, after: string): void {
  const server = serverOf(after);
  if (server !== undefined && server === serverOf(before)) return;
  throw new AppError("invalid", "The address is another one now. Enter the secret again.", { field: "secret" });
}

/** Not the origin: that is the same for all addresses such as tcp://host:9090. */
function serverOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url === null ? undefined : `${url.protocol}//${url.host.toLowerCase()}`;
}
