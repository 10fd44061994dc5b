// Times come from the server in the exchange's zone. Here they are told in the reader's own, which every time names as
// before; the title keeps the server's words. The words are English whatever the browser's language, like the page.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
const label = zone === 'Etc/UTC' ? 'UTC' : zone.split('/').at(-1).replaceAll('_', ' ');
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short' });

function tell(time) {
  const date = new Date(time.dateTime);
  if (time.title !== '' || Number.isNaN(date.getTime())) return;
  time.title = time.textContent;
  const today = day.format(date) === day.format(new Date());
  time.textContent = `${today ? '' : `${day.format(date)} `}${clock.format(date)} ${label}`;
}

const tellAll = (root) => {
  for (const time of root.querySelectorAll('time[datetime]')) tell(time);
};

tellAll(document);
// Before the first sight of what the live update puts in.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      if (node.matches('time[datetime]')) tell(node);
      tellAll(node);
    }
}).observe(document.body, { childList: true, subtree: true });
