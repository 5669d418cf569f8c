import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "./server.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ artworkScale: 0.05 });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.setFaults({});
  simulator.resetDailyLimit();
});

const ask = (query: string) => fetch(`${simulator.omdbBaseUrl}/?${query}`);
const get = async (query: string) => z.looseObject({}).parse(await (await ask(`apikey=k&${query}`)).json());

test("a film has ratings of three sources, and everything is text", async () => {
  expect(await get("i=tt0133093")).toMatchObject({
    Response: "True",
    Title: "The Matrix",
    Year: "1999",
    Released: "31 Mar 1999",
    Runtime: "136 min",
    imdbID: "tt0133093",
    Type: "movie",
    imdbRating: "8.1",
    imdbVotes: "1,384,360",
    BoxOffice: "$463,517,383",
    Awards: "N/A",
    Ratings: [
      { Source: "Internet Movie Database", Value: "8.1/10" },
      { Source: "Rotten Tomatoes", Value: expect.stringMatching(/^\d+%$/) },
      { Source: "Metacritic", Value: expect.stringMatching(/^\d+\/100$/) },
    ],
  });
});

test("what nobody knows is N/A", async () => {
  expect(await get("i=tt9900002")).toMatchObject({ Response: "True", Rated: "N/A", Writer: "N/A", Director: "N/A" });
  const unrated = await get("t=the+office&y=2001");
  expect(unrated).toMatchObject({ Type: "series", Awards: "N/A" });
  expect(unrated).not.toHaveProperty("BoxOffice");
});

test("a series says from when to when, an episode where it belongs", async () => {
  expect(await get("i=tt0903747")).toMatchObject({ Type: "series", Year: "2008–2013", totalSeasons: "5" });
  expect(await get("i=tt0096697")).toMatchObject({ Year: "1989–" });
  const season = z.object({ Episodes: z.array(z.object({ imdbID: z.string(), Title: z.string() })) });
  const { Episodes } = season.parse(await get("i=tt0903747&Season=1"));
  expect(Episodes[6]?.Title).toBe("A No-Rough-Stuff-Type Deal");
  expect(await get(`i=${Episodes[6]?.imdbID}`)).toMatchObject({ Season: "1", Episode: "7", seriesID: "tt0903747" });
});

test("titles are found with their year and kind", async () => {
  expect(await get("t=dune&y=1984")).toMatchObject({ imdbID: "tt0087182" });
  expect(await get("t=battlestar+galactica&y=1978")).toMatchObject({ imdbID: "tt0076984", Type: "series" });
  expect(await get("s=the+office&type=series")).toMatchObject({ totalResults: "2" });
  expect(await get("t=zzzz")).toEqual({ Response: "False", Error: "Movie not found!" });
  expect(await get("t=zzzz&type=series")).toEqual({ Response: "False", Error: "Series not found!" });
  expect(await get("i=nonsense")).toEqual({ Response: "False", Error: "Incorrect IMDb ID." });
});

test("a missing and a wrong key are 401, and so is a day that is used up", async () => {
  simulator.setFaults({ keys: { omdb: ["good"] }, omdbPerDay: 2 });
  for (const [query, error] of [
    ["i=tt0133093", "No API key provided."],
    ["apikey=bad&i=tt0133093", "Invalid API key!"],
  ]) {
    const response = await ask(query ?? "");
    expect([response.status, await response.json()]).toEqual([401, { Response: "False", Error: error }]);
  }
  const statuses = [];
  for (let times = 0; times < 3; times += 1) statuses.push((await ask("apikey=good&i=tt0133093")).status);
  expect(statuses).toEqual([200, 200, 401]);
  expect(await (await ask("apikey=good&i=tt0133093")).json()).toEqual({
    Response: "False",
    Error: "Request limit reached!",
  });
});
