// The browser that looks at pages.

import { chromium } from "playwright-core";

// launch starts it, from a program's path, so that it asks for nothing by itself.
export function launch(executablePath, ...more) {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ...more,
    ],
  });
}
