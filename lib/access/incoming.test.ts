import { expect, test } from "vitest";
import { addressHeader, sameMachineHeader, trustedProxies, vetHeaders } from "./incoming.ts";

type Options = { peer?: string; trusted?: string[]; baseUrl?: string };

function vet(headers: Record<string, string>, { peer = "203.0.113.9", trusted = [], baseUrl }: Options = {}) {
  const vetted: Record<string, string | string[] | undefined> = { host: "metarr.example", ...headers };
  vetHeaders(vetted, { address: peer, isTrusted: trustedProxies(trusted), baseUrl });
  return vetted;
}

const address = (headers: Record<string, string>, options?: Options) => vet(headers, options)[addressHeader];
const sameMachine = (headers: Record<string, string>, options?: Options) => vet(headers, options)[sameMachineHeader];
const scheme = (headers: Record<string, string>, options?: Options) => vet(headers, options)["x-forwarded-proto"];

test("S13: a client cannot choose its address", () => {
  for (let number = 0; number < 1000; number++) {
    expect(address({ "x-forwarded-for": `10.0.${number % 256}.1`, "x-real-ip": "10.1.1.1" })).toBe("203.0.113.9");
  }
  expect(address({ [addressHeader]: "10.0.0.1", forwarded: "for=10.0.0.1" })).toBe("203.0.113.9");
});

test("S13: behind a trusted proxy the rightmost address that is no proxy counts", () => {
  const options = { peer: "10.0.0.2", trusted: ["10.0.0.0/8"] };
  expect(address({ "x-forwarded-for": "198.51.100.7" }, options)).toBe("198.51.100.7");
  expect(address({ "x-forwarded-for": "1.1.1.1, 198.51.100.7, 10.0.0.9" }, options)).toBe("198.51.100.7");
  expect(address({ "x-forwarded-for": "1.1.1.1, 198.51.100.7" }, { ...options, peer: "::ffff:10.0.0.2" })).toBe(
    "198.51.100.7",
  );
  expect(address({ "x-forwarded-for": "nonsense" }, options)).toBe("10.0.0.2");
  expect(address({}, options)).toBe("10.0.0.2");
});

test("S1: headers that Next sends to itself never come from outside", () => {
  const vetted = vet({ "x-middleware-subrequest": "proxy:proxy:proxy", "x-invoke-path": "/", "x-metarr-path": "/" });
  expect(Object.keys(vetted).filter((name) => /middleware|invoke|metarr-path/.test(name))).toEqual([]);
});

test("S14: only a browser on this machine, asking for this machine, is on this machine", () => {
  const local = { peer: "127.0.0.1" };
  expect(sameMachine({ host: "localhost:3000" }, local)).toBe("1");
  expect(sameMachine({ host: "[::1]:3000" }, { peer: "::1" })).toBe("1");
  expect(sameMachine({ host: "127.0.0.1" }, { peer: "::ffff:127.0.0.1" })).toBe("1");
  expect(sameMachine({ host: "localhost:3000" })).toBe("0");
  expect(sameMachine({ host: "localhost:3000", [sameMachineHeader]: "1" })).toBe("0");
  // A name of somebody else that points here (DNS rebinding).
  expect(sameMachine({ host: "rebound.example:3000" }, local)).toBe("0");
  // A proxy on this machine that nobody declared.
  expect(sameMachine({ host: "127.0.0.1:3000", "x-forwarded-for": "198.51.100.7" }, local)).toBe("0");
  expect(sameMachine({ host: "127.0.0.1:3000", "x-real-ip": "127.0.0.1" }, local)).toBe("0");
  // A declared one: what it says counts, and saying nothing is no proof.
  const declared = { peer: "127.0.0.1", trusted: ["127.0.0.1"] };
  expect(sameMachine({ host: "localhost", "x-forwarded-for": "198.51.100.7" }, declared)).toBe("0");
  expect(sameMachine({ host: "localhost" }, declared)).toBe("0");
});

test("S12: a request is https when a trusted proxy or BASE_URL says so", () => {
  const proxy = { peer: "10.0.0.2", trusted: ["10.0.0.2"] };
  expect(scheme({ "x-forwarded-proto": "https" }, proxy)).toBe("https");
  expect(scheme({ "x-forwarded-proto": "https" })).toBe("http");
  expect(scheme({}, { baseUrl: "https://metarr.example" })).toBe("https");
  expect(scheme({ host: "192.168.1.5:3000" }, { baseUrl: "https://metarr.example" })).toBe("http");
});

test("a forwarded host is believed from a trusted proxy only", () => {
  expect(vet({ "x-forwarded-host": "evil.example" })["x-forwarded-host"]).toBe("metarr.example");
  const proxy = { peer: "10.0.0.2", trusted: ["10.0.0.2"] };
  expect(vet({ host: "metarr:3000", "x-forwarded-host": "films.example" }, proxy)["x-forwarded-host"]).toBe(
    "films.example",
  );
});

test("a typing error in TRUSTED_PROXIES is told", () => {
  for (const entry of ["10.0.0.0/33", "proxy", "10.0.0", "10.0.0.0/x", "::1/129"]) {
    expect(() => trustedProxies([entry])).toThrow(entry);
  }
  expect(trustedProxies(["fd00::/8"])("fd12::1")).toBe(true);
});
