/** `1 delivery`, `2 deliveries`, `1,200 feeds`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
