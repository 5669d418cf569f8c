import { nfoLanguage } from "../languages.ts";
import { lookUp } from "../look-up.ts";
import { kodiCodec, kodiHdr } from "./codecs.ts";
import { keptKeyOf } from "./kept.ts";
import type {
  NfoActor,
  NfoArtwork,
  NfoCollection,
  NfoEntity,
  NfoKept,
  NfoKind,
  NfoRating,
  NfoUniqueId,
} from "./types.ts";
import { escapeAttribute, escapeText, removeIllegal } from "./xml.ts";

const rootNames: Readonly<Record<NfoKind, string>> = {
  movie: "movie",
  tvshow: "tvshow",
  episode: "episodedetails",
  season: "season",
  url: "movie",
};

/** Writes a film's NFO as Kodi would, with what an earlier one held and Metarr does not model (`keep`). */
export function writeMovieNfo(entity: NfoEntity, options: { keep?: NfoKept | undefined } = {}): string {
  return writeNfo({ kind: "movie", entities: [entity], kept: options.keep ? [options.keep] : [] });
}

/**
 * Writes one root per entity, in the order of elements of Kodi's CVideoInfoTag::Save. Always well-formed: characters
 * that XML forbids are removed. The same input gives the same text, byte for byte.
 */
export function writeNfo(document: {
  kind: NfoKind;
  entities: readonly NfoEntity[];
  kept: readonly NfoKept[];
}): string {
  const roots = document.entities.map((entity, at) => writeRoot(document.kind, entity, document.kept[at] ?? nothing));
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${roots.join("")}`;
}

const nothing: NfoKept = { elements: [], children: {}, attributes: {} };

function writeRoot(kind: NfoKind, entity: NfoEntity, kept: NfoKept): string {
  const out = makeWriter(kept);
  writeTitles(out, entity);
  writeNumbers(out, entity, kind);
  out.value("outline", entity.outline);
  out.value("plot", entity.plot);
  out.value("tagline", entity.tagline);
  out.value("runtime", entity.runtimeMinutes);
  writeArtwork(out, entity.artwork);
  out.value("mpaa", entity.mpaa);
  out.value("playcount", entity.playCount);
  writeIds(out, entity.uniqueIds);
  out.list("genre", entity.genres);
  out.list("country", entity.countries);
  writeCollection(out, entity.collection);
  out.list("tag", entity.tags);
  out.list("credits", entity.writers);
  out.list("director", entity.directors);
  out.value("premiered", entity.premiered);
  out.value("year", entity.year);
  out.value("status", entity.status);
  out.value("aired", entity.aired);
  out.list("studio", entity.studios);
  out.value("trailer", entity.trailer);
  writeStreams(out, entity.streams);
  for (const actor of entity.actors) writeActor(out, actor);
  for (const { number, name } of entity.namedSeasons) out.value("namedseason", name, { number }, name);
  out.value("dateadded", entity.dateAdded);
  out.value("lockdata", entity.lockData);
  out.value("lockedfields", entity.lockedFields.join("|"));
  for (const xml of kept.elements) out.raw(xml);
  const name = rootNames[kind];
  return `<${name}>\n${out.lines.map((line) => `    ${line}\n`).join("")}</${name}>\n`;
}

type Attributes = Record<string, string | number | boolean | null>;
type Content = string | number | boolean | null;

/** Collects lines; `identity` names an element among its like, so that its kept attributes find it. */
function makeWriter(kept: NfoKept) {
  const lines: string[] = [];
  const attributesOf = (name: string, identity: string, own: Attributes) => {
    const all = { ...own, ...(lookUp(kept.attributes, keptKeyOf(name, identity)) ?? {}) };
    const pairs = Object.entries(all).filter(([, value]) => value !== null && value !== false);
    return pairs.map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`).join("");
  };
  const writer = {
    lines,
    raw: (xml: string) => lines.push(xml),
    value(name: string, content: Content, own: Attributes = {}, identity = "") {
      const text = content === null ? "" : removeIllegal(String(content)).trim();
      if (text !== "") lines.push(`<${name}${attributesOf(name, identity, own)}>${escapeText(text)}</${name}>`);
    },
    list(name: string, values: readonly string[]) {
      for (const value of values) writer.value(name, value, {}, value);
    },
    /** Writes a parent with what `body` writes, or nothing when that is nothing. */
    group(name: string, body: () => void, own: Attributes = {}, identity = "") {
      const start = lines.length;
      body();
      for (const xml of lookUp(kept.children, keptKeyOf(name, identity)) ?? []) lines.push(xml);
      const inner = lines.splice(start);
      if (inner.length === 0) return;
      lines.push(`<${name}${attributesOf(name, identity, own)}>`);
      for (const line of inner) lines.push(`    ${line}`);
      lines.push(`</${name}>`);
    },
  };
  return writer;
}

