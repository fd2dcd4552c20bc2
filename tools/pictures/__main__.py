"""`make screenshot`: the pictures of the READMEs and the docs, taken from the real program.

    python -m pictures [NAME …]         with tools/ and tests/support/ on the path

Each NAME is a scene, or `film`; all of them when none is given. A file `docs/pictures/NAME-LANGUAGE-THEME.svg` for each.
"""

import argparse
from itertools import chain

from pictures import film, scenes
from pictures.stage import ROOT

FOLDER = ROOT / "docs" / "pictures"
FILM = "film"


def main() -> None:
    names = [*scenes.SCENES, FILM]
    parser = argparse.ArgumentParser(description="Take the pictures of the documentation.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    wanted = parser.parse_args().names or names
    FOLDER.mkdir(exist_ok=True)
    for file, text in chain.from_iterable(
        film.films() if name == FILM else scenes.pictures(name) for name in wanted
    ):
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
        print(f"{file}  {len(text.encode()) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
