"""Static files under hashed names, the imports between our own JavaScript modules included."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

_IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]


class HashedModules(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's storage; without this an import would name the unhashed, briefly cached file.

    Only our own folder: extensions that packages bring import what is not there.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = ("js/*.js", _IMPORTS)
