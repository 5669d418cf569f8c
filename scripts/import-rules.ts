import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { trackedFiles } from "./tracked-files.ts";

/** Who may import whom. A message tells what to do instead. */
const mayImport: Record<string, string[]> = {
  app: ["components", "lib", "db"],
  worker: ["lib", "db"],
  cli: ["lib", "db", "worker"],
  lib: ["db"],
  components: [],
  db: [],
  simulator: [],
  scripts: ["lib", "db", "cli", "worker", "simulator", "e2e", "bench"],
  bench: ["lib", "db", "worker", "cli", "simulator", "e2e", "scripts"],
  e2e: ["lib", "db", "worker", "cli", "simulator", "app", "scripts", "bench"],
};

/** Single files that others may reach although their folder is closed to them. */
const openFiles: { from: RegExp; to: RegExp }[] = [
  { from: /^db\//, to: /^lib\/(env|errors|log)\.ts$/ },
  // Vocabularies import nothing: every domain may know the words of another.
  { from: /^(components|app|lib)\//, to: /^lib\/[a-z]+\/vocabulary\.ts$/ },
  { from: /^cli\/demo/, to: /^(simulator|e2e\/fixtures|scripts)\// },
  { from: /^db\/testing/, to: /^scripts\// },
];

/** Domains of lib from low to high: each may import those before it and its own rank's none. */
const ranks: string[][] = [
  ["files", "providers", "access", "jobs", "settings", "recycle", "editing"],
  ["people", "lists", "ratings", "collections", "artwork", "trailers", "identify", "backup"],
  ["movies", "series"],
  ["libraries", "publish", "review", "undo"],
  ["verify"],
  ["players", "notifications", "health", "schedules", "webhooks"],
];
const rankOf = (domain: string) => ranks.findIndex((rank) => rank.includes(domain));
/** Settings and the queue are ground for the domains beside them. */
const ground = new Set(["settings", "jobs", "files", "access", "recycle", "editing"]);

/** Packages that only these files may import. */
const guardedPackages: Record<string, RegExp> = {
  "better-sqlite3": /^db\//,
  postgres: /^db\/|^lib\/jobs\/|^worker\/listen\.ts$|^scripts\//,
  "pg-boss": /^db\/|^lib\/jobs\/|^worker\/(listen|schedule)\.ts$/,
};

const isTest = (file: string) => /\.test\.tsx?$|^e2e\/|^db\/testing|\/testing[a-z-]*\.ts$/.test(file);
const importPattern = /^(?:import|export)\s[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;

function resolveImport(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (specifier.startsWith(".")) return normalize(join(dirname(file), specifier));
  return undefined;
}

function judge(file: string, target: string): string | undefined {
  const [from = "", fromDomain = ""] = file.split("/");
  const [to = "", toDomain = ""] = target.split("/");
  if (isTest(file)) return undefined;
  if (openFiles.some((rule) => rule.from.test(file) && rule.to.test(target))) return undefined;
  if (!(from in mayImport) || !(to in mayImport)) return undefined;
  if (from === to) return from === "lib" ? judgeDomains(fromDomain, toDomain) : undefined;
  if (mayImport[from]?.includes(to)) return undefined;
  if (to === "app" || to === "cli") return `${to} is an edge: nothing imports it. Move what you need into lib.`;
  if (to === "simulator") return "the simulator stands in for providers in tests, the demo and benches only.";
  if (from === "lib") return "lib knows neither pages nor the worker. Pass what it needs as a parameter.";
  if (from === "components")
    return "components could ship in another product: pass data as props, or use lib/<domain>/vocabulary.ts.";
  return `${from} may import ${mayImport[from]?.join(", ") || "only itself"}.`;
}

function judgeDomains(from: string, to: string): string | undefined {
  if (from === to || from.endsWith(".ts") || to.endsWith(".ts")) return undefined;
  const [low, high] = [rankOf(to), rankOf(from)];
  if (low === -1) return `lib/${to} has no rank yet: give it one in scripts/import-rules.ts.`;
  if (low < high || (low === high && ground.has(to))) return undefined;
  return `lib/${from} may not import lib/${to}, which stands beside or above it. Pass the value in, or move the rule down.`;
}

/** Every import that breaks a rule, as `file: message`. */
export function listImportProblems(): string[] {
  const problems: string[] = [];
  for (const file of trackedFiles(/\.(ts|tsx)$/)) {
    const source = readFileSync(file, "utf8");
    if (
      !isTest(file) &&
      file !== "lib/env.ts" &&
      /\bprocess\.env\b/.test(source) &&
      !/^(cli\/demo|next\.config|vitest\.config|playwright\.config|proxy|scripts\/|bench\/|drizzle\.config)/.test(file)
    ) {
      problems.push(`${file}: process.env is read in lib/env.ts only. Add the variable there and import env.`);
    }
    if (/new URL\("[^"]+\.thread\.ts", import\.meta\.url\)/.test(source)) {
      problems.push(
        `${file}: Next's bundler would serve this script as a picture. Use threadScript(import.meta.url, …).`,
      );
    }
    for (const [, named, bare, late] of source.matchAll(importPattern)) {
      const specifier = named ?? bare ?? late ?? "";
      const guard = guardedPackages[specifier];
      if (guard && !guard.test(file) && !isTest(file) && !file.startsWith("bench/")) {
        problems.push(`${file}: ${specifier} is opened in few places. Use db/client.ts or lib/jobs instead.`);
      }
      const target = resolveImport(file, specifier);
      const problem = target === undefined ? undefined : judge(file, target);
      if (problem) problems.push(`${file}: imports ${specifier}, but ${problem}`);
      if (target !== undefined && !/\.(ts|tsx|css|json|sql|mjs)$/.test(specifier)) {
        problems.push(`${file}: write the extension of ${specifier}.`);
      }
      if (/^lib\/|^db\/|^worker\/|^cli\//.test(file) && /^(next|react)(\/|$)/.test(specifier)) {
        problems.push(
          `${file}: ${specifier} belongs to app and components; ${file.split("/")[0]} must run without them.`,
        );
      }
    }
  }
  return problems;
}
