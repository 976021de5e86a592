"""Take the README's picture of a map: python scripts/screenshot.py exports/map.html docs/images/map.png [#NAME]."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def main() -> None:
    """Open the page in Chromium as a reader with a Chinese system does, and save what is seen."""
    page_file, picture, *fragment = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN", color_scheme="light")
        page.goto(Path(page_file).resolve().as_uri() + "".join(fragment))
        page.wait_for_timeout(800)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main()
