/**
 * Lets no WebAssembly module of this thread grow beyond `maxBytes`. The resource limits of a worker cover JavaScript
 * alone, and MediaInfo's own limit is 2 GB: a header that asks for more than it may have fails as if memory were short.
 */
export function limitWasmMemory(maxBytes: number): void {
  const pageBytes = 65_536;
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages: number): number {
    if (this.buffer.byteLength + pages * pageBytes > maxBytes) throw new RangeError("No more memory for this file.");
    return grow.call(this, pages);
  };
}
