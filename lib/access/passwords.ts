import { hash, verify } from "@node-rs/argon2";
import pLimit from "p-limit";

/**
 * Argon2id with 19 MiB and two passes, the lower bound OWASP gives.
 * The number stands for Algorithm.Argon2id, a const enum that isolated modules cannot read.
 */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Two at a time: each takes 19 MiB and a thread of the pool that file access needs too. */
const limit = pLimit(2);

/** A hash of a random password in the form above: somebody who does not exist costs the same time. */
const dummyHash = "$argon2id$v=19$m=19456,t=2,p=1$YWJzZW50LXBlcnNvbi1zYWx0$8ZkPpyZVmSZvNNVWO8qbJpmr3rIzQE6hE0YV6oRlBxg";

/** Returns an encoded Argon2id hash with its salt and costs inside. */
export function hashPassword(password: string): Promise<string> {
  return limit(() => hash(password.normalize("NFKC"), options));
}

/**
 * Tells whether a password belongs to a hash. Without a hash (an unknown name, or somebody without a password)
 * it works as long and says no, so that the time of an answer does not tell who exists.
 */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const matches = await limit(() => verify(passwordHash ?? dummyHash, password.normalize("NFKC")));
  return matches && Boolean(passwordHash);
}
