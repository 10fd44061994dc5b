import { DatabaseOutOfReach } from '#store/data-source.js';

/** What went wrong and, where that is known, what to do about it. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof DatabaseOutOfReach) return `${error.message} ${error.remedy}`;
  return error instanceof Error ? error.message : String(error);
};
