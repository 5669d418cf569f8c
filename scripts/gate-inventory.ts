import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { hasRole, type Role, roles } from "#lib/access/vocabulary.ts";
import { exportsOf, sourceFiles, withoutComments } from "./module-text.ts";

/**
 * Everything that people reach without signing in, and why. Whatever is not here needs a role.
 * Pages and routes by address, actions by file and name.
 */
const open: Record<string, string> = {
  "/login": "signing in",
  "/setup": "the first administrator, once",
  "/api/health": "says whether the database answers, nothing else",
  "app/(auth)/actions.ts signOut": "ends the caller's own session, also one that has ended already",
  "app/(auth)/login/actions.ts signInWithPassword": "signing in, throttled",
  "app/(auth)/setup/actions.ts createAdministrator": "the first administrator, once",
};

/** Routes of programs that have a secret for this one thing and no user, and why. */
const bySecret: Record<string, string> = {
  "/api/webhooks/[source]": "Radarr and Sonarr tell what they did; each source has a secret",
};

/** next-auth's own handler: it says who somebody is and opens nothing. The one route that route() does not write. */
const foreignRoute = "app/api/auth/[...nextauth]/route.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const routeSettings = /^(dynamic|dynamicParams|revalidate|fetchCache|runtime|preferredRegion|maxDuration)$/;
const actionWriters = ["action", "formAction", "publicAction", "publicFormAction"];
const routeWriters = ["route", "publicRoute", "secretRoute"];

export type Gate = {
  kind: "page" | "action" | "route";
  /** Relative to the checkout. */
  file: string;
  /** Address of a page or route with its placeholders; null for an action. */
  path: string | null;
  /** Method of a route, name of an action, null for a page. */
  name: string | null;
  /** Whoever may pass: everybody, programs with its secret, or people with this role and those above. */
  access: "public" | "secret" | Role;
};

type Inventory = { gates: Gate[]; problems: string[] };

/** Reads every page, action and route below `root`/app, and what is wrong with their gates. */
export function readGates(root = process.cwd()): Inventory {
  const found: Inventory = { gates: [], problems: [] };
  const files = sourceFiles(join(root, "app")).map((path) => relative(root, path));
  for (const file of files) {
    const source = withoutComments(readFileSync(join(root, file), "utf8"));
    const name = file.split("/").at(-1) ?? "";
    // A folder whose name begins with _ holds no pages and no routes, but actions may stand anywhere.
    const isServed = !/\/_/.test(file);
    if (isServed && /^page\.\w+$/.test(name)) readPage({ root, file, source }, found);
    else if (isServed && /^route\.\w+$/.test(name)) readRoute({ file, source }, found);
    else if (
      isServed &&
      /^(manifest|sitemap|robots|icon|apple-icon|opengraph-image|twitter-image)\.[jt]sx?$/.test(name)
    ) {
      found.problems.push(`${file}: this is answered without a gate. Put a fixed file into public/ instead.`);
    }
    if (/^queries\.tsx?$/.test(name)) found.problems.push(...queryProblems(file, source));
    readActions({ file, source }, found);
  }
  for (const name of ["pages", "src", "middleware.ts", "middleware.js"]) {
    if (existsSync(join(root, name)))
      found.problems.push(`${name}: Next would serve this beside app/, past every gate. Move it.`);
  }
  return found;
}

/** For `npm run check`: one line for each thing without a gate, and for each permission that nothing uses any more. */
export function listGateProblems(root = process.cwd()): string[] {
  const { gates, problems } = readGates(root);
  const staleOf = (list: Record<string, string>, access: Gate["access"]) => {
    const used = new Set(gates.filter((gate) => gate.access === access).map(keyOf));
    return Object.keys(list).filter((key) => !used.has(key));
  };
  return [
    ...problems,
    ...staleOf(open, "public").map(
      (key) => `scripts/gate-inventory.ts: nothing at ${key} is public any more. Take it off the list.`,
    ),
    ...staleOf(bySecret, "secret").map(
      (key) =>
        `scripts/gate-inventory.ts: nothing at ${key} asks for a secret of its own any more. Take it off the list.`,
    ),
  ];
}

type Source = { file: string; source: string };

function readPage({ root, file, source }: Source & { root: string }, { gates, problems }: Inventory): void {
  const path = addressOf(file);
  const gate = { kind: "page" as const, file, path, name: null };
  if (path in open) {
    gates.push({ ...gate, access: "public" });
    return;
  }
  const own = rolesAsked(source);
  const behind = own.length > 0 ? own : queriesOf(root, file, source).flatMap(rolesAsked);
  if (behind.length === 0) {
    problems.push(
      `${file}: anybody can open this page. Call await requireUser() in it, or read through a queries.ts that does.`,
    );
    return;
  }
  const asked = [...behind, ...layoutsOf(root, file).flatMap(rolesAsked)];
  if (own.length === 0 && asked.length === behind.length) {
    problems.push(
      `${file}: its queries have a gate, the page around them has none. Call requireUser() in a layout.tsx above it.`,
    );
  }
  gates.push({ ...gate, access: strictest(asked) });
}

