// Keeps the status page live. The stream says only that something changed; the fragments come from the server as HTML,
// so that there is one place that writes them.
const EVERY_MS = 2_000;
const WITHOUT_STREAM_MS = 15_000;

const banner = document.querySelector('[data-banner]');
const announcer = document.querySelector('[data-announce]');
let dirty = false;
let urgent = false;
let loading = false;
let stream;
let lostAt;
let lastRefreshAt = 0;

/** A fragment a person is working in waits: an open form or a focused control must not vanish under the hand. */
function inUse(fragment) {
  // A kill waits for nobody, and there is nothing to fill in there.
  if (fragment.id === 'kills') return false;
  return fragment.querySelector('details.act[open]') !== null || fragment.contains(document.activeElement);
}

function replace(fragment, markup) {
  if (fragment.dataset.markup === markup || inUse(fragment)) return;
  fragment.dataset.markup = markup;
  const known = new Set([...fragment.querySelectorAll('[data-key]')].map((row) => row.dataset.key));
  fragment.innerHTML = markup;
  // For those who do not see it turn red, whichever way it got here.
  for (const kill of fragment.querySelectorAll('.notice.red[data-key]'))
    if (!known.has(kill.dataset.key))
      announcer.textContent = `A kill arrived: ${kill.querySelector('a').textContent}`;
  for (const row of fragment.querySelectorAll('[data-key]'))
    if (known.size > 0 && !known.has(row.dataset.key)) row.classList.add('fresh');
}

async function refresh() {
  if (loading) {
    dirty = true;
    return;
  }
  loading = true;
  dirty = false;
  urgent = false;
  lastRefreshAt = Date.now();
  try {
    const answer = await fetch('/fragments', { headers: { accept: 'application/json' } });
    // Signed out elsewhere, or the session is over: the sign-in page says what to do.
    if (answer.status === 401) {
      location.assign('/sign-in');
      return;
    }
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const { title, fragments } = await answer.json();
    document.title = title;
    for (const [name, markup] of Object.entries(fragments)) {
      const fragment = document.getElementById(name);
      if (fragment) replace(fragment, markup);
    }
    if (stream.readyState === EventSource.OPEN) found();
  } catch {
    // What is shown stays; the banner says how old it is.
    lost();
  } finally {
    loading = false;
    if (urgent) void refresh();
  }
}

function clock(date) {
  return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

function lost() {
  if (lostAt) return;
  lostAt = new Date();
  banner.textContent = `Live updates lost at ${clock(lostAt)} your time. What you see is from then; trying again every ${WITHOUT_STREAM_MS / 1000} s.`;
  banner.hidden = false;
}

function found() {
  if (!lostAt) return;
  lostAt = undefined;
  banner.hidden = true;
}

function listen() {
  stream = new EventSource('/v1/stream');
  // What happened meanwhile is read; the banner goes when it is there.
  stream.addEventListener('open', () => void refresh());
  stream.addEventListener('error', () => {
    lost();
    // A browser tries again by itself unless the server refused; then the stream is closed and must be opened anew.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, WITHOUT_STREAM_MS);
  });
  for (const type of ['change', 'resync', 'delivery', 'feed', 'destination', 'configuration'])
    stream.addEventListener(type, () => {
      dirty = true;
    });
  // Kills and recalls apply at once, everything else at most every two seconds.
  for (const type of ['kill', 'recall'])
    stream.addEventListener(type, () => {
      urgent = true;
      void refresh();
    });
}

setInterval(() => {
  const wait = lostAt ? WITHOUT_STREAM_MS : EVERY_MS;
  const due = Date.now() - lastRefreshAt >= wait;
  // Ages ("4 min ago") grow without any event, so that a quiet page is read again now and then too.
  const stale = Date.now() - lastRefreshAt >= WITHOUT_STREAM_MS;
  if (!document.hidden && due && (dirty || lostAt || stale)) void refresh();
}, 500);

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void refresh();
});

listen();
