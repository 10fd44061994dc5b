/** CPU since the process was asked before, and the most memory it ever had. */
export interface Usage {
  cpuSeconds: number;
  peakMemoryMb: number;
}

export type MeasuredCommand<Start> = { do: 'start'; with: Start } | { do: 'usage' } | { do: 'stop' };

/**
 * Makes this child process one whose work is measured: it starts when it is told, says what it used, and stops.
 *
 * @param start begins the work and answers how to end it
 */
export function measured<Start>(start: (settings: Start) => Promise<() => Promise<void>>): void {
  let stop = async () => {};
  let cpu = process.cpuUsage();
  process.on('message', async (command: MeasuredCommand<Start>) => {
    if (command.do === 'start') {
      stop = await start(command.with);
      cpu = process.cpuUsage();
      process.send?.({ started: true });
    } else if (command.do === 'usage') {
      const { user, system } = process.cpuUsage(cpu);
      cpu = process.cpuUsage();
      const usage: Usage = {
        cpuSeconds: (user + system) / 1e6,
        peakMemoryMb: process.resourceUsage().maxRSS / 1024,
      };
      process.send?.(usage);
    } else {
      await stop();
      process.exit(0);
    }
  });
  // A bench that was interrupted leaves nothing running.
  process.on('disconnect', () => process.exit());
}
