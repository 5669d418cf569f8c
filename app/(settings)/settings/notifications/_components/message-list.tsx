import Link from "next/link";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { MessageStatus } from "#lib/notifications/vocabulary.ts";
import type { Message } from "../queries.ts";
import { SendAgain } from "./send-again.tsx";

const page = "/settings/notifications";
const looks = {
  pending: { label: "Waiting", tone: "neutral" },
  sent: { label: "Sent", tone: "positive" },
  failed: { label: "Failed", tone: "danger" },
} as const satisfies Record<MessageStatus, { label: string; tone: Tone }>;

type Props = {
  messages: readonly Message[];
  show: "failed" | undefined;
  before: number | undefined;
  older: number | undefined;
};

/** What was told, and what did not arrive, with its reason. */
export function MessageList({ messages, show, before, older }: Props) {
  const showPart = show === undefined ? "" : `show=${show}&`;
  return (
    <div className="grid gap-3">
      <nav aria-label="Which messages" className="flex gap-1">
        <FilterLink href={`${page}#history`} isCurrent={show === undefined} label="All" />
        <FilterLink href={`${page}?show=failed#history`} isCurrent={show === "failed"} label="Failed" />
      </nav>
      {messages.length === 0 ? (
        <p className="text-2 text-sm">{show === "failed" ? "Nothing failed." : "Nothing was told yet."}</p>
      ) : (
        <ul aria-label="Messages" className="grid">
          {messages.map((message) => (
            <MessageRow key={message.messageId} message={message} />
          ))}
        </ul>
      )}
      {(older !== undefined || before !== undefined) && (
        <div className="flex justify-between">
          {before === undefined ? (
            <span />
          ) : (
            <Button asChild size="sm" variant="ghost">
              <Link href={`${page}${show === undefined ? "" : `?show=${show}`}#history`}>Newest</Link>
            </Button>
          )}
          {older !== undefined && (
            <Button asChild size="sm" variant="ghost">
              <Link href={`${page}?${showPart}before=${older}#history`}>Older</Link>
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function FilterLink({ href, isCurrent, label }: { href: string; isCurrent: boolean; label: string }) {
  return (
    <Button asChild size="sm" variant={isCurrent ? "secondary" : "ghost"}>
      <Link href={href} scroll={false} aria-current={isCurrent ? "page" : undefined}>
        {label}
      </Link>
    </Button>
  );
}

function MessageRow({ message }: { message: Message }) {
  const { messageId, channel, title, body, link, status, attempts, error, createdAt } = message;
  const { label, tone } = looks[status];
  const isOpen = status === "failed" || (status === "pending" && attempts > 0);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 border-border border-b py-2 last:border-b-0">
      <div className="min-w-0">
        <p className="wrap-anywhere text-1 text-sm">
          {link === null ? (
            title
          ) : (
            <Link href={link} prefetch={false} className="rounded-sm hover:underline">
              {title}
            </Link>
          )}
        </p>
        {body !== null && <p className="wrap-anywhere line-clamp-2 whitespace-pre-line text-2 text-sm">{body}</p>}
        {error !== null && <p className="wrap-anywhere text-danger text-sm">{error}</p>}
      </div>
      <Badge tone={tone}>{label}</Badge>
      <div className="col-span-2 flex flex-wrap items-center gap-x-2 text-3 text-xs">
        <span className="wrap-anywhere">{channel}</span>
        <span aria-hidden>·</span>
        <TimeAgo at={createdAt} />
        {attempts > 1 && (
          <>
            <span aria-hidden>·</span>
            <span>{`tried ${attempts} times`}</span>
          </>
        )}
        {isOpen && <SendAgain messageId={messageId} title={title} />}
      </div>
    </li>
  );
}
