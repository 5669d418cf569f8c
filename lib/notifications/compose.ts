import { factsOfEvent, type Severity, severities } from "./vocabulary.ts";

/** What a message of the outbox says. */
export type DigestMessage = {
  event: string;
  severity: Severity;
  title: string;
  body: string | null;
  count: number;
  libraryId: number | null;
  /** A whole address, or null where Metarr does not know its own. */
  link: string | null;
  at: Date;
};

/** What goes out: one message, or many as one. */
export type Digest = {
  /** The name of the event; `several` for events of different kinds. */
  event: string;
  severity: Severity;
  title: string;
  text: string;
  link: string | null;
  messages: DigestMessage[];
};

/** Lines of one kind of event; the rest is counted. */
const maxLines = 15;
const maxGroups = 3;

/**
 * Makes one message of many: "12 films were added" with their names. Those that matter most come first.
 * `messages` is not empty.
 */
export function composeDigest(messages: readonly DigestMessage[]): Digest {
  const groups = groupByEvent(messages);
  const [first] = groups;
  const all = [...messages];
  const link = messages.length === 1 ? (messages[0]?.link ?? null) : null;
  if (first === undefined) throw new Error("There is nothing to tell.");
  const { severity } = first;
  if (groups.length === 1) {
    return { event: first.event, severity, title: titleOf(first), text: linesOf(first), link, messages: all };
  }
  const more = groups.length - maxGroups;
  const titles = groups.slice(0, maxGroups).map(titleOf);
  const title = `${titles.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const text = groups.map((group) => [`${titleOf(group)}:`, linesOf(group)].join("\n")).join("\n\n");
  return { event: "several", severity, title, text, link, messages: all };
}

type Group = { event: string; severity: Severity; messages: DigestMessage[] };

function groupByEvent(messages: readonly DigestMessage[]): Group[] {
  const groups = new Map<string, Group>();
  for (const message of messages) {
    const { event, severity } = message;
    const group = groups.get(event) ?? { event, severity, messages: [] };
    group.messages.push(message);
    groups.set(event, group);
  }
  return [...groups.values()].toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
}

function titleOf({ event, messages }: Group): string {
  const [only, ...others] = messages;
  if (only !== undefined && others.length === 0) return only.title;
  const count = messages.reduce((sum, message) => sum + message.count, 0);
  return factsOfEvent(event)?.sum(count) ?? `${count} messages of ${event}`;
}

/** The body of a single message; the titles of several with the first lines of what they say. */
function linesOf({ messages }: Group): string {
  const [only, ...others] = messages;
  if (only !== undefined && others.length === 0) return only.body ?? only.title;
  const lines = messages.flatMap(({ title, body }) => {
    const [told, ...rest] = (body ?? "").split("\n");
    if (!told) return [title];
    return rest.length === 0 ? [`${title} ${told}`] : [`${title}:`, ...[told, ...rest].map((line) => `  ${line}`)];
  });
  const more = lines.length - maxLines;
  return [...lines.slice(0, maxLines), ...(more > 0 ? [`and ${more} more lines`] : [])].join("\n");
}

/** What the test button sends. */
export const testDigest = (): Digest => {
  const title = "Metarr can reach you here";
  const text = "This is a test. Nothing happened.";
  const message = {
    event: "test",
    severity: "info" as const,
    title,
    body: text,
    count: 1,
    libraryId: null,
    link: null,
  };
  return {
    event: "test",
    severity: "info",
    title,
    text,
    link: null,
    messages: [{ ...message, at: new Date() }],
  };
};
