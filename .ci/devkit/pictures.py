"""Pictures of all screens: a page and contact sheets to look at, and those that the documents use."""

import argparse
import html
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from devkit import checks, console, environment

SIZES = {100: "1280x860", 200: "640x360"}
"""Scale in per cent, and the window in device-independent pixels: at 200 % a screen of 1280 x 720 is that small."""
DOCUMENTS = {"card.png": "card", "lookup.png": "found"}
"""Pictures in `docs/pictures`, and the screen that each shows: light, in bokmål, at 100 %."""
OUT = console.ROOT / "build" / "pictures"

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>All screens of Appvett</title>
<style>
body { font: 15px/1.5 sans-serif; margin: 24px; background: #7b838c; color: white; }
a { color: white; }
section { display: flex; flex-wrap: wrap; gap: 20px; }
figure { margin: 0; width: 400px; }
img { max-width: 100%; max-height: 420px; display: block; }
</style>
"""


def take(arguments: Sequence[str]) -> int:
    """Take the pictures that the arguments ask for.

    Returns:
        The exit code: 0 all taken, 1 some screens could not be reached.
    """
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="appvett-pictures-") as temporary:
        data = Path(temporary) / "data"
        build = [environment.python(), "-m", "core.commands", "--data", data, "catalogue", "build"]
        if console.call(build, env=environment.variables(), to_stderr=True) != 0:
            raise console.DevError("the catalogue could not be built; the reason stands above.")
        if options.docs:
            return _for_documents(data, Path(temporary))
        return _all(data, options.out, options.screens)


def write_page(folder: Path) -> Path:
    """Write a page that shows every picture below a folder, without a network.

    Args:
        folder: With pictures at SCALE/LANGUAGE/THEME/SCREEN.png and contact sheets at SCALE/LANGUAGE/sheet.png.

    Returns:
        The page.
    """
    parts = [_PAGE, "<h1>All screens of Appvett</h1>\n"]
    for sheet in sorted(folder.glob("*/*/sheet.png")):
        place = sheet.parent.relative_to(folder).as_posix()
        parts.append(
            f'<h2>{html.escape(place)}</h2>\n<p><a href="{place}/sheet.png">Contact sheet</a></p>\n<section>\n'
        )
        for picture in sorted(sheet.parent.glob("*/*.png"), key=lambda path: (path.stem, path.parent.name)):
            address = html.escape(picture.relative_to(folder).as_posix())
            caption = html.escape(f"{picture.stem} · {picture.parent.name}")
            parts.append(
                f'<figure><a href="{address}"><img src="{address}" alt="{caption}" loading="lazy"></a>'
                f"<figcaption>{caption}</figcaption></figure>\n"
            )
        parts.append("</section>\n")
    page = folder / "index.html"
    page.write_text("".join(parts), encoding="utf-8", newline="\n")
    return page


def _all(data: Path, out: Path, screens: Sequence[str]) -> int:
    worst = 0
    for scale, size in SIZES.items():
        place = out / f"{scale}"
        shutil.rmtree(place, ignore_errors=True)
        worst = max(worst, _take(data, place, scale, "--size", size, *(["--screens", *screens] if screens else [])))
    console.say(f"to look at all of them: {write_page(out)}")
    return worst


def _for_documents(data: Path, temporary: Path) -> int:
    for name, screen in DOCUMENTS.items():
        chosen = ("--screens", screen, "--languages", "nb", "--themes", "light")
        if code := _take(data, temporary / "out", 100, "--size", SIZES[100], *chosen):
            return code
        shutil.copyfile(temporary / "out" / "nb" / "light" / f"{screen}.png", console.ROOT / "docs" / "pictures" / name)
    return 0


def _take(data: Path, out: Path, scale: int, *options: str) -> int:
    command = [environment.python(), "-m", "pictures", "--data", data, "--out", out, *options]
    paths = environment.variables(console.ROOT / ".ci")
    console.say(f"pictures at {scale} % ...")
    return console.call(command, env={**paths, **checks.OFFSCREEN, "QT_SCALE_FACTOR": f"{scale / 100:g}"})


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py pictures")
    parser.add_argument("--out", type=lambda text: Path(text).absolute(), default=OUT)
    parser.add_argument("--docs", action="store_true", help="those in docs/pictures instead")
    parser.add_argument("screens", nargs="*", help="names of screens; all where none is named")
    return parser.parse_args(arguments)
