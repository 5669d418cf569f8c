import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listGateProblems, readGates } from "./gate-inventory.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "metarr-gates-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Record<string, string>) {
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), source);
  }
  return readGates(root);
}

const actionImport = 'import { action } from "#app/_server/action.ts";\n';
const routeImport = 'import { route } from "#app/_server/route.ts";\n';

test("S1: every page, action and route of Metarr has a gate", () => {
  expect(listGateProblems()).toEqual([]);
  expect(readGates().gates.length).toBeGreaterThan(0);
});

describe("S1: the inventory finds", () => {
  test("a page that asks nobody", () => {
    const { problems } = write({ "app/(library)/movies/page.tsx": "export default function Page() { return null; }" });
    expect(problems).toEqual([expect.stringContaining("anybody can open this page")]);
  });

  test("a gate that stands in a comment only", () => {
    const { problems } = write({ "app/movies/page.tsx": "// await requireUser();\nexport default function Page() {}" });
    expect(problems).toHaveLength(1);
  });

  test("a page that asks, with the strictest role on its way", () => {
    const { gates, problems } = write({
      "app/(settings)/settings/layout.tsx": 'export default async () => { await requireUser("admin"); }',
      "app/(settings)/settings/users/page.tsx": "export default async function Page() { await requireUser(); }",
    });
    expect(problems).toEqual([]);
    expect(gates).toMatchObject([{ kind: "page", path: "/settings/users", access: "admin" }]);
  });

  test("a page whose queries ask, when a layout asks too", () => {
    const page =
      'import { listMovies } from "./queries.ts";\nexport default async function Page() { await listMovies(); }';
    const queries = 'export async function listMovies() {\n  await requireUser("editor");\n}\n';
    expect(
      write({ "app/(library)/movies/page.tsx": page, "app/(library)/movies/queries.ts": queries }).problems,
    ).toEqual([expect.stringContaining("the page around them has none")]);
    const { gates, problems } = write({
      "app/(library)/layout.tsx": "export default async () => { await requireUser(); }",
    });
    expect(problems).toEqual([]);
    expect(gates).toMatchObject([{ path: "/movies", access: "editor" }]);
  });

  test("a query that asks nobody, beside one that does", () => {
    const queries =
      "export type Row = { id: number };\nexport const limit = 50;\n" +
      "export async function one() {\n  await requireUser();\n}\nexport const two = cache(async () => select());\n";
    expect(write({ "app/movies/queries.ts": queries }).problems).toEqual([
      expect.stringContaining("two reads without"),
    ]);
  });

  test("an action that is a plain function", () => {
    const { problems } = write({ "app/movies/actions.ts": '"use server";\nexport async function wipe() {}\n' });
    expect(problems).toEqual([expect.stringContaining("anybody can call wipe")]);
  });

  test("an action written by something else called action", () => {
    const source =
      '"use server";\nconst action = (gate, body) => body;\nexport const wipe = action({ role: "admin" }, async () => {});\n';
    expect(write({ "app/movies/actions.ts": source }).problems).toHaveLength(1);
  });

  test("an action in the middle of another file", () => {
    const { problems } = write({ "app/movies/_components/form.tsx": 'function save() {\n  "use server";\n}\n' });
    expect(problems).toEqual([expect.stringContaining("Move it to an actions.ts")]);
  });

  test("a re-exported action and one without a name", () => {
    const source = '"use server";\nexport { wipe, other } from "./wipe.ts";\nexport default async () => {};\n';
    expect(write({ "app/movies/actions.ts": source }).problems).toHaveLength(3);
  });

  test("an action open to everybody that nobody allowed", () => {
    const source = `"use server";\nimport { publicAction } from "#app/_server/action.ts";\nexport const wipe = publicAction({ input }, async () => {});\n`;
    expect(write({ "app/movies/actions.ts": source }).problems).toEqual([expect.stringContaining("open to everybody")]);
  });

  test("a role that is not a word", () => {
    const source = `"use server";\n${actionImport}export const wipe = action({ role, input }, async () => {});\n`;
    expect(write({ "app/movies/actions.ts": source }).problems).toEqual([
      expect.stringContaining("does not name its role"),
    ]);
  });

  test("an action with its role", () => {
    const source = `"use server";\n\n${actionImport}\nexport const wipe = action({ role: "admin", input }, async () => {});\n`;
    const { gates, problems } = write({ "app/movies/actions.ts": source });
    expect(problems).toEqual([]);
    expect(gates).toMatchObject([{ kind: "action", name: "wipe", access: "admin" }]);
  });

  test("a route that is a plain function, beside its settings", () => {
    const source = 'export const dynamic = "force-dynamic";\nexport async function GET() {}\n';
    expect(write({ "app/api/v1/movies/route.ts": source }).problems).toEqual([
      expect.stringContaining("GET is not written"),
    ]);
  });

  test("a route with a role for each method", () => {
    const source = `${routeImport}export const GET = route({ role: "viewer" }, async () => {});\nexport const POST = route(\n  { role: "editor" },\n  async () => {},\n);\n`;
    const { gates, problems } = write({ "app/api/v1/movies/[movieId]/route.ts": source });
    expect(problems).toEqual([]);
    expect(gates).toMatchObject([
      { path: "/api/v1/movies/[movieId]", name: "GET", access: "viewer" },
      { path: "/api/v1/movies/[movieId]", name: "POST", access: "editor" },
    ]);
  });

  test("a route that opens to a secret of its own, and that nobody allowed", () => {
    const source = `import { secretRoute } from "#app/_server/route.ts";\nexport const POST = secretRoute({ verify }, async () => {});\n`;
    const { gates, problems } = write({
      "app/api/webhooks/[source]/route.ts": source,
      "app/api/doors/[door]/route.ts": source,
    });
    expect(gates.map(({ access }) => access)).toEqual(["secret", "secret"]);
    expect(problems).toEqual([expect.stringContaining("/api/doors/[door]")]);
  });

  test("answers that Next would make without any gate", () => {
    const { problems } = write({
      "app/icon.tsx": "export default function Icon() {}",
      "pages/api/open.ts": "export default () => {};",
      "middleware.ts": "",
    });
    expect(problems).toHaveLength(3);
  });
});
