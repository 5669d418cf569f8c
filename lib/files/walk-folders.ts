import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename } from "node:path";
import { diskReason, isMissing } from "./disk-error.ts";
import { fingerprintFolder } from "./fingerprint.ts";
import { compileIgnoreFile, compileIgnoreRules, type IgnoreRule, type IgnoreTest } from "./ignore-rules.ts";
import { isInside } from "./safe-path.ts";
import { isTemporaryName } from "./temporary-name.ts";
import type { WalkedFolder, WalkProblem } from "./walk.ts";

/** A folder deeper than this is a mistake or an attack; paths of 4096 bytes end near here anyway. */
const maxDepth = 64;
const maxIgnoreFileBytes = 64 * 1024;

type Walk = { root: string; realRoot: string; ignored: IgnoreTest };
type Pending = { path: string; relativePath: string; depth: number; tests: readonly IgnoreTest[] };
/** Names in a folder that are looked at; undefined: all. */
type Wanted = ReadonlySet<string> | undefined;

/** The synchronous walk behind walkLibrary: one folder at a time, parents first. */
export function* walkFolders(options: {
  root: string;
  realRoot: string;
  ignore: readonly IgnoreRule[];
  /** Only this folder, below the root, and what lies in it. Ignore files above it are not looked at. */
  start?: { path: string; relativePath: string };
  /** Only these folders are given, with what lies in them. On the way to them ignore files count. */
  within?: readonly string[] | undefined;
}): Generator<WalkedFolder> {
  const walk: Walk = { ...options, ignored: compileIgnoreRules(options.ignore) };
  const pending: Pending[] = [{ path: walk.root, relativePath: "", ...options.start, depth: 0, tests: [] }];
  for (let at = pending.pop(); at; at = pending.pop()) {
    const wanted = namesOnTheWay(at.path, options.within);
    const visited = visitFolder(walk, at, wanted);
    if (!visited) continue;
    // Of one on the way that cannot be read it is told, because what lies below is unknown then.
    if (wanted === undefined || !visited.folder.isComplete) yield visited.folder;
    if (at.depth >= maxDepth) continue;
    for (const name of visited.folder.folders.toReversed()) {
      pending.push({ ...below(at, name), depth: at.depth + 1, tests: visited.tests });
    }
  }
}

/** The folders to go on to, in one that only leads to those that are wanted. */
function namesOnTheWay(path: string, within: readonly string[] | undefined): Wanted {
  if (within === undefined || within.some((folder) => path === folder || path.startsWith(`${folder}/`)))
    return undefined;
  const start = path.endsWith("/") ? path : `${path}/`;
  const ahead = within.filter((folder) => folder.startsWith(start));
  return new Set(ahead.map((folder) => folder.slice(start.length).split("/", 1)[0] ?? ""));
}

function below(folder: { path: string; relativePath: string }, name: string) {
  return {
    path: folder.path.endsWith("/") ? folder.path + name : `${folder.path}/${name}`,
    relativePath: folder.relativePath === "" ? name : `${folder.relativePath}/${name}`,
  };
}

/** Undefined when the folder asks to be passed over. */
function visitFolder(
  walk: Walk,
  at: Pending,
  wanted: Wanted,
): { folder: WalkedFolder; tests: readonly IgnoreTest[] } | undefined {
  const folder = emptyFolder(at);
  try {
    const facts = statSync(at.path);
    folder.device = facts.dev;
    folder.inode = safeInode(facts.ino);
    const entries = listEntries(at, folder.problems);
    const tests = entries.some((entry) => entry.name === ".nomedia") ? "all" : addIgnoreFile(at, entries);
    if (tests === "all") return at.depth === 0 ? ignoredRoot(folder) : undefined;
    for (const entry of entries) {
      if (wanted === undefined || wanted.has(entry.name)) sortEntry({ walk, at, folder, tests }, entry);
    }
    folder.folders.sort();
    folder.files.sort((a, b) => (a.name < b.name ? -1 : 1));
    folder.fingerprint = fingerprintFolder(folder.files, folder.folders);
    return { folder, tests };
  } catch (error) {
    folder.isComplete = false;
    folder.files = [];
    folder.folders = [];
    folder.problems.push(problem(at.path, error));
    return { folder, tests: at.tests };
  }
}

