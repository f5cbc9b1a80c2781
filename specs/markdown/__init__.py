"""Pure text: cells, lists, fences, headings, and what must be escaped in them."""
