// Shows the contract, and lets the calls that a person tries go through the portal's way to the gateway.
"use strict";

(async () => {
  const secret = document.querySelector('meta[name="csrf-token"]').content;
  const way = `${location.origin}/portal/try/`;
  const plain = window.fetch.bind(window);
  // The way is open to this page only: every call on it carries the session's secret.
  window.fetch = (input, init) => {
    const request = new Request(input, init);
    if (request.url.startsWith(way)) request.headers.set("x-csrf-token", secret);
    return plain(request);
  };
  const response = await plain(document.body.dataset.settings);
  if (!response.ok) {
    document.getElementById("reference").textContent = "The contract cannot be read right now.";
    return;
  }
  const settings = await response.json();
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const shown = Scalar.createApiReference("#reference", { ...settings, darkMode: dark, hideDarkModeToggle: true });
  document.addEventListener("themechange", () => {
    const now = document.documentElement.dataset.theme === "dark";
    shown.updateConfiguration({ ...settings, darkMode: now, forceDarkModeState: now ? "dark" : "light", hideDarkModeToggle: true });
  });
})();
