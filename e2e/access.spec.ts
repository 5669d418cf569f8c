import { escapes } from "#lib/access/next-path-escapes.ts";
import { addPerson, command, password, signIn, submit } from "./fixtures/people.ts";
import { cookieOf, hiddenFields, send } from "./fixtures/send.ts";
import { type Stack, startStack } from "./fixtures/stack.ts";
import { expect, test } from "./fixtures/test.ts";

// A Metarr of its own, from the first set-up on. The order matters: the last test locks this machine's address out.
test.describe.configure({ mode: "serial" });

let stack: Stack;
const films = { host: "films.example" };

test.beforeAll(async ({ engine }) => {
  stack = await startStack({ engine, env: { BASE_URL: "https://films.example" } });
});
test.afterAll(async () => await stack.stop());

test("S1: before the set-up every page leads to it and every route is closed", async () => {
  expect(await send(`${stack.baseUrl}/login`)).toMatchObject({ status: 307, headers: { location: "/setup" } });
  expect(await send(`${stack.baseUrl}/`)).toMatchObject({ status: 307, headers: { location: "/login" } });
  expect(await send(`${stack.baseUrl}/api/health`)).toMatchObject({ status: 200, body: '{"status":"ok"}' });
});

test("S14: from another machine, behind a proxy or under a foreign name the set-up asks for the code of the log", async () => {
  const administrator = { username: "intruder", password, repeated: password };
  for (const headers of [
    { host: "rebound.example" },
    { "x-forwarded-for": "127.0.0.1" },
    { "x-real-ip": "127.0.0.1" },
  ]) {
    const origin = "host" in headers ? `http://${headers.host}` : stack.baseUrl;
    const answer = await submit(stack, "/setup", administrator, { ...headers, origin });
    expect(answer.body).toContain("The code is missing or wrong");
    expect(cookieOf(answer)).toBeUndefined();
  }
  expect(stack.log()).toMatch(/asks for this code: [0-9A-Z-]{29}/);
});

test("S14: of 20 set-ups at once one makes an administrator, and then it is closed", async () => {
  const attempts = Array.from({ length: 20 }, (_, number) =>
    submit(stack, "/setup", { username: `admin-${number}`, password, repeated: password }),
  );
  const answers = await Promise.all(attempts);
  expect(answers.filter((answer) => answer.headers.location === "/setup/provider")).toHaveLength(1);
  expect(answers.filter((answer) => cookieOf(answer))).toHaveLength(1);
  expect(command(stack, ["user", "list", "--json"]).trim().split("\n")).toHaveLength(1);
  expect(await send(`${stack.baseUrl}/setup`)).toMatchObject({ status: 307, headers: { location: "/login" } });
});

test("S12: the session's cookie is closed to scripts and other sites, and Secure exactly on https", async () => {
  addPerson(stack, { username: "anna", role: "admin" });
  const plain = cookieOf(await submit(stack, "/login", { username: "anna", password }));
  expect(plain?.flags).toMatch(/HttpOnly/i);
  expect(plain?.flags).toMatch(/SameSite=lax/i);
  expect(plain?.flags).not.toMatch(/Secure/i);
  const secure = await submit(
    stack,
    "/login",
    { username: "anna", password },
    { ...films, origin: "https://films.example" },
  );
  expect(cookieOf(secure, "__Secure-next-auth.session-token")?.flags).toMatch(/Secure.*HttpOnly/i);
  expect(secure.headers["strict-transport-security"]).toBeTruthy();
});

test("S12: signing in gives a new session and ends the one before", async () => {
  const before = await signIn(stack, "anna");
  const after = await signInAgain(before);
  expect(after).not.toBe(before);
  expect(await statusOf("/settings/account", before)).toBe(307);
  expect(await statusOf("/settings/account", after)).toBe(200);
});

test("S12: a new password ends every session within five seconds", async () => {
  addPerson(stack, { username: "bert", role: "viewer" });
  const session = await signIn(stack, "bert");
  expect(await statusOf("/settings/account", session)).toBe(200);
  command(stack, ["user", "set-password", "bert"], "another long password\n");
  await expect.poll(() => statusOf("/settings/account", session), { timeout: 5_000 }).toBe(307);
});

test("S11: nothing changes on a request from another site", async () => {
  for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
    const answer = await submit(stack, "/login", { username: "anna", password }, { origin });
    expect(answer.status).toBe(403);
    expect(cookieOf(answer)).toBeUndefined();
  }
  const fields = { csrfToken: "x", username: "anna", password };
  const answer = await send(`${stack.baseUrl}/api/auth/callback/credentials`, {
    fields,
    headers: { origin: stack.baseUrl },
  });
  expect(cookieOf(answer)).toBeUndefined();
});

