"""Write the demo's complete specification and the golden file anew, after a wanted change of the format.

`.venv/bin/python -m tests.renew_golden`, then look at `git diff`: every line of it lands in users' repositories.
"""

import os
import re
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opsportal.settings")

import django

django.setup()

from specs.documents import content_digest  # noqa: E402
from specs.reader import read  # noqa: E402
from specs.writer import REVIEW, write  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "specs" / "demo" / "checkout-api.md"
GOLDEN = ROOT / "tests" / "golden" / "checkout-api.md"


def main() -> None:
    """The demo's words, in today's format; the golden file keeps its header and its approval."""
    demo, golden = read(DEMO.read_text()), GOLDEN.read_text()
    assert not demo.leftovers, f"no field takes these lines: {demo.leftovers}"
    document = demo.document | {"header": read(golden).document["header"]}
    block = golden.split(f"{REVIEW}\n\n", 1)[1].strip("\n")
    block = re.sub(r"(?<=\*\*SHA-256\*\*: )\w+", content_digest(document), block)
    DEMO.write_text(write(demo.document))
    GOLDEN.write_text(write(document, block))


if __name__ == "__main__":
    main()
