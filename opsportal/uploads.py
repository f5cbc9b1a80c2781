"""Uploaded files stay in memory: what somebody uploads may hold secrets, and a disk remembers."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST, MOST = 2 * 1024 * 1024, 48 * 1024 * 1024  # bytes of one file, of all of a request


class InMemory(FileUploadHandler):
    """Keeps each file in memory up to a limit; of a larger one it keeps nothing but the name and size."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.kept, self.size, self.all = BytesIO(), 0, 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept, self.size = BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        self.all += len(raw_data)
        if self.size > LARGEST or self.all > MOST:
            self.kept = BytesIO()
        else:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type,
            file_size, self.charset, self.content_type_extra,
        )  # fmt: skip
