/** Sends an event as Radarr and Sonarr do: POST of JSON, with the password of basic authentication. */
export async function sendWebhook(params: { url: string; secret: string; event: unknown }): Promise<Response> {
  const { url, secret, event } = params;
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from(`metarr:${secret}`).toString("base64")}`,
      "user-agent": "Radarr/5.2.0.1 (alpine 3.19)",
    },
    body: JSON.stringify(event),
  });
}
