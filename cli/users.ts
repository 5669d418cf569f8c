import type { Command } from "commander";
import type { Db } from "#db/client.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "#lib/access/api-keys.ts";
import {
  createUser,
  findUserByName,
  listUsers,
  setDisabled,
  setPassword,
  setRole,
  type User,
} from "#lib/access/users.ts";
import { passwordSchema, roles } from "#lib/access/vocabulary.ts";
import { AppError } from "#lib/errors.ts";
import { withDb } from "./database.ts";
import { oneOf, readId } from "./input.ts";
import { printJson, say } from "./output.ts";
import { readSecretLine } from "./read-secret.ts";

/** The command line acts for whoever may run it on this machine. */
const byConsole = { byUserId: null };
type Json = { json?: boolean };

export function addUserCommands(program: Command): void {
  const user = program.command("user").description("people who may sign in");
  user
    .command("list")
    .option("--json", "print one object per line")
    .action((options: Json) => withDb(async (db) => showUsers(await listUsers(db), options)));
  user
    .command("add <name>")
    .description("add a person; the password is read from standard input")
    .option("--role <role>", "admin, editor or viewer", "viewer")
    .option("--json", "print one JSON object")
    .action((username: string, options: Json & { role: string }) =>
      withDb(async (db) => {
        const role = oneOf(options.role, roles, "--role");
        const password = await readPassword();
        showUsers([await createUser(db, { username, password, role }, byConsole)], options);
      }),
    );
  user
    .command("set-password <name>")
    .description("set a password, read from standard input; ends the person's sessions")
    .action((name: string) =>
      withDb(async (db) => {
        const found = await getByName(db, name);
        await setPassword(db, { userId: found.id, password: await readPassword() }, byConsole);
        say(`The password of ${found.username} is changed. Their sessions are ended.`);
      }),
    );
  user.command("set-role <name> <role>").action((name: string, role: string) =>
    withDb(async (db) => {
      const found = await getByName(db, name);
      await setRole(db, { userId: found.id, role: oneOf(role, roles, "the role") }, byConsole);
      say(`${found.username} is now ${role}.`);
    }),
  );
  user
    .command("disable <name>")
    .option("--enable", "let the person sign in again")
    .action((name: string, options: { enable?: boolean }) =>
      withDb(async (db) => {
        const found = await getByName(db, name);
        await setDisabled(db, { userId: found.id, disabled: options.enable !== true }, byConsole);
        say(`${found.username} ${options.enable ? "may sign in again" : "may no longer sign in"}.`);
      }),
    );
  addKeyCommands(program);
}

function addKeyCommands(program: Command): void {
  const key = program.command("key").description("API keys");
  key
    .command("create <user> <name>")
    .description("make a key; it is shown this once")
    .option("--role <role>", "admin, editor or viewer; never more than the person's", "viewer")
    .option("--json", "print one JSON object")
    .action((username: string, name: string, options: Json & { role: string }) =>
      withDb(async (db) => {
        const role = oneOf(options.role, roles, "--role");
        const owner = await currentUser(db, username);
        const made = await createApiKey(db, owner, { name, role });
        if (options.json) printJson(made);
        else process.stdout.write(`${made.key}\n`);
      }),
    );
  key
    .command("list")
    .option("--json", "print one object per line")
    .action((options: Json) =>
      withDb(async (db) => {
        for (const item of await listApiKeys(db)) {
          if (options.json) printJson(item);
          else process.stdout.write(`${item.keyId}\t${item.prefix}\t${item.role}\t${item.name}\n`);
        }
      }),
    );
  key.command("revoke <user> <keyId>").action((username: string, keyId: string) =>
    withDb(async (db) => {
      await revokeApiKey(db, await currentUser(db, username), { keyId: readId(keyId, "the key") });
      say(`Key ${keyId} no longer works.`);
    }),
  );
}

async function getByName(db: Db, name: string): Promise<User> {
  const found = await findUserByName(db, name);
  if (!found) throw new AppError("not_found", `There is no user ${name}. See metarr user list.`);
  return found;
}

async function currentUser(db: Db, name: string) {
  const { id, username, displayName, role } = await getByName(db, name);
  return { id, username, displayName, role, via: "cli" as const, sessionId: null, keyId: null };
}

async function readPassword(): Promise<string> {
  const parsed = passwordSchema.safeParse(await readSecretLine("Password: "));
  if (!parsed.success)
    throw new AppError("invalid", parsed.error.issues[0]?.message ?? "This password is not allowed.");
  return parsed.data;
}

function showUsers(users: User[], options: Json): void {
  for (const user of users) {
    if (options.json) printJson(user);
    else process.stdout.write(`${user.id}\t${user.username}\t${user.role}${user.disabledAt ? "\tdisabled" : ""}\n`);
  }
}
