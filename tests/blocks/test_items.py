"""A short list is one text with an item per line."""

from specs.blocks.bullets import Bullets
from specs.markdown.lists import join_items, split_items
from specs.markdown.tidy import tidy

from .hostile import given, texts


def test_every_text_is_a_list_and_back():
    @given(texts("\n", "  ", "\n  ", " ", "- "))
    def law(text):
        text = tidy(text)
        assert join_items(split_items(text)) == text
        assert Bullets().read(Bullets().write(text)) == (text, [])

    law()


def test_a_line_with_two_blanks_in_front_continues_the_item_above():
    assert split_items("one\n  more\n\n  still\ntwo") == ["one\nmore\n\nstill", "two"]
    assert join_items(["one\nmore\n\nstill", "two"]) == "one\n  more\n\n  still\ntwo"


def test_empty_lines_are_empty_items():
    assert split_items("") == []
    assert split_items("one\n\ntwo\n") == ["one", "", "two", ""]
    assert Bullets().write("one\n\n") == ["- one", "-", "-"]


def test_the_first_line_is_an_item_whatever_it_starts_with():
    assert split_items("  one\n  two") == ["  one\ntwo"]
    assert Bullets().write("  one") == ["- &#32; one"]