/** Said aloud, or the library would look as if its disk were gone. */
function ignoredRoot(folder: WalkedFolder) {
  const message = `${folder.path} holds a .nomedia or empty .ignore file, so nothing in it is read. Remove that file.`;
  folder.problems.push({ path: folder.path, kind: "ignored-root", message });
  folder.isComplete = false;
  return { folder, tests: [] };
}

function emptyFolder(at: Pending): WalkedFolder {
  const { path, relativePath } = at;
  const empty = { device: 0, inode: 0, files: [], folders: [], ignored: [], fingerprint: "", problems: [] };
  return { path, relativePath, ...empty, isComplete: true, leftovers: 0 };
}

/** Lists a folder; names that are not valid UTF-8 cannot be opened again through a string, so they are only reported. */
function listEntries(at: Pending, problems: WalkProblem[]): Dirent[] {
  const entries = readdirSync(at.path, { withFileTypes: true });
  if (!entries.some((entry) => entry.name.includes("�"))) return entries;
  const valid = new Set<string>();
  for (const name of readdirSync(at.path, { encoding: "buffer" })) {
    const text = name.toString("utf8");
    if (Buffer.from(text).equals(name)) valid.add(text);
    else problems.push({ path: `${at.path}/${text}`, kind: "invalid-name", message: invalidName(at.path, name) });
  }
  return entries.filter((entry) => valid.has(entry.name));
}

function invalidName(folder: string, name: Buffer): string {
  const readable = name
    .toString("latin1")
    .replaceAll(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return `A name in ${folder} is not valid UTF-8 (${readable}). Rename it, then scan again.`;
}

function addIgnoreFile(at: Pending, entries: readonly Dirent[]): readonly IgnoreTest[] | "all" {
  const file = entries.find((entry) => entry.name === ".ignore" && entry.isFile());
  if (!file) return at.tests;
  const path = `${at.path}/.ignore`;
  const size = lstatSync(path).size;
  if (size === 0) return "all";
  if (size > maxIgnoreFileBytes) return at.tests;
  const test = compileIgnoreFile(readFileSync(path, "utf8"), at.relativePath);
  return test === "all" ? "all" : [...at.tests, test];
}

type Sorting = { walk: Walk; at: Pending; folder: WalkedFolder; tests: readonly IgnoreTest[] };

function sortEntry({ walk, at, folder, tests }: Sorting, entry: Dirent): void {
  const name = entry.name;
  const { path, relativePath } = below(at, name);
  if (isTemporaryName(name)) folder.leftovers += 1;
  if (name === ".ignore") return;
  const isFolder = entry.isDirectory();
  const subject = { name, path: relativePath, isFolder };
  if (walk.ignored(subject) || tests.some((test) => test(subject))) {
    folder.ignored.push(isFolder ? `${name}/` : name);
    return;
  }
  try {
    if (entry.isSymbolicLink()) {
      const found = checkLink(walk, path);
      if (found) folder.problems.push(found);
      return;
    }
    const facts = lstatSync(path);
    if (facts.isDirectory()) folder.folders.push(name);
    else if (facts.isFile()) folder.files.push({ name, path, ...fileFacts(facts) });
    else
      folder.problems.push({
        path,
        kind: "special-file",
        message: `${path} is not a regular file, so it is passed over.`,
      });
  } catch (error) {
    folder.problems.push(problem(path, error));
  }
}

function fileFacts(facts: Stats) {
  const { size: sizeBytes, dev: device } = facts;
  return { sizeBytes, mtimeMs: Math.floor(facts.mtimeMs), inode: safeInode(facts.ino), device };
}

function safeInode(inode: number): number {
  return Number.isSafeInteger(inode) ? inode : inode % Number.MAX_SAFE_INTEGER;
}

/** What lies inside the library is listed under its own name; what lies outside is not Metarr's to touch. */
function checkLink(walk: Walk, path: string): WalkProblem | undefined {
  try {
    if (isInside(walk.realRoot, realpathSync(path))) return undefined;
    return { path, kind: "link-outside", message: `${path} is a link out of the library, so it is not followed.` };
  } catch (error) {
    return { path, kind: "broken-link", message: `${path} is a link that leads nowhere: ${diskReason(error)}.` };
  }
}

function problem(path: string, error: unknown): WalkProblem {
  if (isMissing(error))
    return { path, kind: "vanished", message: `${basename(path)} vanished while its folder was read.` };
  return { path, kind: "unreadable", message: `${path} cannot be read: ${diskReason(error)}.` };
}