test("S15: signing in leads to a page of this site, whatever the address says", async () => {
  const session = await signIn(stack, "anna");
  const landings = escapes.map(async (payload) => {
    const answer = await send(`${stack.baseUrl}/login?next=${encodeWild(payload)}`, { headers: { cookie: session } });
    return { payload, location: answer.headers.location };
  });
  for (const { payload, location } of await Promise.all(landings)) {
    expect(new URL(location ?? "", stack.baseUrl).origin, JSON.stringify(payload)).toBe(stack.baseUrl);
  }
  for (const next of ["//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    expect((await submit(stack, "/login", { username: "anna", password, next })).headers.location).toBe("/");
  }
});

test("S4: the public attack on server components is refused and starts nothing", async () => {
  const attack = {
    "0": '{"then":"$1:__proto__:then","status":"resolved_model","reason":-1,"value":"{\\"then\\":\\"$B1337\\"}","_response":{"_prefix":"process.exit(7);","_formData":{"get":"$1:constructor:constructor"}}}',
    "1": '"$@0"',
    "2": "[]",
  };
  for (const id of ["x", "1337", "7f".padEnd(42, "0")]) {
    const answer = await send(`${stack.baseUrl}/login`, {
      form: attack,
      headers: { "next-action": id, origin: stack.baseUrl },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  }
  expect((await send(`${stack.baseUrl}/api/health`)).status).toBe(200);
});

test("pages carry a policy that runs no script without this page's nonce", async () => {
  const session = await signIn(stack, "anna");
  const [one, two] = [await page("/settings/account", session), await page("/settings/account", session)];
  const policy = String(one.headers["content-security-policy"]);
  const nonce = policy.match(/'nonce-([^']+)'/)?.[1] ?? "";
  expect(policy.match(/script-src ([^;]*)/)?.[1]).not.toContain("unsafe");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(String(two.headers["content-security-policy"])).not.toContain(nonce);
  const scripts = [...one.body.matchAll(/<script\b[^>]*>/g)].map(([script]) => script);
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
  expect(one.headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
});

test("a person signs in, sees their sessions and signs out elsewhere, without a complaint of the browser", async ({
  page,
  context,
}) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(`${stack.baseUrl}/settings/account`);
  await page.getByLabel("Name").fill("anna");
  await page.getByLabel("Password").fill("wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The name or the password is wrong.")).toBeVisible();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/settings\/account$/);
  await expect(page.getByRole("heading", { name: "Sessions" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("this one")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toHaveCount(0);
  const cookies = await context.cookies();
  expect(cookies.find((cookie) => cookie.name === "next-auth.session-token")).toMatchObject({
    httpOnly: true,
    sameSite: "Lax",
  });
  expect(complaints.filter((text) => /Content Security Policy|Refused|hydrat/i.test(text))).toEqual([]);
});

test("S13: hundreds of tries at one account get ten, whatever address they claim", async () => {
  addPerson(stack, { username: "target", role: "admin" });
  const outcomes = await tries(300, () => "target");
  expect(outcomes.filter((outcome) => outcome === "CredentialsSignin").length).toBeLessThanOrEqual(10);
  expect(outcomes.filter((outcome) => outcome.startsWith("Too many")).length).toBeGreaterThanOrEqual(290);
});

test("S13: tries at many accounts from one address get fifty, whatever address they claim", async () => {
  const outcomes = await tries(120, (number) => `name-${number}`);
  // Tries at the same moment may refuse each other before the limit is reached; one after another they come to it.
  for (let last = "CredentialsSignin"; last === "CredentialsSignin" && outcomes.length < 200; ) {
    [last = ""] = await tries(1, () => `name-${outcomes.length}`);
    outcomes.push(last);
  }
  expect(outcomes.filter((outcome) => outcome === "CredentialsSignin").length).toBeLessThanOrEqual(50);
  const answer = await submit(stack, "/login", { username: "anna", password });
  expect(answer.body).toMatch(/Too many failed tries\. Wait \d+ minutes?/);
});

/** Sign-ins with a wrong password, twenty at once, each claiming another address; how next-auth answered each. */
async function tries(count: number, nameOf: (number: number) => string): Promise<string[]> {
  const csrf = await send(`${stack.baseUrl}/api/auth/csrf`);
  const token = cookieOf(csrf, "next-auth.csrf-token")?.value ?? "";
  const csrfToken = decodeURIComponent(token).split("|")[0] ?? "";
  const outcomes: string[] = [];
  let next = 0;
  const client = async () => {
    for (let number = next++; number < count; number = next++) {
      const answer = await send(`${stack.baseUrl}/api/auth/callback/credentials`, {
        fields: { csrfToken, username: nameOf(number), password: "wrong password" },
        headers: {
          origin: stack.baseUrl,
          cookie: `next-auth.csrf-token=${token}`,
          "x-forwarded-for": `10.${number % 250}.${number >> 8}.7`,
        },
      });
      outcomes.push(
        new URL(answer.headers.location ?? "", stack.baseUrl).searchParams.get("error") ?? String(answer.status),
      );
    }
  };
  await Promise.all(Array.from({ length: 20 }, client));
  return outcomes;
}

const page = (path: string, cookie: string) => send(stack.baseUrl + path, { headers: { cookie } });
const statusOf = async (path: string, cookie: string) => (await page(path, cookie)).status;

/** As a browser does that still has a session: /login itself would send it on, so the form comes from outside. */
async function signInAgain(cookie: string): Promise<string> {
  const form = await send(`${stack.baseUrl}/login`);
  const fields = { ...hiddenFields(form.body), username: "anna", password };
  const answer = await send(`${stack.baseUrl}/login`, { form: fields, headers: { origin: stack.baseUrl, cookie } });
  return `next-auth.session-token=${cookieOf(answer)?.value}`;
}

/** Also what is no character at all, such as half of a surrogate pair. */
const encodeWild = (text: string) => encodeURIComponent(text.toWellFormed());
