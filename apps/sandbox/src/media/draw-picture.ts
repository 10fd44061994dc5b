import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Shades of sky, and after them shades of land: the palette has `SHADES` of each. */
const SHADES = 48;

/**
 * A small landscape as PNG (ISO/IEC 15948, colour type 3), drawn from the name alone: the same name and size always
 * give the same bytes. The sandbox needs real pictures without carrying picture files about.
 */
export function drawPicture(name: string, width: number, height: number): Buffer {
  const seed = createHash('sha256').update(name).digest();
  const pixel = (index: number): number => seed[index] ?? 0;
  const sky = gradient(
    [pixel(0), 120 + (pixel(1) >> 2), 200 + (pixel(2) >> 3)],
    [250, 200 + (pixel(3) >> 3), 150],
  );
  const land = gradient([40 + (pixel(4) >> 2), 90 + (pixel(5) >> 2), 60], [15, 40 + (pixel(6) >> 3), 30]);

  const skyline = Array.from({ length: width }, (_, x) => {
    const across = x / width;
    const hills =
      0.12 * Math.sin(across * (4 + (pixel(7) >> 5)) + pixel(8)) + 0.05 * Math.sin(across * 23 + pixel(9));
    return height * (0.55 + hills);
  });
  // Each row starts with its filter type, 0: none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    const shade = Math.floor((y / height) * SHADES);
    const row = rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)).fill(shade);
    for (let x = 0; x < width; x++) if (y >= (skyline[x] ?? 0)) row[x] = shade + SHADES;
  }

  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from([...sky, ...land].flat())),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Colour = readonly [red: number, green: number, blue: number];

function gradient(from: Colour, to: Colour): number[][] {
  return Array.from({ length: SHADES }, (_, step) =>
    from.map((start, i) => Math.round(start + (((to[i] ?? 0) - start) * step) / (SHADES - 1))),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}
