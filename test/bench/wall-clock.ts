/** Wall clock in milliseconds with a fraction: comparable between processes of one machine. */
export const wallClockMs = (): number => performance.timeOrigin + performance.now();
