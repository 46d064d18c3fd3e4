// Shows the contract with the reference component.
"use strict";

(async () => {
  const response = await fetch(document.body.dataset.settings);
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
