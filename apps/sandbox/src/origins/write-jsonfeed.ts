import {
  filesOf,
  headlineWithSignal,
  pageUrl,
  publicBody,
  publicDescription,
  timestamp,
  topicName,
  type WriteOrigin,
} from '#apps/sandbox/src/origins/written-item.js';

/** JSON Feed 1.1, further pages by `next_url`. */
export const writeJsonfeed: WriteOrigin = (page) =>
  JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: page.feed.title,
      description: page.feed.description,
      home_page_url: `${page.sandboxUrl}/`,
      feed_url: page.selfUrl,
      next_url: page.nextUrl,
      language: page.feed.language,
      authors: [{ name: page.feed.partnerName }],
      items: page.items.map((item) => {
        const files = filesOf(item, page);
        const topic = topicName(item);
        const videos = files.filter(({ medium }) => medium === 'video');
        return {
          id: item.guid,
          url: pageUrl(item, page),
          title: headlineWithSignal(item),
          summary: publicDescription(item),
          content_html: publicBody(item),
          date_published: timestamp(item.firstCreated),
          date_modified: timestamp(item.versionCreated),
          language: item.language,
          tags: topic && [topic],
          image: files.find(({ medium, purpose }) => medium === 'picture' && purpose === 'web')?.href,
          attachments:
            videos.length > 0
              ? videos.map((file) => ({
                  url: file.href,
                  mime_type: file.contentType,
                  title: item.headline,
                  size_in_bytes: file.sizeBytes,
                  duration_in_seconds: file.durationSeconds,
                }))
              : undefined,
        };
      }),
    },
    undefined,
    2,
  );