type Writer = ReturnType<typeof makeWriter>;

function writeTitles(out: Writer, entity: NfoEntity): void {
  out.value("title", entity.title);
  out.value("originaltitle", entity.originalTitle);
  out.value("showtitle", entity.showTitle);
  out.value("sorttitle", entity.sortTitle);
  out.group("ratings", () => {
    for (const rating of entity.ratings) writeRating(out, rating);
  });
  out.value("userrating", entity.userRating);
}

function writeRating(out: Writer, { name, value, max, votes, default: isDefault }: NfoRating): void {
  const body = () => {
    out.value("value", Number(value.toFixed(4)));
    out.value("votes", votes);
  };
  out.group("rating", body, { name, max, default: isDefault }, name);
}

function writeNumbers(out: Writer, entity: NfoEntity, kind: NfoKind): void {
  out.value(kind === "season" ? "seasonnumber" : "season", entity.season);
  out.value("episode", entity.episode);
  out.value("episodenumberend", entity.episodeEnd);
  out.value("displayseason", entity.displaySeason);
  out.value("displayepisode", entity.displayEpisode);
}

function writeArtwork(out: Writer, artwork: readonly NfoArtwork[]): void {
  const isFanart = (picture: NfoArtwork) => picture.type === "fanart" && picture.season === null;
  for (const { type, url, season } of artwork.filter((picture) => !isFanart(picture))) {
    out.value("thumb", url, { aspect: type, type: season === null ? null : "season", season }, url);
  }
  out.group("fanart", () => {
    for (const { url } of artwork.filter(isFanart)) out.value("thumb", url, {}, url);
  });
}

function writeIds(out: Writer, ids: readonly NfoUniqueId[]): void {
  const chosen = ids.find((id) => id.default) ?? ids[0];
  out.value("id", chosen?.value ?? null);
  for (const id of ids) out.value("uniqueid", id.value, { type: id.type, default: id === chosen }, id.type);
}

function writeCollection(out: Writer, collection: NfoCollection | null): void {
  if (!collection) return;
  const body = () => {
    out.value("name", collection.name);
    out.value("overview", collection.overview);
  };
  out.group("set", body, { tmdbcolid: collection.tmdbId });
}

function writeActor(out: Writer, actor: NfoActor): void {
  const body = () => {
    out.value("name", actor.name);
    out.value("role", actor.role);
    out.value("type", actor.type);
    out.value("order", actor.order);
    out.value("thumb", actor.thumb);
  };
  out.group("actor", body, {}, actor.name);
}

function writeStreams(out: Writer, streams: NfoEntity["streams"]): void {
  const language = (code: string | null) => (code === null ? null : nfoLanguage(code));
  const codec = (name: string | null) => (name === null ? null : kodiCodec(name));
  const group = (name: string, fields: Record<string, Content>) =>
    out.group(name, () => {
      for (const [field, value] of Object.entries(fields)) out.value(field, value);
    });
  const body = () => {
    for (const video of streams.video) {
      group("video", {
        codec: codec(video.codec),
        aspect: video.aspectRatio,
        width: video.width,
        height: video.height,
        durationinseconds: video.durationSeconds === null ? null : Math.round(video.durationSeconds),
        stereomode: video.stereoMode,
        hdrtype: video.hdrFormat === null ? null : kodiHdr(video.hdrFormat),
        bitrate: video.bitRate,
        framerate: video.frameRate,
        language: language(video.language),
      });
    }
    for (const audio of streams.audio) {
      group("audio", {
        codec: codec(audio.codec),
        language: language(audio.language),
        channels: audio.channels,
        bitrate: audio.bitRate,
        samplingrate: audio.sampleRate,
        default: audio.isDefault || null,
        forced: audio.isForced || null,
      });
    }
    for (const subtitle of streams.subtitle) {
      group("subtitle", {
        codec: codec(subtitle.codec),
        language: language(subtitle.language),
        default: subtitle.isDefault || null,
        forced: subtitle.isForced || null,
      });
    }
  };
  out.group("fileinfo", () => out.group("streamdetails", body));
}
