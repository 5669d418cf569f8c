import { describe, expect, test } from "vitest";
import { isAppError } from "#lib/errors.ts";
import { parseTrailerUrl } from "./trailer-url.ts";

const key = "dQw4w9WgXcQ";
const canonical = `https://www.youtube.com/watch?v=${key}`;

describe("the address of a trailer", () => {
  test.each([
    `https://www.youtube.com/watch?v=${key}`,
    `http://youtube.com/watch?feature=share&v=${key}&t=10s#x`,
    `https://youtu.be/${key}?si=abc`,
    `https://m.youtube.com/shorts/${key}`,
    `https://www.youtube-nocookie.com/embed/${key}`,
    `  HTTPS://WWW.YOUTUBE.COM/watch?v=${key}  `,
    `https://www.youtube.com:443/watch?v=${key}`,
  ])("of YouTube is one however it is written: %s", (text) => {
    expect(parseTrailerUrl(text)).toEqual({
      kind: "youtube",
      url: canonical,
      videoId: key,
      host: "www.youtube.com",
    });
  });

  test.each([
    ["https://vimeo.com/76979871", "https://vimeo.com/76979871"],
    ["https://player.vimeo.com/video/76979871?h=8272103f6e", "https://vimeo.com/76979871/8272103f6e"],
    ["https://vimeo.com/channels/staffpicks/76979871", "https://vimeo.com/76979871"],
    ["https://vimeo.com/76979871/8272103f6e", "https://vimeo.com/76979871/8272103f6e"],
  ])("of Vimeo keeps what an unlisted video needs: %s", (text, url) => {
    expect(parseTrailerUrl(text)).toEqual({ kind: "vimeo", url, videoId: "76979871", host: "vimeo.com" });
  });

  test("of a video file may be anywhere, on the usual port", () => {
    const url = "https://studio.example/films/heat.MP4?token=1";
    expect(parseTrailerUrl(`${url}#t=5`)).toEqual({ kind: "direct", url, videoId: null, host: "studio.example" });
    expect(() => parseTrailerUrl("https://studio.example:22/heat.mp4")).toThrow();
  });

  test("of a host that the environment names may be a page, and on its own port", () => {
    const hosts = ["films.example", "10.0.0.5:8080"];
    expect(parseTrailerUrl("https://films.example/heat", hosts)).toMatchObject({ kind: "page", host: "films.example" });
    expect(parseTrailerUrl("http://10.0.0.5:8080/heat.mkv", hosts)).toMatchObject({ kind: "direct" });
    expect(() => parseTrailerUrl("https://films.example:8443/heat", hosts)).toThrow();
    expect(() => parseTrailerUrl("https://evil.films.example/heat", hosts)).toThrow();
  });

  test.each([
    "",
    "--exec=touch /tmp/x",
    "-U https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:video/mp4;base64,AAAA",
    "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
    "https://user:secret@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com:8080/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com./watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com\\@evil.example/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ\n--exec=id",
    "https://www.youtube.com/watch?v=--exec",
    "https://www.youtube.com/playlist?list=PL123",
    "https://youtu.be/../etc/passwd",
    "https://vimeo.com/ondemand/123",
    "https://xn--yutube-wqf.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example/video",
    "ytsearch:heat trailer",
    `https://studio.example/${"a".repeat(2000)}.mp4`,
  ])("is refused with a reason when it is something else: %s", (text) => {
    try {
      parseTrailerUrl(text, ["films.example"]);
      expect.unreachable();
    } catch (error) {
      if (!isAppError(error, "invalid")) throw error;
      expect(error.field).toBe("url");
      expect(error.message).toMatch(/^[A-Z].+\.$/);
    }
  });
});
