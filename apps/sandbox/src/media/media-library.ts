import { drawPicture } from '#apps/sandbox/src/media/draw-picture.js';
import { writeVideo } from '#apps/sandbox/src/media/write-video.js';

/** One file of an item, as the origins name it. */
export interface MediaFile {
  /** Below the sandbox's address, e.g. `/media/harbour-640x360.png`. */
  path: string;
  purpose: 'web' | 'thumbnail' | 'hd1080' | 'hd720';
  medium: 'picture' | 'video';
  contentType: string;
  sizeBytes: number;
  width: number;
  height: number;
  durationSeconds?: number;
}

/** What an item shows. Names are lower-case Latin letters, digits and hyphens. */
export interface ItemMedia {
  picture?: string;
  video?: { name: string; durationSeconds: number };
}

const PICTURE_SIZES = [
  { purpose: 'web', width: 640, height: 360 },
  { purpose: 'thumbnail', width: 160, height: 90 },
] as const;
const VIDEO_SIZES = [
  { purpose: 'hd1080', width: 1920, height: 1080 },
  { purpose: 'hd720', width: 1280, height: 720 },
] as const;

/** Files that are kept made; more names than that only cost making them again. */
const KEPT_FILES = 500;

/**
 * The pictures and videos of the sandbox. A path says all that is needed to make the file, so an address that an
 * earlier run gave out still answers, with the same bytes.
 */
export class MediaLibrary {
  readonly #kept = new Map<string, Buffer>();

  filesOf({ picture, video }: ItemMedia): MediaFile[] {
    const files: MediaFile[] = [];
    if (video !== undefined) {
      const { name, durationSeconds } = video;
      for (const size of VIDEO_SIZES) {
        const path = `/media/${name}-${durationSeconds}s-${size.height}p.mp4`;
        const sizeBytes = this.#make(path, () => writeVideo(path, durationSeconds)).length;
        files.push({ path, ...size, medium: 'video', contentType: 'video/mp4', sizeBytes, durationSeconds });
      }
    }
    if (picture !== undefined) {
      for (const size of PICTURE_SIZES) {
        const path = `/media/${picture}-${size.width}x${size.height}.png`;
        const sizeBytes = this.#make(path, () => drawPicture(picture, size.width, size.height)).length;
        files.push({ path, ...size, medium: 'picture', contentType: 'image/png', sizeBytes });
      }
    }
    return files;
  }

  /** Undefined for a path that no item could have. */
  read(path: string): { bytes: Buffer; contentType: string } | undefined {
    const picture = /^\/media\/([a-z0-9-]{1,60})-(\d+)x(\d+)\.png$/.exec(path);
    if (picture) {
      const [, name = '', width, height] = picture;
      const size = PICTURE_SIZES.find((s) => s.width === Number(width) && s.height === Number(height));
      if (size === undefined) return undefined;
      return {
        bytes: this.#make(path, () => drawPicture(name, size.width, size.height)),
        contentType: 'image/png',
      };
    }
    const video = /^\/media\/[a-z0-9-]{1,60}-(\d{1,5})s-(?:1080|720)p\.mp4$/.exec(path);
    if (video) {
      return { bytes: this.#make(path, () => writeVideo(path, Number(video[1]))), contentType: 'video/mp4' };
    }
    return undefined;
  }

  #make(path: string, make: () => Buffer): Buffer {
    const kept = this.#kept.get(path);
    if (kept !== undefined) return kept;
    const bytes = make();
    if (this.#kept.size < KEPT_FILES) this.#kept.set(path, bytes);
    return bytes;
  }
}
