// Loaded before a worker's own code (node --import): its wall clock can be set from outside, as by somebody who corrects
// the time of a machine. Timers and performance.now() run on, as they do there.
let offsetMs = 0;
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: [] | [number]) =>
    given.length === 0 ? new target(target.now() + offsetMs) : new target(...given),
  apply: (target) => new target(target.now() + offsetMs).toString(),
  get: (target, name, receiver) =>
    name === 'now' ? () => target.now() + offsetMs : Reflect.get(target, name, receiver),
});

process.on('message', (message: { clockOffsetMs?: number }) => {
  offsetMs = message.clockOffsetMs ?? offsetMs;
});
// Whoever started the worker is gone: so is what it was started for.
process.on('disconnect', () => process.exit());
process.channel?.unref();
