/**
 * The container of a video without its frames: a well-formed ISO base media file (ISO/IEC 14496-12) that states its
 * duration and says in its media data that it is a stand-in. Enough for what travels through the exchange, which are
 * addresses, sizes and durations.
 */
export function writeVideo(name: string, durationSeconds: number): Buffer {
  const timescale = 1000;
  const movieHeader = Buffer.alloc(100);
  movieHeader.writeUInt32BE(timescale, 12);
  movieHeader.writeUInt32BE(durationSeconds * timescale, 16);
  movieHeader.writeUInt32BE(0x00010000, 20); // normal speed
  movieHeader.writeUInt16BE(0x0100, 24); // full volume
  for (const [offset, value] of [
    [36, 0x00010000],
    [52, 0x00010000],
    [68, 0x40000000], // the unity matrix
    [96, 1], // next track
  ] as const) {
    movieHeader.writeUInt32BE(value, offset);
  }
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\0\0isomiso2mp41', 'latin1')),
    box('moov', box('mvhd', movieHeader)),
    box('mdat', Buffer.from(`Korpu sandbox: a stand-in for the video "${name}".`, 'utf8')),
  ]);
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}
