"""The break-glass bundle: everything approved as files, for when there is no portal."""

from specs.bundle.replacing import NotOurs, replace
from specs.bundle.writing import files

__all__ = ["NotOurs", "files", "replace"]
