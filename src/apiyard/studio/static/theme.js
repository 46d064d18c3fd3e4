// Applies the chosen theme before anything is painted.
"use strict";

(() => {
  const root = document.documentElement;
  try {
    const kept = localStorage.getItem("apiyard-studio-theme");
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch {
    // Without storage the system's choice counts.
  }
  window.studioTheme = {
    isDark: () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches),
    toggle: () => {
      root.dataset.theme = window.studioTheme.isDark() ? "light" : "dark";
      try {
        localStorage.setItem("apiyard-studio-theme", root.dataset.theme);
      } catch {
        // The choice lasts as long as the page.
      }
      document.dispatchEvent(new Event("themechange"));
    },
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new Event("themechange")));
})();
