"""The complete demo specification: its file, and its document with an address and a version."""

from pathlib import Path

from specs import demo, reader

DEMO = Path(demo.__file__).parent / "checkout-api.md"
GUID = "4f9c21ab77e0"
CHECKOUT = reader.read(DEMO.read_text(encoding="utf-8")).document
CHECKOUT["header"] |= {"guid": GUID, "version": "1.3.0"}
