// Runs before the first paint: the person's choice of light or dark, kept in this browser only.
"use strict";
try {
  const kept = localStorage.getItem("apiyard-theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
} catch { /* a browser that keeps nothing follows its system */ }
