const LOOK_EVERY_MS = 500;

/**
 * npm runs a script under a shell, and a shell that dies of SIGTERM hands it on to nobody. Where npm started this process,
 * the end of its parent counts as that signal. Windows never tells of it.
 */
export function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  looking.unref();
}
