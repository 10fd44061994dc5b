import { fileURLToPath } from 'node:url';

const above = fileURLToPath(new URL('../..', import.meta.url));

/** A file of ours as it runs in a process of its own, whether this code was built or is run by jest. */
export const built = (file: string): string => `${above.endsWith('/dist/') ? above : `${above}dist/`}${file}`;