function readRoute({ file, source }: Source, { gates, problems }: Inventory): void {
  const path = addressOf(file);
  if (file === foreignRoute) return;
  for (const { name, text } of exportsOf(source)) {
    if (routeSettings.test(name)) continue;
    const written = writtenBy({ text, name, source, writers: routeWriters, from: "route.ts" });
    if (!methods.includes(name) || !written) {
      problems.push(
        `${file}: ${name} is not written by route(). Use: export const GET = route({ role: "viewer" }, async () => …).`,
      );
      continue;
    }
    addGate({ kind: "route", file, path, name }, { written, text }, { gates, problems });
  }
}

function readActions({ file, source }: Source, { gates, problems }: Inventory): void {
  const directive = /(["'])use server\1/g;
  if (!directive.test(source)) return;
  if (!/^\s*(["'])use server\1/.test(source) || source.match(directive)?.length !== 1) {
    problems.push(
      `${file}: "use server" inside a file makes an action without a gate. Move it to an actions.ts and write it with action().`,
    );
    return;
  }
  for (const { name, text } of exportsOf(source)) {
    const written = writtenBy({ text, name, source, writers: actionWriters, from: "action.ts" });
    if (!written) {
      problems.push(
        `${file}: anybody can call ${name}. Write it as: export const ${name} = action({ role: "editor", input: … }, async () => …).`,
      );
      continue;
    }
    addGate({ kind: "action", file, path: null, name }, { written, text }, { gates, problems });
  }
}

type Written = { written: string; text: string };

function addGate(gate: Omit<Gate, "access">, { written, text }: Written, { gates, problems }: Inventory): void {
  const who = `${gate.file}: ${gate.name}`;
  if (written.startsWith("public")) {
    const found: Gate = { ...gate, access: "public" };
    gates.push(found);
    if (!(keyOf(found) in open)) {
      problems.push(
        `${who} is open to everybody. Give it a role, or add "${keyOf(found)}" with the reason to scripts/gate-inventory.ts.`,
      );
    }
    return;
  }
  if (written === "secretRoute") {
    gates.push({ ...gate, access: "secret" });
    if (!(keyOf({ ...gate, access: "secret" }) in bySecret)) {
      problems.push(
        `${who} is open to whoever has a secret. Give it a role, or add "${gate.path}" with the reason to scripts/gate-inventory.ts.`,
      );
    }
    return;
  }
  const role = roles.find((one) => one === text.match(/\brole:\s*"(\w+)"/)?.[1]);
  if (role) gates.push({ ...gate, access: role });
  else problems.push(`${who} does not name its role as a word. Write role: "admin", "editor" or "viewer" in its gate.`);
}

/** Every exported function of a queries.ts asks by itself, so that no page can forget. */
function queryProblems(file: string, source: string): string[] {
  return exportsOf(source)
    .filter(({ text }) => /=>|\bfunction\b/.test(text) && rolesAsked(text).length === 0)
    .map(({ name }) => `${file}: ${name} reads without asking who wants to know. Begin it with: await requireUser();`);
}

const keyOf = (gate: Gate) => gate.path ?? `${gate.file} ${gate.name}`;

/** The writer of an export, when it is called directly and really imported from app/_server. */
function writtenBy(found: { text: string; name: string; source: string; writers: string[]; from: string }) {
  const { text, name, source, writers, from } = found;
  const writer = text.match(new RegExp(`^export const ${name}(?::[^=]+)? = (\\w+)\\(`))?.[1];
  if (!writer || !writers.includes(writer)) return undefined;
  return new RegExp(`import \\{[^}]*\\b${writer}\\b[^}]*\\} from ["']#app/_server/${from}["']`).test(source)
    ? writer
    : undefined;
}

/** The roles that requireUser() is called with; viewer when it is called without. */
function rolesAsked(source: string): Role[] {
  return [...source.matchAll(/\brequireUser\(\s*(?:"(\w+)")?/g)].map(
    ([, role]) => roles.find((one) => one === role) ?? "viewer",
  );
}

const strictest = (asked: Role[]): Role => asked.reduce((one, other) => (hasRole({ role: one }, other) ? one : other));

function queriesOf(root: string, file: string, source: string): string[] {
  const imports = [...source.matchAll(/from "([^"]*\bqueries\.tsx?)"/g)].map(([, path = ""]) =>
    path.startsWith("#") ? join(root, path.slice(1)) : join(root, dirname(file), path),
  );
  return imports.filter((path) => existsSync(path)).map((path) => withoutComments(readFileSync(path, "utf8")));
}

function layoutsOf(root: string, file: string): string[] {
  const folders = dirname(file).split("/");
  const paths = folders.map((_, depth) => join(root, ...folders.slice(0, depth + 1), "layout.tsx"));
  return paths.filter((path) => existsSync(path)).map((path) => withoutComments(readFileSync(path, "utf8")));
}

/** `app/(library)/movies/[movieId]/page.tsx` is at `/movies/[movieId]`. */
function addressOf(file: string): string {
  const parts = dirname(file)
    .split("/")
    .slice(1)
    .filter((part) => !/^\(.*\)$|^@/.test(part));
  return `/${parts.join("/")}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = listGateProblems();
  for (const gate of readGates().gates)
    console.log(`${gate.access.padEnd(8)} ${gate.kind.padEnd(7)} ${gate.path ?? gate.file} ${gate.name ?? ""}`);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
