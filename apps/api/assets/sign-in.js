// The code is in the fragment, which browsers send to no server: it is in no access log and in no Referer.
const form = document.querySelector('form[data-sign-in]');

function signIn() {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!code || !(form instanceof HTMLFormElement)) return;
  const field = form.elements.namedItem('code');
  if (field instanceof HTMLInputElement) field.value = code;
  // Not kept in the history either: going back must not find a spent code.
  history.replaceState(null, '', location.pathname);
  form.requestSubmit();
}

signIn();
// The link opened in a tab that shows this page already changes the fragment and loads nothing.
addEventListener('hashchange', signIn);
