import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "#components/ui/table.tsx";
import { formatBitRate, nameOfChannels, nameOfLanguage, nameOfResolution } from "./format.ts";
import type { ShownFile } from "./shown-file.ts";

type Column<Stream> = { label: string; cell: (stream: Stream) => ReactNode };

const videoColumns: readonly Column<ShownFile["video"][number]>[] = [
  { label: "Codec", cell: ({ codec, profile }) => [codec, profile].filter(Boolean).join(" ") },
  { label: "Size", cell: (stream) => `${stream.width} × ${stream.height} (${nameOfResolution(stream)})` },
  { label: "Shape", cell: ({ aspectRatio }) => aspectRatio },
  { label: "Frames", cell: ({ frameRate }) => frameRate && `${Number(frameRate.toFixed(3))} fps` },
  { label: "Bit rate", cell: ({ bitRate }) => bitRate && formatBitRate(bitRate) },
  { label: "Range", cell: ({ hdrFormat }) => (hdrFormat ? <Badge tone="accent">{hdrFormat}</Badge> : "SDR") },
  {
    label: "Colour",
    cell: ({ colorPrimaries, colorTransfer }) => [colorPrimaries, colorTransfer].filter(Boolean).join(", "),
  },
];

const audioColumns: readonly Column<ShownFile["audio"][number]>[] = [
  { label: "Language", cell: ({ language }) => nameOfLanguage(language) },
  { label: "Codec", cell: ({ codec }) => codec },
  { label: "Channels", cell: ({ channels }) => nameOfChannels(channels) },
  { label: "Sampling", cell: ({ sampleRate }) => sampleRate && `${sampleRate / 1000} kHz` },
  { label: "Bit rate", cell: ({ bitRate }) => bitRate && formatBitRate(bitRate) },
  { label: "Title", cell: ({ title }) => title },
  { label: "Marks", cell: ({ isDefault }) => isDefault && <Badge>Default</Badge> },
];

const subtitleColumns: readonly Column<ShownFile["subtitles"][number]>[] = [
  { label: "Language", cell: ({ language }) => nameOfLanguage(language) },
  { label: "Format", cell: ({ codec }) => codec },
  { label: "Title", cell: ({ title }) => title },
  {
    label: "Marks",
    cell: ({ isForced, isDefault }) =>
      (isForced || isDefault) && (
        <span className="flex gap-1">
          {isForced && <Badge tone="warning">Forced</Badge>}
          {isDefault && <Badge>Default</Badge>}
        </span>
      ),
  },
];

/** What is in a file: a table for each kind of stream that it has. */
export function StreamTables({ file }: { file: ShownFile }) {
  return (
    <>
      <StreamTable caption="Video" columns={videoColumns} streams={file.video} />
      <StreamTable caption="Audio" columns={audioColumns} streams={file.audio} />
      <StreamTable caption="Subtitles" columns={subtitleColumns} streams={file.subtitles} />
    </>
  );
}

type StreamTableProps<Stream> = {
  caption: string;
  columns: readonly Column<Stream>[];
  streams: readonly Stream[];
};

function StreamTable<Stream extends { id: number }>({ caption, columns, streams }: StreamTableProps<Stream>) {
  if (streams.length === 0) return null;
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-medium text-2 text-sm">
        {caption} <span className="font-normal text-3">{streams.length}</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-lg border border-border">
        <table aria-label={caption} className="w-full border-collapse text-left text-sm">
          <TableHead>
            <TableRow>
              {columns.map(({ label }) => (
                <TableHeaderCell key={label}>{label}</TableHeaderCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {streams.map((stream) => (
              <TableRow key={stream.id}>
                {columns.map(({ label, cell }) => (
                  <TableCell key={label} className="h-9 whitespace-nowrap">
                    {cell(stream) || <span className="text-3">–</span>}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </table>
      </section>
    </div>
  );
}
