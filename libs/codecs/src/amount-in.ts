/** `1.5 MB`, `700 KiB`, `1,234 bytes`. */
const SIZE = /^\s*(\d[\d.,]{0,14})\s*(b|[kmgt](?=i?b|$))(i)?b?(?:ytes?)?\s*$/i;
/** As nearly each is written. */
const DIGITS = /^\d{1,300}$/;
const THOUSANDS = /^\s*[1-9]\d{0,2}(?:,\d{3}(?=[,\s]|$)|[ '’\u00a0\u202f]\d{3})+\s*$/;

/** A number that is not negative; perhaps with signs between its thousands, or `px`. Undefined where it is none. */
export function amountIn(written: string): number | undefined {
  if (DIGITS.test(written)) return Number(written);
  const amount = Number(
    THOUSANDS.test(written) ? written.replace(/[^\d]/g, '') : written.replace(/\s*px\s*$/i, ''),
  );
  return Number.isFinite(amount) && amount >= 0 ? amount : undefined;
}

/** A number of bytes, whole; `isRounded` where a unit such as `MB` lets it be only about as many. */
export function bytesIn(written: string): { bytes?: number; isRounded: boolean } {
  const sized = SIZE.exec(written);
  if (sized === null) {
    const amount = amountIn(written);
    // A file has no part of a byte: it is of some unit that is not said.
    return amount !== undefined && Number.isInteger(amount)
      ? { bytes: amount, isRounded: false }
      : { isRounded: false };
  }
  const [, number = '', unit = '', binary] = sized;
  const power = 'bkmgt'.indexOf(unit.toLowerCase());
  const amount = Number(THOUSANDS.test(number) ? number.replaceAll(',', '') : number.replace(',', '.'));
  if (Number.isNaN(amount)) return { isRounded: false };
  return { bytes: Math.round(amount * (binary ? 1024 : 1000) ** power), isRounded: power > 0 };
}
