// Inside the frame: shows the contract that the page around it gives, and keeps the place while it changes.
"use strict";

(() => {
  let shown = null;
  const fixed = {
    withDefaultFonts: false,
    telemetry: false,
    showDeveloperTools: "never",
    hideClientButton: true,
    documentDownloadType: "none",
    agent: { disabled: true },
    mcp: { disabled: true },
    showSidebar: false,
    hideSearch: true,
    hideDarkModeToggle: true,
    defaultOpenAllTags: true,
  };

  const configuration = ({ tree, servers, dark, tryIt }) => ({
    ...fixed,
    content: tree,
    ...(servers.length ? { servers: servers.map((url) => ({ url })) } : {}),
    hideTestRequestButton: !tryIt,
    darkMode: dark,
    forceDarkModeState: dark ? "dark" : "light",
  });

  const show = (wanted) => {
    document.documentElement.dataset.theme = wanted.dark ? "dark" : "light";
    document.getElementById("wait").hidden = true;
    if (shown) shown.updateConfiguration(configuration(wanted));
    else shown = Scalar.createApiReference("#reference", configuration(wanted));
    // The component takes a forced theme only when it starts.
    document.body.classList.toggle("dark-mode", wanted.dark);
    document.body.classList.toggle("light-mode", !wanted.dark);
  };

  const goTo = ({ method, path, tries = 20 }) => {
    const end = `/${method.toUpperCase()}${path}`;
    const place = [...document.querySelectorAll("[id]")].find((each) => each.id.endsWith(end));
    if (place) place.scrollIntoView({ block: "start" });
    else if (tries) setTimeout(goTo, 100, { method, path, tries: tries - 1 });
  };

  addEventListener("message", (event) => {
    if (event.source !== parent || !event.data) return;
    if (event.data.kind === "show") show(event.data);
    if (event.data.kind === "go") goTo(event.data);
  });
  parent.postMessage({ kind: "ready" }, "*");
})();
