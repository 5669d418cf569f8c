/**
 * The script of a thread, which lies beside its caller: `threadScript(import.meta.url, "read.thread.ts")`. Written as one
 * `new URL(…, import.meta.url)`, Next's bundler would take it for a picture and give the address it is served at, and no
 * thread could start in the web process.
 */
export const threadScript = (callerUrl: string, name: string): URL => new URL(name, callerUrl);
