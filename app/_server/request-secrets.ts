/** Every secret that a request carries for a program: X-Api-Key, Authorization: Bearer, the password of basic authentication. */
export function readSecrets(headers: Headers): string[] {
  const authorization = headers.get("authorization") ?? "";
  const bearer = authorization.match(/^Bearer +(\S+)$/i)?.[1];
  const basic = authorization.match(/^Basic +([a-z0-9+/=_-]+)$/i)?.[1];
  // Behind the first colon: a password may have more of them.
  const password = basic && Buffer.from(basic, "base64").toString("utf8").split(":").slice(1).join(":");
  return [headers.get("x-api-key"), bearer, password].flatMap((secret) => secret || []);
}
