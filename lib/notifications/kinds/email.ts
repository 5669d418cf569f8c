import { createTransport } from "nodemailer";
import { AppError, messageOf } from "#lib/errors.ts";
import { cleanText } from "../clean-text.ts";
import type { Digest } from "../compose.ts";
import type { ChannelSettings } from "../vocabulary.ts";

const connectMs = 10_000;
/** Between two words of the server. */
const idleMs = 15_000;
const maxSubject = 200;

type Target = { settings: ChannelSettings["email"]; secret: string | null };

/**
 * Sends a mail of plain text through an SMTP server and returns what it said. Throws AppError `invalid` where only another
 * setting can help, such as a refused password, and `unavailable` where trying again may.
 */
export async function sendEmail(
  { settings, secret }: Target,
  { title, text, link }: Digest,
  { signal }: { signal: AbortSignal },
): Promise<string> {
  const { host, port, security, username, from, to } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(username === "" ? {} : { auth: { user: username, pass: secret ?? "" } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: idleMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const body = link === null ? text : `${text}\n\n${link}`;
    const sending = transport.sendMail({
      from: { name: "Metarr", address: from },
      to: to.map((address) => ({ name: "", address })),
      subject: cleanText(title.replaceAll("\n", " "), maxSubject),
      text: body,
      // Out of office notices answer people, not programs (RFC 3834).
      headers: { "auto-submitted": "auto-generated" },
    });
    const { response, rejected } = await Promise.race([sending, untilAborted(signal)]);
    // Where it takes the mail for nobody, sending it fails.
    const missed = rejected.map((each) => (typeof each === "string" ? each : each.address)).join(", ");
    const taken = missed === "" ? "took it." : `took it, but not for ${missed}.`;
    return `${host} ${taken} It said: ${cleanText(response, 200)}`;
  } catch (error) {
    if (signal.aborted) throw error;
    throw meaningOf(error, host);
  } finally {
    transport.close();
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** SMTP says by the first digit whether trying again makes sense (RFC 5321): 4 may pass, 5 does not. */
function meaningOf(error: unknown, host: string): AppError {
  const facts: { code?: unknown; responseCode?: unknown; response?: unknown } =
    typeof error === "object" && error !== null ? error : {};
  const words = typeof facts.response === "string" ? facts.response : messageOf(error);
  const said = ` It said: ${cleanText(words.replaceAll(/\s+/g, " "), 200)}`;
  if (facts.code === "EAUTH") {
    return new AppError("invalid", `${host} refused the user name or password.${said}`, { cause: error });
  }
  if (facts.code === "ETLS") {
    return new AppError("invalid", `${host} offers no safe connection as it is set. Check TLS and port.`, {
      cause: error,
    });
  }
  if (typeof facts.responseCode === "number" && facts.responseCode >= 500) {
    return new AppError("invalid", `${host} refused the mail.${said}`, { cause: error });
  }
  if (typeof facts.responseCode === "number") {
    return new AppError("unavailable", `${host} could not take the mail now.${said}`, { cause: error });
  }
  return new AppError("unavailable", `${host} could not be reached, or it closed the connection.`, { cause: error });
}
