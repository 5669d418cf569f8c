import { parseArgs } from "node:util";
import { playerToken, startPlayers } from "./players/start.ts";
import { addressesOf, startSimulator } from "./server.ts";

/**
 * `node simulator/index.ts --port 4010 [--synthetic 1000] [--artwork-scale 0.1] [--cache-dir folder] [--rate 40]`
 * and `[--films folder] [--shows folder]` for the players, which are started when one of the two is given.
 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    synthetic: { type: "string", default: "0" },
    "artwork-scale": { type: "string", default: "1" },
    "cache-dir": { type: "string" },
    rate: { type: "string", default: "40" },
    films: { type: "string" },
    shows: { type: "string" },
  },
});
const cacheDir = values["cache-dir"];
const simulator = await startSimulator({
  port: Number(values.port),
  synthetic: Number(values.synthetic),
  artworkScale: Number(values["artwork-scale"]),
  faults: { requestsPerSecond: Number(values.rate) },
  ...(cacheDir === undefined ? {} : { cacheDir }),
});
const libraries = [
  ...(values.films === undefined ? [] : [{ folder: values.films, content: "movies" as const }]),
  ...(values.shows === undefined ? [] : [{ folder: values.shows, content: "tvshows" as const }]),
];
const players = libraries.length > 0 ? await startPlayers({ libraries }) : undefined;
// One line of JSON, so that a program that starts this one can read where it listens.
console.log(
  JSON.stringify({
    url: simulator.url,
    tmdbBaseUrl: simulator.tmdbBaseUrl,
    imageBaseUrl: simulator.imageBaseUrl,
    ...addressesOf(simulator.url),
    ...(players && {
      kodiUrl: players.kodi.url,
      kodiTcpUrl: players.kodi.tcpUrl,
      kodiWebsocketUrl: players.kodi.websocketUrl,
      jellyfinUrl: players.jellyfin.url,
      embyUrl: players.emby.url,
      plexUrl: players.plex.url,
      playerToken,
    }),
  }),
);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void Promise.all([simulator.close(), players?.close()]));
}
