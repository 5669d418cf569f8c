import { httpPlayer } from "./ask-http.ts";
import { type KodiRpc, readAnswer, rpcAnswer } from "./kodi-rpc.ts";
import { openSocketRpc } from "./kodi-socket.ts";
import type { OpenOptions, PlayerAddress } from "./player.ts";
import { kodiSchemes } from "./vocabulary.ts";

/** Opens the transport that the address names: its web server, raw TCP, or a web socket. */
export async function openKodiRpc(address: PlayerAddress, options: OpenOptions): Promise<KodiRpc> {
  const { protocol } = new URL(address.url);
  const isHttp = kodiSchemes.http.some((scheme) => scheme === protocol);
  return isHttp ? openHttpRpc(address, options) : openSocketRpc(address, options);
}

/** Kodi answers 415 to anything but application/json, and 401 to a wrong password. */
function openHttpRpc(address: PlayerAddress, options: OpenOptions): KodiRpc {
  const { username, secret } = address;
  const login =
    username || secret ? `Basic ${Buffer.from(`${username ?? ""}:${secret ?? ""}`).toString("base64")}` : "";
  const player = httpPlayer(address, { ...options, headers: login === "" ? {} : { authorization: login } });
  return {
    call: async (method, params, schema) => {
      const json = { jsonrpc: "2.0", id: 1, method, params };
      return readAnswer(await player.read({ path: "/jsonrpc", method: "POST", json }, rpcAnswer), {
        name: address.name,
        method,
        schema,
      });
    },
    countEvents: () => 0,
    close: () => {},
  };
}
