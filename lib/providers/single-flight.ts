/** Something that is on its way, who waits for it, and how to stop it. */
type Flight<T> = { result: Promise<T>; controller: AbortController; waiting: number };

/**
 * Runs the work for a key once, however many ask for it while it runs. It is stopped when the last of them gives up.
 * Each caller's own signal ends only its own wait.
 */
export async function shareFlight<T>(
  flights: Map<string, Flight<T>>,
  key: string,
  work: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const flight = flights.get(key) ?? startFlight(flights, key, work);
  flight.waiting += 1;
  const aborted = Promise.withResolvers<never>();
  const leave = () => aborted.reject(signal?.reason);
  signal?.addEventListener("abort", leave, { once: true });
  try {
    return await Promise.race([flight.result, aborted.promise]);
  } finally {
    signal?.removeEventListener("abort", leave);
    flight.waiting -= 1;
    if (flight.waiting === 0) flight.controller.abort(signal?.reason);
  }
}

function startFlight<T>(
  flights: Map<string, Flight<T>>,
  key: string,
  work: (signal: AbortSignal) => Promise<T>,
): Flight<T> {
  const controller = new AbortController();
  const forget = () => {
    if (flights.get(key) === flight) flights.delete(key);
  };
  const result = work(controller.signal).finally(forget);
  // A flight nobody waits for any more may fail; that is no unhandled error.
  result.catch(() => {});
  controller.signal.addEventListener("abort", forget, { once: true });
  const flight: Flight<T> = { result, controller, waiting: 0 };
  flights.set(key, flight);
  return flight;
}
