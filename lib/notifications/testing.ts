import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import type { Db } from "#db/client.ts";
import { notificationChannels } from "#db/schema/index.ts";
import { encryptSecret } from "#lib/access/secrets.ts";
import type { Digest } from "./compose.ts";
import { eventNames } from "./vocabulary.ts";

type Got = { path: string; headers: Record<string, string | string[] | undefined>; json: unknown };
type Reply = { status: number; headers?: Record<string, string>; body?: string };

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** A server that takes messages over HTTP and answers what it is told to. */
export async function startReceiver() {
  const got: Got[] = [];
  let reply: (got: Got) => Reply = () => ({ status: 200, body: "ok" });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const each = { path: request.url ?? "", headers: request.headers, json: text === "" ? null : JSON.parse(text) };
      got.push(each);
      const { status, headers, body } = reply(each);
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    got,
    answer: (next: Reply | ((got: Got) => Reply)) => {
      reply = typeof next === "function" ? next : () => next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As much of SMTP (RFC 5321, AUTH PLAIN) as takes a mail. `silent`: it accepts connections and says nothing. */
export async function startSmtp({ password, silent = false }: { password?: string; silent?: boolean } = {}) {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    if (silent) return;
    const say = (line: string) => socket.write(`${line}\r\n`);
    let data: string | undefined;
    let rest = "";
    say("220 test ESMTP");
    const hear = (line: string) => {
      if (data !== undefined) {
        if (line !== ".") data += `${line}\n`;
        else {
          mails.push(data);
          data = undefined;
          say("250 2.0.0 queued");
        }
        return;
      }
      if (/^EHLO/i.test(line)) return say(password === undefined ? "250 test" : "250-test\r\n250 AUTH PLAIN");
      if (/^AUTH PLAIN/i.test(line)) {
        const [, , given] = Buffer.from(line.slice(11), "base64").toString("utf8").split("\0");
        return say(given === password ? "235 2.7.0 welcome" : "535 5.7.8 wrong password");
      }
      if (/^RCPT TO:<nobody@/i.test(line)) return say("550 5.1.1 no such user");
      if (/^DATA/i.test(line)) {
        data = "";
        return say("354 go on");
      }
      if (/^STARTTLS/i.test(line)) return say("502 5.5.1 not here");
      if (/^QUIT/i.test(line)) return say("221 bye");
      return say("250 ok");
    };
    socket.on("data", (chunk) => {
      const lines = (rest + chunk.toString("utf8")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) hear(line);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: portOf(server),
    mails,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A stored webhook channel that wants everything, unless said otherwise. */
export async function aChannel(
  db: Db,
  values: Partial<typeof notificationChannels.$inferInsert> & { url?: string; plainSecret?: string } = {},
): Promise<number> {
  const { url = "http://127.0.0.1:1/", plainSecret, ...own } = values;
  const [row] = await db
    .insert(notificationChannels)
    .values({
      name: "Hook",
      kind: "webhook",
      settings: { url, headerName: "X-Metarr-Secret" },
      events: [...eventNames],
      ...(plainSecret === undefined ? {} : { secret: encryptSecret(plainSecret) }),
      ...own,
    })
    .returning({ id: notificationChannels.id });
  if (!row) throw new Error("The channel was not made.");
  return row.id;
}

export const aDigest = (values: Partial<Digest> = {}): Digest => ({
  event: "films.added",
  severity: "info",
  title: "12 films were added",
  text: "Nosferatu",
  link: null,
  messages: [],
  ...values,
});
