"""A real browser for tests: a page opened from its file, and everything about it that should not happen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


@dataclass
class Opened:
    """A page in the browser; `problems` are its errors, dialogs and requests for anything but its own file."""

    page: Page
    problems: list[str] = field(default_factory=list)

    def ask(self, script: str, value: object = None) -> Any:  # noqa: ANN401 - JSON
        """What a JavaScript expression, or a function of `value`, gives."""
        return self.page.evaluate(script, value)

    def click_at(self, which: dict[str, int], share: float = 0.5) -> None:
        """Clicks where the map draws a node or, at a share of its way, an edge."""
        where = self.ask("([which, share]) => govgraph.screen(which, share)", [which, share])
        self.page.mouse.click(where["x"], where["y"])
        self.page.wait_for_timeout(400)  # a click waits for a possible second one

    def text(self, selector: str) -> str:
        """The text of the first element that fits."""
        return self.page.inner_text(selector)

    def broken(self) -> list[str]:
        """All problems so far, breaches of the content policy included."""
        return self.problems + self.ask("window.violations")


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium of the system; the test fails where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("these tests need Chromium: install the Debian package chromium, or leave out `-m slow`")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            yield started
        finally:
            started.close()


@contextmanager
def opened(started: Browser, path: Path, *, fragment: str = "", **options: object) -> Iterator[Opened]:
    """A page opened from `path` at 1280×800 in Chinese; `options` are those of a Playwright context."""
    settings: dict[str, Any] = {
        "viewport": {"width": 1280, "height": 800},
        "locale": "zh-CN",
        "color_scheme": "light",
        **options,
    }
    context = started.new_context(**settings)
    page = Opened(context.new_page())
    page.page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    page.page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.page.on("dialog", lambda dialog: (page.problems.append(f"dialog {dialog.message}"), dialog.dismiss()))

    def answer(route: Route) -> None:
        if route.request.url.split("#")[0] == path.as_uri():
            route.continue_()
        else:
            page.problems.append(f"request {route.request.url}")
            route.abort()

    context.route("**/*", answer)
    context.add_init_script(_WATCH)
    try:
        page.page.goto(path.as_uri() + fragment)
        yield page
    finally:
        context.close()
