"""Static files under hashed names, the imports between our own JavaScript modules included."""

from typing import Any

from django.contrib.staticfiles.storage import HashedFilesMixin, StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

_IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]


class Remembered:
    """Works an address out once: every page names a dozen files, and they stay where they are."""

    def url(self, name: Any, *args: Any, **kwargs: Any) -> str:
        """The address of a file, as the storage below gives it."""
        known: dict[Any, str] = self.__dict__.setdefault("_addresses", {})
        if name not in known:
            known[name] = super().url(name, *args, **kwargs)  # type: ignore[misc]
        return known[name]


class PlainFiles(Remembered, StaticFilesStorage):
    """Files under their own names, where nothing was collected."""


class HashedModules(Remembered, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's storage; without this an import would name the unhashed, briefly cached file.

    Only our own folder: extensions that packages bring import what is not there.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = ("js/*.js", _IMPORTS)
