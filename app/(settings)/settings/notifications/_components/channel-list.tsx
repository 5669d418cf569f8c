"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useOptimistic, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { kindFacts } from "#lib/notifications/vocabulary.ts";
import { removeNotificationChannel, switchNotificationChannel, testNotificationChannel } from "../actions.ts";
import type { Channel } from "../queries.ts";
import { draftOf } from "./channel-draft.ts";
import { ChannelForm } from "./channel-form.tsx";
import type { LibraryChoice } from "./event-choices.tsx";

type Props = { channels: readonly Channel[]; libraries: readonly LibraryChoice[] };

/** The channels: how each fares, on or off, a test, its form and the way out. */
export function ChannelList({ channels, libraries }: Props) {
  if (channels.length === 0) {
    return <p className="text-2 text-sm">None yet. Add one to hear of failed jobs, offline libraries and new films.</p>;
  }
  return (
    <ul aria-label="Channels" className="grid">
      {channels.map((channel) => (
        <ChannelRow key={channel.channelId} channel={channel} libraries={libraries} />
      ))}
    </ul>
  );
}

function ChannelRow({ channel, libraries }: { channel: Channel; libraries: readonly LibraryChoice[] }) {
  const { channelId, name, kind, enabled } = channel;
  const [isOn, setOn] = useOptimistic(enabled);
  const [isEditing, setIsEditing] = useState(false);
  const [, startSwitching] = useTransition();
  const [testing, startTesting] = useTransition();

  const setEnabled = (isEnabled: boolean) =>
    startSwitching(async () => {
      setOn(isEnabled);
      const result = await answered(switchNotificationChannel({ channelId, isEnabled }));
      if (!result.ok) toastFailed(`${name} was not switched`, { description: result.error.message });
    });

  const test = () =>
    startTesting(async () => {
      const result = await answered(testNotificationChannel({ channelId }));
      const verdict = result.ok ? result.data : { ok: false, message: result.error.message };
      if (verdict.ok) toastDone(`${name} took the test`, { description: verdict.message });
      else toastFailed(`${name} did not take the test`, { description: verdict.message });
    });

  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-border border-b py-3 first:pt-0 last:border-b-0 last:pb-0">
      <Switch aria-label={`Send to ${name}`} checked={isOn} onCheckedChange={setEnabled} />
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2 font-medium text-1 text-sm">
          <span className="wrap-anywhere">{name}</span>
          <Badge>{kindFacts[kind].label}</Badge>
        </p>
        <ChannelState channel={channel} />
      </div>
      <div className="ml-auto flex items-center gap-1">
        <Button size="sm" pending={testing} onClick={test} aria-label={`Test ${name}`}>
          Test
        </Button>
        <IconButton label={`Edit ${name}`} onClick={() => setIsEditing(true)}>
          <Pencil aria-hidden />
        </IconButton>
        <ConfirmButton
          trigger={
            <IconButton label={`Remove ${name}`}>
              <Trash2 aria-hidden />
            </IconButton>
          }
          title={`Remove ${name}?`}
          description="Its settings, its secret and its history go with it. Switch it off instead to keep them."
          confirmLabel="Remove channel"
          onConfirm={async () => {
            const result = await answered(removeNotificationChannel({ channelId }));
            return result.ok ? undefined : result.error.message;
          }}
        />
      </div>
      <Dialog open={isEditing} onOpenChange={setIsEditing}>
        <DialogContent width="lg" title={`Edit ${name}`} description="Where to, and what it is told of.">
          <ChannelForm initial={draftOf(channel)} libraries={libraries} onSaved={() => setIsEditing(false)} />
        </DialogContent>
      </Dialog>
    </li>
  );
}

/** How a channel fares, in a line. */
function ChannelState({ channel }: { channel: Channel }) {
  const { lastError, retryAt, lastSentAt, events, isSecretLost, enabled } = channel;
  if (isSecretLost) {
    return (
      <p className="text-danger text-sm">Its secret cannot be read, because AUTH_SECRET has changed. Enter it again.</p>
    );
  }
  if (lastError !== null) {
    return (
      <p className="wrap-anywhere text-danger text-sm">
        {lastError}
        {retryAt !== null && (
          <span className="block text-3">
            Next try <TimeAgo at={retryAt} />
          </span>
        )}
      </p>
    );
  }
  const told = events.length === 1 ? "1 event" : `${events.length} events`;
  if (!enabled) return <p className="text-3 text-sm">Off. Nothing is kept for it meanwhile.</p>;
  return (
    <p className="text-3 text-sm">
      {told} ·{" "}
      {lastSentAt === null ? (
        "nothing sent yet"
      ) : (
        <>
          last sent <TimeAgo at={lastSentAt} />
        </>
      )}
    </p>
  );
}
