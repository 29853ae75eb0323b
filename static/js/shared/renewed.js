// A page that shows how something stands: every five seconds its main part is replaced by what the server says now.
// Where the server can't be reached, what stands there stays.

const EVERY = 5000;

const renew = async () => {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  const shown = document.querySelector("main");
  if (now && shown && now.textContent !== shown.textContent) shown.replaceWith(document.adoptNode(now));
};

setInterval(() => document.hidden || renew().catch(() => {}), EVERY);
