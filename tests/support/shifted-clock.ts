/** The environment of a server whose clock is this many minutes off: the process's clock, never the database's. */
export function shiftedClock(minutes: number): { NODE_OPTIONS: string } {
  const program = `
    const now = Date.now;
    Date.now = () => now() + ${minutes * 60_000};
    globalThis.Date = new Proxy(Date, {
      construct: (real, given, made) => Reflect.construct(real, given.length > 0 ? given : [real.now()], made),
    });`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}` };
}
