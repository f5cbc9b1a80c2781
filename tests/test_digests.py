"""The digest of a document is that of its RFC 8785 form, whichever way it is written."""

import hashlib

import pytest
import rfc8785

from specs.documents import content, content_digest, tidied
from tests.readiness.papers import paper

ODD = '\x01\x7f\u2028 "\\/ é😀 \b\f\n\r\t.'


@pytest.mark.parametrize("name", ["header", "überschrift"])
def test_the_digest_is_that_of_the_canonical_form(name):
    document = paper(header={"name": ODD}, overview={"overview": ODD})
    document["header"][name] = ODD
    wanted = hashlib.sha256(rfc8785.dumps(content(tidied(document)))).hexdigest()
    assert content_digest(document) == wanted
